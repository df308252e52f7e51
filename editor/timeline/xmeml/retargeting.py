"""Have a clip count in a plate instead of its media: every number that points into the media moves.

`in` counts from the first frame of the file, and a plate begins later than its media. Where a graph of key
frames leads to the media, its values move and the clip's own frames stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from editor.timeline.curves import Exact
from editor.timeline.editing import Plate
from editor.timeline.errors import EditError
from editor.timeline.plate_fit import is_picture, require_held, require_rate
from editor.timeline.xmeml.clips import ClipRange
from editor.timeline.xmeml.files import MediaFile
from editor.timeline.xmeml.plate_files import number_like
from editor.timeline.xmeml.positions import TICKS_PER_SECOND
from editor.timeline.xmeml.retimes import REAL_TIME, TimeMap
from editor.timeline.xmeml.values import frames, number
from editor.timeline.xml_text.document import Element
from editor.timeline.xml_text.edits import XmlEdits
from editor.timeline.xml_text.style import Markup


@dataclass(frozen=True, slots=True)
class Shift:
    """How a clip's numbers change, at its own rate.

    Attributes
    ----------
    media : int or Fraction
        Frames of media before the plate's first.
    clip : int or Fraction
        What is added to the frames of the clip; 0 where a graph takes the change.
    duration : int or Fraction or None
        Of all the plate, in frames of the clip; None where it stays.
    """

    media: Exact
    clip: Exact
    duration: Exact | None


_STANDING = Shift(0, 0, None)


def retarget(edits: XmlEdits, clip_range: ClipRange, plate: Plate, shown: tuple[Exact, Exact]) -> None:
    """Make a clip, or the copy of one, count in a plate.

    Parameters
    ----------
    edits : XmlEdits
        Takes the changes.
    clip_range : ClipRange
        Of the clip as it is.
    plate : Plate
        The new media; it holds what is shown.
    shown : pair of int or Fraction
        The clip's frames that are shown, counted as its `in` is.
    """
    file, time_map = clip_range.file, clip_range.time_map
    if file is None or time_map is None:
        return
    if file.is_still:
        _retarget_still(edits, clip_range, time_map, plate, shown)
        return
    shift = _shift(clip_range, file, time_map, plate)
    clip = clip_range.placement.element
    first, last = shown[0] + shift.clip, shown[1] + shift.clip
    if -1 <= first < 0:
        first, last = 0, last - first
    is_exact = _set_range(edits, clip, first, last)
    _set_ticks(edits, clip_range, time_map, shown, shift, is_exact=is_exact)
    duration = clip.child("duration")
    if duration is not None and shift.duration is not None:
        edits.set_text(duration, number_like(duration, shift.duration))
    subclip = clip.child("subclipinfo")
    if subclip is not None:
        edits.remove(subclip)
    if time_map.graph is not None:
        _shift_graph(edits, time_map.graph, shift, plate, clip_range)
    elif shift.clip:
        _shift_filters(edits, clip, floor(shift.clip), shift.duration)
        _shift_markers(edits, clip, floor(shift.clip), shift.duration)


def _retarget_still(
    edits: XmlEdits, clip_range: ClipRange, time_map: TimeMap, plate: Plate, shown: tuple[Exact, Exact]
) -> None:
    """Show a picture for as long as the still, or a movie of its length from the start."""
    clip = clip_range.placement.element
    if not is_picture(plate.path.name):
        shown = (Fraction(0), shown[1] - shown[0])
        for still in clip.children("stillframe"):
            edits.set_text(still, "FALSE")
    _set_range(edits, clip, *shown)
    _set_ticks(edits, clip_range, time_map, shown, _STANDING, is_exact=True)


def _shift(clip_range: ClipRange, file: MediaFile, time_map: TimeMap, plate: Plate) -> Shift:
    media, length = plate.available.start - file.start, plate.available.duration
    if clip_range.rate != file.rate:
        factor = clip_range.rate / file.rate
        media, length = media * factor, length * factor
    if time_map.graph is not None:
        return Shift(media, 0, None)
    if time_map is REAL_TIME:
        return Shift(media, -media, length)
    origin, slope = time_map.at(0), time_map.speed
    clip = -media / slope if slope > 0 else (length - origin + media) / -slope
    return Shift(media, clip, length / abs(slope))


def _set_range(edits: XmlEdits, clip: Element, first: Exact, last: Exact) -> bool:
    """Write `in` and `out`; say whether they could be written exactly.

    A clip of all its media may have none: a plate with handles would show too much.
    """
    is_exact = True
    for tag, value in (("in", first), ("out", last)):
        element = clip.child(tag)
        if element is None:
            edits.rewrite(clip, [(clip.child("end"), Markup(tag, str(floor(value))))])
        elif number(element.text) != value:
            is_exact = is_exact and (value.denominator == 1 or "." in element.text)
            edits.set_text(element, number_like(element, value if "." in element.text else floor(value)))
    return is_exact


def _set_ticks(
    edits: XmlEdits,
    clip_range: ClipRange,
    time_map: TimeMap,
    shown: tuple[Exact, Exact],
    shift: Shift,
    *,
    is_exact: bool,
) -> None:
    """Move Premiere's ticks, which count the media where they can; add them where `in` would be rounded."""
    clip, rate = clip_range.placement.element, clip_range.rate
    in_media = [time_map.at(frame) - shift.media for frame in shown]
    for tag, frame, value in zip(("in", "out"), shown, in_media, strict=True):
        ticks = clip.child("pproTicksIn" if tag == "in" else "pproTicksOut")
        if ticks is None:
            plain = clip.child(tag)
            if not is_exact and plain is not None:
                text = str(round(value * TICKS_PER_SECOND / rate))
                edits.insert_after(plain, Markup(f"pproTicks{tag.capitalize()}", text))
            continue
        old = number(ticks.text)
        if old is None or old == -1:
            continue
        written = clip_range.first if tag == "in" else clip_range.last
        counts_media = _is_near(old * rate / TICKS_PER_SECOND, time_map.at(written))
        moved = value - time_map.at(written) if counts_media else frame - written
        edits.set_text(ticks, str(old + round(moved * TICKS_PER_SECOND / rate)))


