"""Final Cut Pro 7 XML: what Premiere and Resolve do not take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from editor.timeline.checking.findings import Basis, Hit, Host, Rule, Weight
from editor.timeline.media_paths import read_path
from editor.timeline.xmeml.clips import read_range
from editor.timeline.xmeml.files import MediaFiles, has_content
from editor.timeline.xmeml.positions import CLIPS, lay_out
from editor.timeline.xmeml.values import frames, rate_of
from editor.timeline.xml_text.document import Element, XmlDocument

_BOTH = (Host.PREMIERE, Host.RESOLVE)
_AGAIN = "export it again from the editing program"

NO_FILE = Rule(
    "xmeml-no-file",
    _BOTH,
    Weight.WRONG,
    Basis.REPORTED,
    "A clip refers to a file that is described nowhere, and will be offline",
    _AGAIN,
)
SAME_ID = Rule(
    "xmeml-same-id",
    _BOTH,
    Weight.REFUSED,
    Basis.REPORTED,
    "Two clips have the same id",
    _AGAIN,
)
NO_PLACE = Rule(
    "xmeml-no-place",
    _BOTH,
    Weight.WRONG,
    Basis.REPORTED,
    "A clip does not say where it lies: its start or end is -1 without a transition beside it",
    _AGAIN,
)
OVERLAP = Rule(
    "xmeml-overlap",
    _BOTH,
    Weight.WRONG,
    Basis.REPORTED,
    "Two clips of a track overlap, and the later one covers the earlier",
    "put one of them on a track of its own",
)
LENGTHS = Rule(
    "xmeml-lengths",
    _BOTH,
    Weight.WRONG,
    Basis.REPORTED,
    "A clip without a retime is not as long as what it shows of its media; its start and end are trusted",
    "compare it after the import",
)
RETIME = Rule(
    "xmeml-retime",
    (Host.RESOLVE,),
    Weight.WRONG,
    Basis.MEASURED,
    "A clip is retimed; imported by a script, Resolve shows another part of its media, without a word",
    "import it through the menu and compare, or use OTIO for this edit",
)
NO_FORMAT = Rule(
    "xmeml-no-format",
    (Host.RESOLVE,),
    Weight.REFUSED,
    Basis.REPORTED,
    "A sequence has no <format>, on which Resolve was seen to crash",
    _AGAIN,
)
MARKERS = Rule(
    "xmeml-markers",
    (Host.RESOLVE,),
    Weight.LOST,
    Basis.MEASURED,
    "Markers and labels do not come through",
    "bring markers as an EDL beside it",
)
ZERO_LENGTH = Rule(
    "xmeml-zero-length",
    (Host.OTIO,),
    Weight.WRONG,
    Basis.REPORTED,
    "A clip has no length, after which all others of its track are shifted",
    "delete it in the editing program",
)
NO_NEST = Rule(
    "xmeml-no-nest",
    _BOTH,
    Weight.WRONG,
    Basis.REPORTED,
    "A clip refers to a sequence that is not in the file",
    "export the nested sequence with it",
)
NO_PATH = Rule(
    "xmeml-no-path",
    _BOTH,
    Weight.WRONG,
    Basis.REPORTED,
    "The path of a file is no file URL, and its clips will be offline",
    "relink it in the editing program and export again",
)


def xmeml_hits(document: XmlDocument) -> Iterator[Hit]:
    """Find what of a document is not taken."""
    root, files = document.root, MediaFiles(document)
    yield from _ids(root)
    yield from _references(root)
    for sequence in root.descendants("sequence"):
        video = sequence.child("media", "video")
        if video is not None and video.child("format") is None:
            yield Hit(NO_FORMAT, _place(sequence))
        for track in () if video is None else video.children("track"):
            yield from _track(track, sequence, files)
    for marker in root.descendants("marker"):
        yield Hit(MARKERS, _place(marker.parent or marker))


def _ids(root: Element) -> Iterator[Hit]:
    counts = Counter(clip.attributes.get("id") for clip in root.descendants(*CLIPS))
    for name, count in counts.items():
        if name is not None and count > 1:
            yield Hit(SAME_ID, f"id {name!r}")


def _references(root: Element) -> Iterator[Hit]:
    files = {file.attributes.get("id") for file in root.descendants("file") if has_content(file)}
    sequences = {
        sequence.attributes.get("id") for sequence in root.descendants("sequence") if has_content(sequence)
    }
    for file in root.descendants("file"):
        if not has_content(file) and file.attributes.get("id") not in files:
            yield Hit(NO_FILE, _place(file.parent or file))
        url = file.text_of("pathurl")
        if url and (read_path(url).host is None or not read_path(url).path):
            yield Hit(NO_PATH, url)
    for nest in root.descendants("sequence"):
        if not has_content(nest) and nest.attributes.get("id") not in sequences:
            yield Hit(NO_NEST, _place(nest.parent or nest))


def _track(track: Element, sequence: Element, files: MediaFiles) -> Iterator[Hit]:
    rate = rate_of(sequence)
    if rate is None:
        return
    layout = lay_out(track, rate)
    for lost in layout.lost:
        is_empty = frames(lost, "start") is not None and frames(lost, "start") == frames(lost, "end")
        yield Hit(ZERO_LENGTH if is_empty else NO_PLACE, _place(lost))
    in_order = sorted(layout.placements, key=lambda placement: placement.cut_in)
    for before, after in pairwise(in_order):
        if after.cut_in < before.cut_out:
            yield Hit(OVERLAP, _place(after.element))
    for placement in layout.placements:
        clip_range = read_range(placement, rate, files)
        time_map = clip_range.time_map
        if time_map is None or time_map.kind is not None:
            yield Hit(RETIME, _place(placement.element))
        elif clip_range.file is not None and not clip_range.file.is_still:
            shown = clip_range.frame_at(placement.end) - clip_range.last
            if not -1 <= shown <= 1:
                yield Hit(LENGTHS, _place(placement.element))


def _place(element: Element) -> str:
    name = element.text_of("name") or element.attributes.get("id") or element.tag
    return f"line {element.line}, {name!r}"
