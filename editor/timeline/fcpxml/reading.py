"""From an FCPXML document to the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from editor.timeline.errors import TimelineError
from editor.timeline.fcpxml.clips import (
    is_enabled,
    is_sound,
    read_clip,
    read_markers,
    read_retime,
    read_shown,
    record_of,
)
from editor.timeline.fcpxml.resources import Resources
from editor.timeline.fcpxml.retimes import read_time_map
from editor.timeline.fcpxml.sections import Section, Sections
from editor.timeline.fcpxml.story import Story, StoryItem, StoryTransition
from editor.timeline.fcpxml.times import frames_in
from editor.timeline.model import Gap, Item, Nest, Sequence, Span, Timeline, Track, TrackKind, Transition
from editor.timeline.xml_text.document import Element, XmlDocument

_KNOWN_VERSIONS = tuple(f"1.{minor}" for minor in range(14))
_MOST_NOTICES = 20


class FcpxmlReader:
    """Reads one document.

    Parameters
    ----------
    document : XmlDocument
        Its root is `fcpxml`.
    """

    def __init__(self, document: XmlDocument) -> None:
        self._document = document
        self._resources = Resources(document)
        self._sections = Sections(document, self._resources)
        self._notices: list[str] = []

    def timeline(self) -> Timeline:
        """Read all of it.

        Raises
        ------
        TimelineError
            If it holds no sequence.
        """
        sequences = {section.key: self._sequence(section) for section in self._sections}
        if not sequences:
            raise TimelineError(
                "it holds no sequence with a frame rate",
                remedy="export the project itself",
                path=self._document.path,
            )
        version = self._document.root.attributes.get("version", "")
        main = self._main(sequences)
        return Timeline(
            dialect="fcpxml",
            name=sequences[main[0]].name,
            sequences=sequences,
            main=main,
            version=version,
            application="Final Cut Pro" if self._is_of_final_cut() else "",
            notices=self._all_notices(version),
        )

    def _main(self, sequences: dict[str, Sequence]) -> tuple[str, ...]:
        """Projects; else what is nested nowhere."""
        nested = {key for sequence in sequences.values() for key in sequence.nested}
        projects = [
            section.key
            for section in self._sections
            if section.element.parent and _is_project(section.element)
        ]
        main = projects or [key for key in sequences if key not in nested] or list(sequences)[:1]
        return tuple(main)

    def _is_of_final_cut(self) -> bool:
        libraries = self._document.root.children("library")
        return any(".fcpbundle" in library.attributes.get("location", "") for library in libraries)

    def _sequence(self, section: Section) -> Sequence:
        form = section.element.attributes.get("tcFormat", "")
        for lost in (element for story in section.stories for element in story.lost):
            name = lost.attributes.get("name") or lost.tag
            self._notices.append(f"line {lost.line}: {name!r} does not say where it lies")
        return Sequence(
            locator=(section.element.row,),
            name=section.name,
            rate=section.rate,
            start=frames_in(section.start_s, section.rate),
            tracks=tuple(self._tracks(section)),
            is_drop_frame={"DF": True, "NDF": False}.get(form),
            size=self._resources.size(section.element),
        )

    def _tracks(self, section: Section) -> Iterator[Track]:
        if section.element.tag == "multicam":
            angles = section.element.children("mc-angle")
            for angle, story in zip(angles, section.stories, strict=True):
                yield self._angle(angle, story, section.rate)
        else:
            yield from self._lanes(section)

    def _angle(self, angle: Element, story: Story, rate: Fraction) -> Track:
        shown = [item for item in story.items if item.lane == 0]
        is_heard = all(self._is_sound(item, rate) for item in shown if item.element.tag != "gap")
        items = [self._item(item, rate) for item in shown]
        items += [_transition(between, rate) for between in story.transitions if between.lane == 0]
        kind = TrackKind.AUDIO if is_heard else TrackKind.VIDEO
        return Track((angle.row,), angle.attributes.get("name", ""), kind, _in_order(items))

    def _lanes(self, section: Section) -> Iterator[Track]:
        """Give a track for each lane, pictures and sound apart; more where two hosts share a lane."""
        lanes: dict[tuple[bool, int], list[Item]] = {}
        for item in section.stories[0].items:
            is_gap = item.element.tag == "gap"
            if not is_gap or item.lane == 0:
                key = (not is_gap and self._is_sound(item, section.rate), item.lane)
                lanes.setdefault(key, []).append(self._item(item, section.rate))
        for between in section.stories[0].transitions:
            is_heard = (False, between.lane) not in lanes and (True, between.lane) in lanes
            lanes.setdefault((is_heard, between.lane), []).append(_transition(between, section.rate))
        for (is_heard, lane), items in sorted(lanes.items(), key=lambda entry: entry[0]):
            kind = TrackKind.AUDIO if is_heard else TrackKind.VIDEO
            for row in _without_overlap(_in_order(items)):
                yield Track((section.element.row, lane), "", kind, tuple(row))

    def _is_sound(self, item: StoryItem, rate: Fraction) -> bool:
        return is_sound(item.element, self._resources, rate)

    def _item(self, item: StoryItem, rate: Fraction) -> Item:
        element = item.element
        if element.tag == "gap":
            markers = read_markers(element, rate)
            moved = (replace(marker, span=_on_record(marker.span, item)) for marker in markers)
            return Gap((element.row,), record_of(item, rate), tuple(moved))
        section = self._sections.of(element)
        if section is None:
            return read_clip(item, read_shown(item, self._resources, rate), rate)
        return self._nest(item, rate, section)

    def _nest(self, item: StoryItem, rate: Fraction, section: Section) -> Nest:
        time_map = read_time_map(item)
        trim = None
        if time_map is not None:
            low, high = time_map.between(item.local_s, item.local_end_s)
            start = frames_in(low - section.start_s, section.rate)
            end = frames_in(high - section.start_s, section.rate)
            trim = Span(start, end - start, section.rate)
        return Nest(
            locator=(item.element.row,),
            name=item.element.attributes.get("name", ""),
            record=record_of(item, rate),
            sequence=section.key,
            trim=trim,
            angle=_shown_angle(item.element, section.element),
            is_enabled=is_enabled(item.element),
            retime=read_retime(item, time_map),
            markers=read_markers(item.element, rate),
        )

    def _all_notices(self, version: str) -> tuple[str, ...]:
        notices = [
            f"line {element.line}: a sequence without a frame rate is passed through"
            for element in self._sections.without_rate
        ]
        if version not in _KNOWN_VERSIONS:
            notices.insert(0, f"its version {version!r} is not known and read like 1.13")
        notices += self._notices
        more = len(notices) - _MOST_NOTICES
        return (*notices[:_MOST_NOTICES], *([f"and {more} more like these"] if more > 0 else ()))


def _is_project(sequence: Element) -> bool:
    return sequence.parent is not None and sequence.parent.tag == "project"


def _transition(between: StoryTransition, rate: Fraction) -> Transition:
    start = frames_in(between.start_s, rate)
    end = frames_in(between.start_s + between.duration_s, rate)
    cut = frames_in(between.start_s + between.cut_s, rate)
    name = between.element.attributes.get("name", "")
    return Transition((between.element.row,), name, Span(start, end - start, rate), cut - start, end - cut)


def _on_record(span: Span, item: StoryItem) -> Span:
    start_s = item.record_s(span.start / span.rate)
    return Span(start_s * span.rate, span.duration * item.pace, span.rate)


def _in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.record.start))


def _without_overlap(items: Iterable[Item]) -> list[list[Item]]:
    """Share items out to as many rows as they need; transitions stay in the first that has their place."""
    rows: list[list[Item]] = []
    ends: list[Fraction] = []
    for item in items:
        if isinstance(item, Transition):
            if not rows:
                rows.append([])
                ends.append(Fraction(0))
            rows[0].append(item)
            continue
        index = next((index for index, end in enumerate(ends) if end <= item.record.start), len(rows))
        if index == len(rows):
            rows.append([])
            ends.append(Fraction(0))
        rows[index].append(item)
        ends[index] = item.record.end
    return rows


def _shown_angle(clip: Element, multicam: Element) -> int | None:
    if multicam.tag != "multicam":
        return None
    angles = [angle.attributes.get("angleID") for angle in multicam.children("mc-angle")]
    for source in clip.children("mc-source"):
        if source.attributes.get("srcEnable", "all") in ("all", "video"):
            shown = source.attributes.get("angleID")
            return angles.index(shown) if shown in angles else None
    return None