def _is_near(value: Exact, frame: Exact) -> bool:
    return -2 < value - frame < 2


def _shift_graph(edits: XmlEdits, graph: Element, shift: Shift, plate: Plate, clip_range: ClipRange) -> None:
    """Move the values of key frames; those that only lead beyond the clip stay within the plate."""
    longest = plate.available.duration * clip_range.rate / plate.available.rate
    keys = list(graph.children("keyframe"))
    whens = [frames(key, "when") or 0 for key in keys]
    for index, key in enumerate(keys):
        value = key.child("value")
        if value is None:
            continue
        moved = (number(value.text) or 0) - shift.media
        after = whens[index + 1] if index + 1 < len(keys) else None
        before = whens[index - 1] if index else None
        is_outside = (after is not None and after <= clip_range.first) or (
            before is not None and before >= clip_range.last
        )
        edits.set_text(value, _decimal(min(max(moved, 0), longest) if is_outside else moved))
    default = graph.child("value")
    if default is not None and (old := number(default.text)) is not None:
        edits.set_text(default, _decimal(max(old - shift.media, 0)))


def _decimal(value: Exact) -> str:
    """Write a number in as few digits as it needs, four decimals at most, as key frames are written."""
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


def _shift_filters(edits: XmlEdits, clip: Element, offset: int, duration: Exact | None) -> None:
    for filter_ in clip.children("filter"):
        for when in filter_.descendants("when"):
            _shift_text(edits, when, offset)
        end = filter_.child("end")
        if end is not None and duration is not None and frames(filter_, "start") == 0:
            if number(end.text) not in (None, -1):
                edits.set_text(end, number_like(end, duration))
            continue
        for bound in filter_.children("start", "end"):
            _shift_text(edits, bound, offset)


def _shift_markers(edits: XmlEdits, clip: Element, offset: int, duration: Exact | None) -> None:
    """Keep markers on their pictures; those on pictures that the plate does not hold go."""
    for marker in clip.children("marker"):
        first = frames(marker, "in")
        if first is None:
            continue
        if first + offset < 0 or (duration is not None and first + offset > duration):
            edits.remove(marker)
            continue
        for bound in marker.children("in", "out"):
            _shift_text(edits, bound, offset)


def _shift_text(edits: XmlEdits, element: Element, offset: int) -> None:
    value = number(element.text)
    if value is not None and value != -1:
        edits.set_text(element, number_like(element, value + offset))


def check_plate(clip_range: ClipRange, plate: Plate, start: Exact, end: Exact) -> None:
    """Make sure that a plate holds what a clip shows between two frames of its sequence.

    Raises
    ------
    EditError
        If it does not, or if it cannot be known what the clip shows.
    """
    name = clip_range.placement.element.text_of("name") or ""
    file = clip_range.file
    source = clip_range.source(start, end)
    if file is None or source is None or file.reference.target is None:
        raise EditError(name, "it shows no media file", remedy="choose a clip with media")
    if file.is_still:
        length_s = (end - start) / clip_range.sequence_rate
        if not is_picture(plate.path.name) and plate.available.duration / plate.available.rate < length_s:
            raise EditError(
                name,
                "it is a still, and the plate is a shorter movie",
                remedy="deliver the plate as a picture",
            )
        return
    require_rate(name, file.rate, plate)
    require_held(name, source, file.reference.available, plate)
