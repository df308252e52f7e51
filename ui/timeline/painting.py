"""The static picture of the timeline: all but the play head, drawn anew only when something changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from editor.media.waveform import Peaks
from ui.theme.colours import CLIP, GAP, IN_MEMORY, ON_DISK, PREVIEWED, STALE, Theme, grey
from ui.timeline.lanes import Lane, Mark
from ui.timeline.scale import TimeScale
from ui.timeline.waveform import paint_sound

_FIGURE_GAP_PX = 26
_MARK_SHARE = 0.36
FLAG_SHARE = 0.75
"""Height of a flag, and of the room for it below the ruler's figures, in that of the text."""

_RANKS = MappingProxyType({mark: rank for rank, mark in enumerate(Mark)})
_LOW_CONFIDENCE = 0.5
_RANGE_TINT = 34


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows lie, in pixels from the top.

    Attributes
    ----------
    text_px : int
        Height of the interface's text, which everything follows.
    lane_count : int
        Lanes of objects.
    has_sound : bool
        Whether the clip's sound is drawn below it.
    """

    text_px: int
    lane_count: int
    has_sound: bool = False

    @property
    def ruler(self) -> tuple[int, int]:
        """Top and height of the ruler."""
        return 0, self.text_px + max(8, round(FLAG_SHARE * self.text_px))

    @property
    def cache(self) -> tuple[int, int]:
        """Top and height of the cache bar."""
        return self.ruler[1], 8

    @property
    def clip(self) -> tuple[int, int]:
        """Top and height of the clip's own row."""
        return self.cache[0] + self.cache[1], self.text_px + 10

    @property
    def sound(self) -> tuple[int, int]:
        """Top and height of the clip's sound; no height where it has none."""
        return self.clip[0] + self.clip[1], max(24, 2 * self.text_px) if self.has_sound else 0

    def lane(self, number: int) -> tuple[int, int]:
        """Top and height of a lane."""
        height = max(24, self.text_px + 10)
        return self.sound[0] + self.sound[1] + number * height, height

    @property
    def mark_px(self) -> float:
        """Half the width of a key's diamond."""
        return _MARK_SHARE * self.text_px

    @property
    def height(self) -> int:
        """All rows together."""
        return self.lane(self.lane_count)[0]

    def lane_at(self, y: float) -> int | None:
        """Return the number of the lane at a height, or None."""
        number = int((y - self.lane(0)[0]) // self.lane(0)[1])
        return number if 0 <= number < self.lane_count else None


@dataclass(frozen=True, slots=True)
class Cached:
    """Which frames are where.

    Attributes
    ----------
    in_memory, on_disk, previewed, stale : frozenset of int
        Frames that can be shown at once; that have a proxy; whose fill preview holds, or does not any more.
    """

    in_memory: frozenset[int] = frozenset()
    on_disk: frozenset[int] = frozenset()
    previewed: frozenset[int] = frozenset()
    stale: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Content:
    """All that is drawn.

    Attributes
    ----------
    name : str
        Of the shot.
    rate : Fraction
        Its frames per second.
    marked : range
        From in to out.
    cuts, markers, plates : sequences of int
        Frames; plates are those with a clean plate.
    lanes : sequence of Lane
        The objects.
    chosen : int or None
        Id of the chosen object.
    selected : frozenset of (int, int)
        Chosen keys: object and frame.
    cached : Cached
        Which frames are where.
    peaks : Peaks or None
        The clip's sound; None where it has none, or it is not known yet.
    """

    name: str = ""
    rate: Fraction = Fraction(25)
    marked: range = range(0)
    cuts: Sequence[int] = ()
    markers: Sequence[int] = ()
    plates: Sequence[int] = ()
    lanes: Sequence[Lane] = ()
    chosen: int | None = None
    selected: frozenset[tuple[int, int]] = frozenset()
    cached: Cached = field(default_factory=Cached)
    peaks: Peaks | None = None


def paint(
    painter: QPainter,
    content: Content,
    scale: TimeScale,
    rows: Rows,
    theme: Theme,
    label: Callable[[int], str],
) -> None:
    """Draw everything but the play head.

    Parameters
    ----------
    painter : QPainter
        On what is `scale.width_px` wide.
    content, scale, rows, theme
        What, where, in which colours.
    label : callable
        Writes a frame's number or timecode for the ruler.
    """
    if not scale.frames:
        return
    height = rows.height
    painter.fillRect(QRectF(0, 0, scale.width_px, height), grey(theme.panel))
    _range(painter, content, scale, height, theme)
    _ruler(
        painter, scale.tick_frames(_widest(painter, scale, label), content.rate), scale, rows, theme, label
    )
    _cache(painter, content.cached, scale, rows)
    _clip(painter, content, scale, rows, theme)
    if content.peaks is not None:
        paint_sound(painter, content.peaks, scale, rows.sound)
    for number, lane in enumerate(content.lanes):
        _lane(painter, lane, number, content, scale, rows, theme)
    for frame in content.markers:
        _flag(painter, scale.middle_of(frame), rows, theme)


def _range(painter: QPainter, content: Content, scale: TimeScale, height: int, theme: Theme) -> None:
    left, right = scale.x_of(content.marked.start), scale.x_of(content.marked.stop)
    painter.fillRect(QRectF(left, 0, right - left, height), grey(min(255, theme.panel + _RANGE_TINT // 2)))
    painter.setPen(QPen(grey(theme.dim), 1))
    if content.marked.start > scale.frames.start:
        painter.drawLine(QPointF(left, 0), QPointF(left, height))
    if content.marked.stop < scale.frames.stop:
        painter.drawLine(QPointF(right, 0), QPointF(right, height))


def _widest(painter: QPainter, scale: TimeScale, label: Callable[[int], str]) -> float:
    return painter.fontMetrics().horizontalAdvance(label(scale.frames[-1])) + _FIGURE_GAP_PX


def _ruler(
    painter: QPainter,
    step: int,
    scale: TimeScale,
    rows: Rows,
    theme: Theme,
    label: Callable[[int], str],
) -> None:
    top, height = rows.ruler
    minor = max(1, step // 5) if step >= 5 else step
    painter.setPen(QPen(grey(theme.disabled), 1))
    for frame in _multiples(scale, minor):
        x = scale.x_of(frame)
        painter.drawLine(QPointF(x, top + height - 4), QPointF(x, top + height))
    painter.setPen(QPen(grey(theme.dim), 1))
    for frame in _multiples(scale, step):
        x = scale.x_of(frame)
        painter.drawLine(QPointF(x, top + height - 9), QPointF(x, top + height))
        painter.drawText(QPointF(x + 4, top + rows.text_px), label(frame))


def _multiples(scale: TimeScale, step: int) -> Iterator[int]:
    shown = scale.visible
    first = -(-shown.start // step) * step
    yield from range(first, shown.stop, step)


def _cache(painter: QPainter, cached: Cached, scale: TimeScale, rows: Rows) -> None:
    """Each state has a height of its own besides its colour."""
    top, height = rows.cache
    painter.fillRect(QRectF(0, top, scale.width_px, height), GAP)
    hatch = QBrush(STALE, Qt.BrushStyle.BDiagPattern)
    bars = (
        (cached.on_disk, QBrush(ON_DISK), 2),
        (cached.in_memory, QBrush(IN_MEMORY), 4),
        (cached.previewed, QBrush(PREVIEWED), 6),
        (cached.stale, hatch, height),
    )
    for frames, brush, bar_px in bars:
        for run in runs(frames):
            left, right = scale.x_of(run.start), scale.x_of(run.stop)
            painter.fillRect(QRectF(left, top + height - bar_px, max(1.0, right - left), bar_px), brush)


def _clip(painter: QPainter, content: Content, scale: TimeScale, rows: Rows, theme: Theme) -> None:
    top, height = rows.clip
    left, right = scale.x_of(scale.frames.start), scale.x_of(scale.frames.stop)
    painter.fillRect(QRectF(left, top + 2, right - left, height - 4), CLIP)
    painter.setPen(QPen(grey(theme.border), 1))
    for cut in content.cuts:
        x = scale.x_of(cut)
        painter.drawLine(QPointF(x, top + 2), QPointF(x, top + height - 2))
    painter.setPen(grey(theme.text))
    shown = QRectF(max(left, 0) + 6, top, max(0.0, min(right, scale.width_px) - max(left, 0) - 12), height)
    for frame in content.plates:
        _plate(painter, QPointF(scale.middle_of(frame), top + height / 2), 0.8 * rows.mark_px, theme)
    name = painter.fontMetrics().elidedText(content.name, Qt.TextElideMode.ElideRight, int(shown.width()))
    painter.drawText(shown, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


def _lane(
    painter: QPainter,
    lane: Lane,
    number: int,
    content: Content,
    scale: TimeScale,
    rows: Rows,
    theme: Theme,
) -> None:
    top, height = rows.lane(number)
    if lane.object_id == content.chosen:
        painter.fillRect(QRectF(0, top, scale.width_px, height), QColor(255, 255, 255, 14))
    painter.setPen(QPen(grey(theme.border), 1))
    painter.drawLine(QPointF(0, top + height - 0.5), QPointF(scale.width_px, top + height - 0.5))
    shown = scale.visible
    propagated = frozenset(frame for frame, mark in lane.marks.items() if mark is Mark.AI and frame in shown)
    _confidences(painter, lane, propagated, top, height, scale)
    hatch = QBrush(STALE, Qt.BrushStyle.BDiagPattern)
    for run in runs(lane.stale & frozenset(shown)):
        left, right = scale.x_of(run.start), scale.x_of(run.stop)
        painter.fillRect(QRectF(left, top + height - 7, max(1.0, right - left), 5), hatch)
    _marks(painter, lane, top + height / 2, content, scale, rows, theme)


def _confidences(
    painter: QPainter, lane: Lane, frames: frozenset[int], top: int, height: int, scale: TimeScale
) -> None:
    """Draw propagated frames as columns: the higher and fuller, the surer."""
    colour = QColor(*lane.colour)
    for run in runs(frames):
        left, right = scale.x_of(run.start), scale.x_of(run.stop)
        colour.setAlpha(46)
        painter.fillRect(QRectF(left, top + 3, max(1.0, right - left), height - 6), colour)
    for left, right, share in _columns(lane, frames, scale):
        filled = (height - 6) * share
        colour.setAlpha(120)
        painter.fillRect(QRectF(left, top + height - 3 - filled, right - left, filled), colour)
        if share < _LOW_CONFIDENCE:
            painter.fillRect(QRectF(left, top + 3, right - left, 2), STALE)


def _columns(lane: Lane, frames: frozenset[int], scale: TimeScale) -> Iterator[tuple[float, float, float]]:
    """Join frames that share a pixel: left, right and the lowest confidence of them."""
    scored = sorted(frames & lane.confidence.keys())
    if not scored:
        return
    at = np.array(scored)
    shares = np.array([lane.confidence[frame] for frame in scored])
    columns, starts = np.unique(((at - scale.first) * scale.frame_px).astype(int), return_index=True)
    ends = (np.maximum.reduceat(at, starts) + 1 - scale.first) * scale.frame_px
    lowest = np.minimum.reduceat(shares, starts)
    for column, right, share in zip(columns.tolist(), ends.tolist(), lowest.tolist(), strict=True):
        yield float(column), max(column + 1.0, right), share


def _marks(
    painter: QPainter,
    lane: Lane,
    y: float,
    content: Content,
    scale: TimeScale,
    rows: Rows,
    theme: Theme,
) -> None:
    """Draw keys; of several on one pixel the most telling."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for frame in _drawn(lane, scale, rows.mark_px):
        mark = lane.marks[frame]
        is_selected = (lane.object_id, frame) in content.selected
        _mark(painter, QPointF(scale.middle_of(frame), y), mark, is_selected, rows.mark_px, theme)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _drawn(lane: Lane, scale: TimeScale, mark_px: float) -> list[int]:
    """Choose of the marked frames that share a pixel the most telling one."""
    if not lane.marks:
        return []
    frames = np.fromiter(lane.marks.keys(), int, len(lane.marks))
    ranks = np.fromiter((_RANKS[mark] for mark in lane.marks.values()), int, len(lane.marks))
    is_seen = (frames >= scale.visible.start) & (frames < scale.visible.stop)
    if scale.frame_px < 3 * mark_px:
        is_seen &= ranks > _RANKS[Mark.AI]
    frames, ranks = frames[is_seen], ranks[is_seen]
    columns = ((frames + 0.5 - scale.first) * scale.frame_px).astype(int)
    order = np.lexsort((frames, -ranks, columns))
    _, firsts = np.unique(columns[order], return_index=True)
    return [int(frame) for frame in frames[order][firsts]]


def _mark(
    painter: QPainter, at: QPointF, mark: Mark, is_selected: bool, mark_px: float, theme: Theme
) -> None:
    """Keys are filled diamonds, the machine's frames hollow; pinned ones carry a pin, imported ones a bar."""
    size, pin = mark_px if mark.is_key else 0.7 * mark_px, 0.8 * mark_px
    fill = QColor(*theme.accent) if is_selected else grey(theme.text)
    painter.setPen(QPen(grey(theme.border) if mark.is_key else grey(theme.text), 1))
    painter.setBrush(QBrush(fill) if mark.is_key else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(
        QPolygonF([at + QPointF(*turn) * size for turn in ((0, -1), (1, 0), (0, 1), (-1, 0))])
    )
    painter.setPen(QPen(fill, 0.3 * mark_px))
    if mark is Mark.PINNED:
        painter.drawLine(at + QPointF(0, -size), at + QPointF(0, -size - pin))
        painter.setBrush(QBrush(fill))
        painter.drawEllipse(at + QPointF(0, -size - pin), 0.3 * mark_px, 0.3 * mark_px)
    elif mark is Mark.IMPORTED:
        painter.drawLine(at + QPointF(-size, size + 2), at + QPointF(size, size + 2))


def _plate(painter: QPainter, at: QPointF, half_px: float, theme: Theme) -> None:
    """Draw a clean plate: a square."""
    painter.setPen(QPen(grey(theme.border), 1))
    painter.setBrush(QBrush(grey(theme.text)))
    painter.drawRect(QRectF(at.x() - half_px, at.y() - half_px, 2 * half_px, 2 * half_px))


def _flag(painter: QPainter, x: float, rows: Rows, theme: Theme) -> None:
    """Draw a marker: a flag on the ruler's foot, below the figures."""
    bottom, high = rows.ruler[1], FLAG_SHARE * rows.text_px - 1
    top = bottom - high
    cloth = [QPointF(x, top), QPointF(x + high * 2 / 3, top + high / 4), QPointF(x, top + high / 2)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(QColor(*theme.accent)))
    painter.setPen(QPen(grey(theme.text), high / 12))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    painter.drawPolygon(QPolygonF(cloth))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def runs(frames: frozenset[int]) -> Iterator[range]:
    """Join frames that follow each other."""
    if not frames:
        return
    at = np.sort(np.fromiter(frames, int, len(frames)))
    breaks = np.flatnonzero(np.diff(at) > 1)
    firsts, lasts = [0, *(breaks + 1)], [*breaks, len(at) - 1]
    for first, last in zip(at[firsts].tolist(), at[lasts].tolist(), strict=True):
        yield range(first, last + 1)
