"""Where the tracks of an edit lie, and which of their clips are seen; found quickly among thousands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ui.edits.tracks import Kind, Lies, TracedSequence, TrackItem, TrackRow
from ui.timeline.painting import FLAG_SHARE
from ui.timeline.scale import TimeScale

NARROW_PX = 3.0
"""Clips that are narrower are drawn as one."""


class PlacedRow:
    """A track with the places of its items as arrays.

    Parameters
    ----------
    row : TrackRow
        The track.
    """

    def __init__(self, row: TrackRow) -> None:
        self.row = row
        solid = [item for item in row.items if item.kind not in {Kind.TRANSITION, Kind.GAP}]
        self.items: Sequence[TrackItem] = sorted(solid, key=lambda item: item.start)
        self.transitions = [item for item in row.items if item.kind is Kind.TRANSITION]
        self._blends = np.array(sorted((item.start, item.stop) for item in self.transitions)).reshape(-1, 2)
        self._starts = np.array([item.start for item in self.items])
        self._stops = np.array([item.stop for item in self.items])
        self._reach = np.maximum.accumulate(self._stops) if len(self.items) else self._stops

    def seen(self, first: float, last: float) -> range:
        """Numbers of the items that reach into a part of the time."""
        left = int(np.searchsorted(self._reach, first, "right"))
        right = int(np.searchsorted(self._starts, last, "left"))
        return range(left, max(left, right))

    def wide(self, seen: range, scale: TimeScale) -> list[int]:
        """Numbers of the seen items that are wide enough to be drawn one by one."""
        widths = (self._stops[seen.start : seen.stop] - self._starts[seen.start : seen.stop]) * scale.frame_px
        return (np.flatnonzero(widths >= NARROW_PX) + seen.start).tolist()

    def narrow(self, seen: range, scale: TimeScale) -> Iterator[tuple[int, int]]:
        """Columns of pixels, first and last, that the other seen items fill together."""
        starts, stops = self._starts[seen.start : seen.stop], self._stops[seen.start : seen.stop]
        is_narrow = (stops - starts) * scale.frame_px < NARROW_PX
        if not is_narrow.any():
            return
        lefts = _columns(starts[is_narrow], scale)
        rights = np.maximum(_columns(stops[is_narrow], scale), lefts + 1)
        reach = np.maximum.accumulate(rights)
        breaks = np.flatnonzero(lefts[1:] > reach[:-1])
        firsts, lasts = [0, *(breaks + 1)], [*breaks, len(lefts) - 1]
        yield from zip(lefts[firsts].tolist(), reach[lasts].tolist(), strict=True)

    def blend_over(self, frame: float) -> float:
        """Return where the transition begins that goes on over a frame of the sequence, or that frame."""
        number = int(np.searchsorted(self._blends[:, 0], frame, "left")) - 1
        return float(self._blends[number, 0]) if number >= 0 and self._blends[number, 1] >= frame else frame

    def at(self, place: float) -> int | None:
        """Return the number of the item at a frame of the sequence, the last one that begins before."""
        number = int(np.searchsorted(self._starts, place, "right")) - 1
        while number >= 0 and self._reach[number] > place:
            if self._stops[number] > place:
                return number
            number -= 1
        return None


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Where the rows lie, in pixels below the ruler, before they are scrolled.

    Attributes
    ----------
    text_px : int
        Height of the interface's text, which everything follows.
    rows : tuple of PlacedRow
        The tracks.
    """

    text_px: int
    rows: tuple[PlacedRow, ...]

    @property
    def ruler_px(self) -> int:
        """Height of the ruler."""
        return self.text_px + max(10, round(FLAG_SHARE * self.text_px))

    def height_of(self, number: int) -> int:
        """Height of a track: those of pictures have room for two lines."""
        is_pictures = self.rows[number].row.lies is Lies.PICTURES
        return 2 * self.text_px + 14 if is_pictures else max(24, self.text_px + 8)

    def top_of(self, number: int) -> int:
        """Top of a track."""
        return sum(self.height_of(one) for one in range(number))

    @property
    def height_px(self) -> int:
        """All tracks together."""
        return self.top_of(len(self.rows))

    def at(self, y: float) -> int | None:
        """Return the number of the track at a height, or None."""
        top = 0
        for number in range(len(self.rows)):
            top += self.height_of(number)
            if 0 <= y < top:
                return number
        return None


def placed(sequence: TracedSequence) -> tuple[PlacedRow, ...]:
    """Prepare the tracks of a sequence for drawing."""
    return tuple(PlacedRow(row) for row in sequence.rows)


def _columns(places: NDArray[np.float64], scale: TimeScale) -> NDArray[np.int64]:
    return np.floor((places - scale.first) * scale.frame_px).astype(np.int64)
