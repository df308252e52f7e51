"""All sequences of a document, and what other elements hold stories of their own."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.fcpxml.clips import contents
from editor.timeline.fcpxml.resources import Resources
from editor.timeline.fcpxml.story import Story
from editor.timeline.fcpxml.times import time_of
from editor.timeline.xml_text.document import Element, XmlDocument


@dataclass(frozen=True, slots=True)
class Section:
    """Something with a story: a `sequence`, a `multicam`, a `sync-clip`, or a `clip` of several things.

    Attributes
    ----------
    element : Element
        Which it is.
    key : str
        Its key among the sequences of the timeline: the id of its resource, or its number in the document.
    name : str
        As the editor sees it.
    rate : Fraction
        Frames per second.
    start_s : Fraction
        What its clock says at its first frame.
    stories : list of Story
        What it holds: one, or one for each angle of a multicam.
    """

    element: Element
    key: str
    name: str
    rate: Fraction
    start_s: Fraction
    stories: list[Story]


class Sections:
    """All sections of a document, in its order; those within items of a story behind those.

    Parameters
    ----------
    document : XmlDocument
        Its root is `fcpxml`.
    resources : Resources
        Of the document.
    """

    def __init__(self, document: XmlDocument, resources: Resources) -> None:
        self._resources = resources
        self.by_row: dict[int, Section] = {}
        self.without_rate: list[Element] = []
        self._numbers: Counter[str] = Counter()
        waiting = deque(self._sequences(document))
        while waiting:
            section = waiting.popleft()
            self.by_row[section.element.row] = section
            waiting.extend(self._inner(section))

    def __iter__(self) -> Iterator[Section]:
        """Walk over all."""
        return iter(sorted(self.by_row.values(), key=lambda section: section.element.row))

    def of(self, element: Element) -> Section | None:
        """Find the section that an item opens: what it refers to, or itself."""
        nested = self._resources.nested(element) or element
        return self.by_row.get(nested.row)

    def _sequences(self, document: XmlDocument) -> Iterator[Section]:
        for element in document.root.descendants("sequence", "multicam"):
            rate = self._resources.rate(element)
            owner = element.parent
            if rate is None or owner is None:
                self.without_rate.append(element)
                continue
            start_s = time_of(element, "tcStart") or Fraction(0)
            yield self._section(element, owner.attributes.get("name", ""), rate, start_s)

    def _inner(self, section: Section) -> Iterator[Section]:
        for story in section.stories:
            for item in story.items:
                element = item.element
                if opens(element):
                    rate = self._resources.rate(element) or section.rate
                    offsets = [time_of(inner, "offset") for inner in contents(element)]
                    start_s = min((offset for offset in offsets if offset is not None), default=Fraction(0))
                    yield self._section(element, element.attributes.get("name", ""), rate, start_s)

    def _section(self, element: Element, name: str, rate: Fraction, start_s: Fraction) -> Section:
        stories = []
        for group in _groups(element):
            story = Story(self._resources, rate)
            story.add_spine(iter(group), -start_s)
            stories.append(story)
        return Section(element, self._key(element), name, rate, start_s, stories)

    def _key(self, element: Element) -> str:
        owner = element.parent
        if owner is not None and owner.tag == "media" and owner.attributes.get("id"):
            return owner.attributes["id"]
        self._numbers[element.tag] += 1
        return f"{element.tag} {self._numbers[element.tag]}"


def opens(element: Element) -> bool:
    """Say whether an item holds a story of its own instead of showing something."""
    if element.tag == "clip":
        inside = contents(element)
        return len(inside) != 1 or inside[0].tag not in ("video", "audio", "gap")
    return element.tag == "sync-clip"


def _groups(element: Element) -> list[Iterable[Element]]:
    if element.tag == "multicam":
        return list(element.children("mc-angle"))
    if element.tag == "sequence":
        return [next(element.children("spine"), ())]
    return [contents(element)]
