"""Tracks of an edit for the screen. Importing this takes a while: it is done beside the window only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from editor.timeline.delivery.versions import versions
from editor.timeline.model import (
    Clip,
    Gap,
    Item,
    Locator,
    MediaKind,
    MediaReference,
    Nest,
    Retime,
    RetimeKind,
    Span,
    Timeline,
    Track,
    TrackKind,
    Transition,
)
from editor.timeline.model import Sequence as EditSequence
from editor.timeline.shots.shot import Shot, Uncleanable
from ui.edits.tracks import Kind, Lies, TracedEdit, TracedSequence, TrackItem, TrackRow

_PLATE = re.compile(r"(.+)_cleanplate_v(\d+)")
_LIES = {TrackKind.VIDEO: Lies.PICTURES, TrackKind.AUDIO: Lies.SOUND, TrackKind.OTHER: Lies.OTHER}
_LETTERS = {Lies.PICTURES: "V", Lies.SOUND: "A", Lies.OTHER: "T"}

_Node = tuple[str, Locator]
"""A clip: the key of its sequence, and its place in the document."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out of the clips of an edit.

    Attributes
    ----------
    shots : sequence of Shot
        Those that can be cleaned.
    recalled : frozenset of str
        Names of those that the list beside the edit brought, whose media is described anew.
    left_out : sequence of Uncleanable
        Clips that cannot be shots.
    plates : mapping of str to tuple of int
        Versions of clean plates by the shot's name.
    """

    shots: Sequence[Shot]
    recalled: frozenset[str]
    left_out: Sequence[Uncleanable]
    plates: Mapping[str, tuple[int, ...]]


def traced(path: Path, timeline: Timeline, known: Known) -> TracedEdit:
    """Make of an edit what the screen shows of it."""
    tracer = _Tracer(known)
    sequences = {key: tracer.sequence(key, one) for key, one in timeline.sequences.items()}
    main = timeline.main[0] if timeline.main else ""
    return TracedEdit(path, sequences, main, timeline.notices)


def plate_versions(folder: Path, listed: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """Find the versions of all clean plates: in a folder, and by what the list beside the edit names.

    Parameters
    ----------
    folder : Path
        Where plates are delivered to; it may not exist.
    listed : mapping of str to sequence of str
        Names of delivered plates by the shot's name.
    """
    found: dict[str, set[int]] = {}
    for shot, plates in listed.items():
        numbers = (match for name in plates if (match := _PLATE.match(name)) is not None)
        found[shot] = {int(match[2]) for match in numbers if match[1] == shot}
    for shot in _shots_in(folder):
        found.setdefault(shot, set()).update(version.number for version in versions(folder, shot))
    return {shot: tuple(sorted(numbers)) for shot, numbers in found.items() if numbers}


def _shots_in(folder: Path) -> set[str]:
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return {match[1] for name in names if (match := _PLATE.match(name)) is not None and name[0] != "."}


class _Tracer:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._shots: dict[_Node, Shot] = {
            (use.sequence, use.clip.locator): shot for shot in known.shots for use in shot.uses
        }
        self._whys = {(one.use.sequence, one.use.clip.locator): one.why for one in known.left_out}

    def sequence(self, key: str, one: EditSequence) -> TracedSequence:
        ends = [item.record.end for track in one.tracks for item in track.items]
        return TracedSequence(
            key=key,
            name=one.name,
            rate=one.rate,
            start=int(one.start),
            is_drop_frame=bool(one.is_drop_frame) and round(one.rate) in (30, 60),
            length=max(1, ceil(max(ends, default=0))),
            rows=tuple(self._rows(key, one)),
            markers=tuple((int(marker.span.start), marker.name or marker.comment) for marker in one.markers),
        )

    def _rows(self, key: str, one: EditSequence) -> Iterator[TrackRow]:
        by_kind: dict[Lies, list[TrackRow]] = {lies: [] for lies in Lies}
        for track in one.tracks:
            rows = by_kind[_LIES[track.kind]]
            rows.append(self._row(key, track, len(rows) + 1))
        yield from reversed(by_kind[Lies.PICTURES])
        yield from by_kind[Lies.SOUND]
        yield from by_kind[Lies.OTHER]

    def _row(self, key: str, track: Track, number: int) -> TrackRow:
        lies = _LIES[track.kind]
        items = [self._item(key, item, lies) for item in track.items if item.record.duration > 0]
        items.sort(key=lambda item: (item.kind is Kind.TRANSITION, item.start))
        return TrackRow(track.name or f"{_LETTERS[lies]}{number}", lies, tuple(items), track.is_enabled)

    def _item(self, key: str, item: Item, lies: Lies) -> TrackItem:
        start, stop = float(item.record.start), float(item.record.end)
        if isinstance(item, Gap):
            return TrackItem(Kind.GAP, "", start, stop)
        if isinstance(item, Transition):
            return TrackItem(Kind.TRANSITION, item.name, start, stop)
        markers = tuple(marker.name or marker.comment or marker.colour for marker in item.markers)
        if isinstance(item, Nest):
            return TrackItem(
                Kind.NEST, item.name, start, stop, item.is_enabled, sequence=item.sequence, markers=markers
            )
        speed = _speed(item.retime)
        is_made = item.shown is not None and item.shown.kind is MediaKind.GENERATOR
        kind = Kind.TITLE if is_made or not item.media else Kind.CLIP
        shot = self._shots.get((key, item.locator)) if lies is Lies.PICTURES else None
        if shot is None:
            why = self._whys.get((key, item.locator), "")
            return TrackItem(
                kind, item.name, start, stop, item.is_enabled, why_not=why, speed=speed, markers=markers
            )
        return TrackItem(
            kind=kind,
            name=item.name or Path(shot.media.clip).name,
            start=start,
            stop=stop,
            is_enabled=item.is_enabled,
            clip=shot.media.clip,
            times=self._times(item, shot),
            speed=speed,
            shot=shot.name,
            shot_frames=shot.needed,
            share_count=len(shot.uses),
            versions=self._known.plates.get(shot.name, ()),
            markers=markers,
        )

    def _times(self, clip: Clip, shot: Shot) -> tuple[tuple[float, float], ...]:
        reference = shot.reference if shot.name in self._known.recalled else clip.shown
        if clip.source is None or reference is None:
            return ()
        start, stop = float(clip.record.start), float(clip.record.end)
        if shot.is_still:
            return (start, 0.0), (stop, 0.0)
        first, last = (float(frame) for frame in shot.media.frames(clip.source, reference))
        retime = clip.retime
        if retime is None or retime.kind is RetimeKind.LINEAR:
            is_reverse = retime is not None and retime.speed < 0
            return ((start, last), (stop, first)) if is_reverse else ((start, first), (stop, last))
        if retime.kind is RetimeKind.FREEZE:
            return (start, first), (stop, first)
        return tuple(_along(clip, retime, shot, reference)) or ((start, first), (stop, last))


def _along(
    clip: Clip, retime: Retime, shot: Shot, reference: MediaReference
) -> Iterator[tuple[float, float]]:
    """Follow the key frames of a ramp."""
    source = clip.source
    if source is None:
        return
    for record_s, source_s in retime.curve:
        frame = Span(source_s * source.rate, source.duration, source.rate)
        place = clip.record.start + record_s * clip.record.rate
        yield float(place), float(shot.media.frames(frame, reference)[0])


def _speed(retime: Retime | None) -> float | None:
    if retime is None:
        return 1.0
    return None if retime.kind is RetimeKind.RAMP else float(retime.speed)
