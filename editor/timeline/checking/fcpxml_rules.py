"""FCPXML: what Final Cut and Resolve do not take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from editor.timeline.checking.fcpxml_grammar import ORDER, REQUIRED
from editor.timeline.checking.findings import Basis, Hit, Host, Rule, Weight
from editor.timeline.fcpxml.resources import Resources
from editor.timeline.fcpxml.sections import Section, Sections
from editor.timeline.fcpxml.story import StoryItem
from editor.timeline.fcpxml.times import seconds, time_of
from editor.timeline.xml_text.document import Element, XmlDocument

_FINAL_CUT = (Host.FINAL_CUT,)
_KNOWN_MINORS = range(14)
_FIRST_WITH_REPRESENTATIONS = 9
_TIMES = ("duration", "offset", "start", "tcStart")
_AGAIN = "export it again from the editing program"

VERSION = Rule(
    "fcpxml-version",
    (Host.FINAL_CUT, Host.RESOLVE),
    Weight.REFUSED,
    Basis.DOCUMENTED,
    "Its version is not one of 1.0 to 1.13",
    "export it as 1.11 or older",
)
ORDER_BROKEN = Rule(
    "fcpxml-order",
    _FINAL_CUT,
    Weight.REFUSED,
    Basis.DOCUMENTED,
    "An element lies behind one that it has to precede",
    _AGAIN,
)
MISSING = Rule(
    "fcpxml-missing",
    _FINAL_CUT,
    Weight.REFUSED,
    Basis.DOCUMENTED,
    "An element lacks an attribute that it must have",
    _AGAIN,
)
SAME_ID = Rule(
    "fcpxml-same-id",
    _FINAL_CUT,
    Weight.REFUSED,
    Basis.DOCUMENTED,
    "Two resources have the same id",
    _AGAIN,
)
NO_RESOURCE = Rule(
    "fcpxml-no-resource",
    (Host.FINAL_CUT, Host.RESOLVE),
    Weight.REFUSED,
    Basis.DOCUMENTED,
    "A clip refers to a resource that is not in the file",
    _AGAIN,
)
BAD_TIME = Rule(
    "fcpxml-time",
    _FINAL_CUT,
    Weight.REFUSED,
    Basis.DOCUMENTED,
    "A time is no rational number of seconds",
    _AGAIN,
)
OFF_FRAME = Rule(
    "fcpxml-off-frame",
    (Host.FINAL_CUT, Host.RESOLVE),
    Weight.WRONG,
    Basis.DOCUMENTED,
    "An item of the story line does not lie on whole frames of its sequence, and is moved to some",
    "export it again at the rate of the sequence",
)
OVERLAP = Rule(
    "fcpxml-overlap",
    _FINAL_CUT,
    Weight.WRONG,
    Basis.DOCUMENTED,
    "An item of the story line begins before the one in front of it has ended",
    _AGAIN,
)
SOURCE = Rule(
    "fcpxml-source",
    _FINAL_CUT,
    Weight.REFUSED,
    Basis.DOCUMENTED,
    "Assets have their path where this version has it not: in media-rep since 1.9, before that on the asset",
    "export it again in one version",
)
RETIME_AT_EDGE = Rule(
    "fcpxml-retime-edge",
    (Host.RESOLVE,),
    Weight.WRONG,
    Basis.REPORTED,
    "A retime ends exactly where its clip ends, whose last frames turned black in Resolve",
    "look at the last frames of the clip after the import",
)
MARKERS = Rule(
    "fcpxml-markers",
    (Host.RESOLVE,),
    Weight.LOST,
    Basis.MEASURED,
    "Markers and labels do not come through",
    "bring markers as an EDL beside it",
)


def fcpxml_hits(document: XmlDocument) -> Iterator[Hit]:
    """Find what of a document is not taken."""
    root = document.root
    minor = _minor(root)
    if minor is None:
        yield Hit(VERSION, f"version {root.attributes.get('version', '')!r}")
    for row in range(len(document.table.tags)):
        yield from _element(document.at(row))
    resources = Resources(document)
    yield from _ids(root, resources)
    for asset in root.descendants("asset"):
        has_representation = asset.child("media-rep") is not None
        if minor is not None and has_representation != (minor >= _FIRST_WITH_REPRESENTATIONS):
            yield Hit(SOURCE, _place(asset))
    for section in Sections(document, resources):
        yield from _section(section)


def _element(element: Element) -> Iterator[Hit]:
    tag, attributes = element.tag, element.attributes
    for name in REQUIRED.get(tag, ()):
        if name not in attributes:
            yield Hit(MISSING, f"{_place(element)}, {name}")
    for name in _TIMES:
        if name in attributes and seconds(attributes[name]) is None:
            yield Hit(BAD_TIME, f"{_place(element)}, {name}={attributes[name]!r}")
    if tag in ("marker", "chapter-marker"):
        yield Hit(MARKERS, _place(element.parent or element))
    steps = ORDER.get(tag)
    if steps:
        rank = {child: index for index, step in enumerate(steps) for child in step}
        known = [child for child in element if child.tag in rank]
        for before, after in pairwise(known):
            if rank[after.tag] < rank[before.tag]:
                yield Hit(ORDER_BROKEN, f"line {after.line}, <{after.tag}> behind <{before.tag}>")


def _ids(root: Element, resources: Resources) -> Iterator[Hit]:
    counts = Counter(
        element.attributes["id"]
        for group in root.children("resources")
        for element in group
        if "id" in element.attributes
    )
    for name, count in counts.items():
        if count > 1:
            yield Hit(SAME_ID, f"id {name!r}")
    for clip in root.descendants("asset-clip", "audio", "mc-clip", "ref-clip", "title", "video"):
        if clip.attributes.get("ref", "") not in resources.by_id:
            yield Hit(NO_RESOURCE, _place(clip))


def _section(section: Section) -> Iterator[Hit]:
    for story in section.stories:
        line = [item for item in story.items if not item.lane]
        for item in line:
            if any((time_s * section.rate).denominator != 1 for time_s in (item.start_s, item.duration_s)):
                yield Hit(OFF_FRAME, _place(item.element))
        for before, after in pairwise(line):
            if after.start_s < before.end_s:
                yield Hit(OVERLAP, _place(after.element))
        for item in story.items:
            if _ends_with_retime(item):
                yield Hit(RETIME_AT_EDGE, _place(item.element))


def _ends_with_retime(item: StoryItem) -> bool:
    time_map = item.element.child("timeMap")
    points = [] if time_map is None else list(time_map.children("timept"))
    return bool(points) and time_of(points[-1], "time") == item.local_s + Fraction(item.duration_s)


def _minor(root: Element) -> int | None:
    major, dot, minor = root.attributes.get("version", "").partition(".")
    is_known = major == "1" and dot and minor.isdecimal() and len(minor) < 4 and int(minor) in _KNOWN_MINORS
    return int(minor) if is_known else None


def _place(element: Element) -> str:
    name = element.attributes.get("name") or element.tag
    return f"line {element.line}, {name!r}"
