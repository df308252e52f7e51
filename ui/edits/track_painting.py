"""The static picture of an edit's tracks: only what is seen is drawn, anew only when something changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from ui.edits.track_rows import PlacedRow, RowPlaces
from ui.edits.tracks import Kind, Lies, TrackItem
from ui.language import number, tr
from ui.theme.colours import CLIP, GAP, SOUND, Theme, grey
from ui.timeline.painting import FLAG_SHARE
from ui.timeline.scale import TimeScale

_FIGURE_GAP_PX = 26
_TEXT_FROM_PX = 26.0
"""Clips that are narrower have no text."""

_EDGE_PX = 4.0
_PLATE_PX = 7.0
_NEST = QColor(112, 112, 112)
_TITLE = QColor(74, 74, 74)
_OFFLINE = QColor(52, 52, 52)

PictureKey = tuple[str, int]
"""A clip and a frame of it."""


@dataclass(frozen=True, slots=True)
class TracksContent:
    """All that is drawn.

    Attributes
    ----------
    places : RowPlaces
        The tracks and where they lie.
    rate : Fraction
        Frames per second of the sequence.
    markers : tuple of int
        Frames.
    chosen : (int, int) or None
        Numbers of the chosen track and item.
    shot_name : callable
        Tells the name of the project's shot of an item; empty where there is none.
    pictures : mapping of PictureKey to QPixmap
        Thumbnails there are.
    """

    places: RowPlaces
    rate: Fraction = Fraction(25)
    markers: tuple[int, ...] = ()
    chosen: tuple[int, int] | None = None
    shot_name: Callable[[TrackItem], str] = lambda _item: ""
    pictures: Mapping[PictureKey, QPixmap] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """How it is looked at.

    Attributes
    ----------
    scale : TimeScale
        Which part of the time, and how wide.
    top_px : int
        How far the tracks are scrolled down.
    height_px : int
        Room for ruler and tracks.
    """

    scale: TimeScale
    top_px: int
    height_px: int


def paint_tracks(
    painter: QPainter, content: TracksContent, view: View, theme: Theme, label: Callable[[int], str]
) -> list[PictureKey]:
    """Draw everything but the play head.

    Parameters
    ----------
    painter : QPainter
        On what is `scale.width_px` wide.
    content, view, theme
        What, where, in which colours.
    label : callable
        Writes a frame as the ruler shows it.

    Returns
    -------
    list of PictureKey
        Thumbnails that are seen and missing.
    """
    places, scale = content.places, view.scale
    painter.fillRect(QRectF(0, 0, scale.width_px, view.height_px), grey(theme.panel))
    if not scale.frames:
        return []
    wanted: list[PictureKey] = []
    painter.save()
    painter.setClipRect(QRectF(0, places.ruler_px, scale.width_px, view.height_px))
    for index, row in enumerate(places.rows):
        top = places.ruler_px + places.top_of(index) - view.top_px
        height = places.height_of(index)
        if top + height > places.ruler_px and top < view.height_px:
            _Row(painter, content, scale, theme, top, height, wanted).paint(index, row)
    painter.restore()
    _ruler(painter, content, scale, theme, label)
    return wanted


def _ruler(
    painter: QPainter, content: TracksContent, scale: TimeScale, theme: Theme, label: Callable[[int], str]
) -> None:
    height, text_px = content.places.ruler_px, content.places.text_px
    painter.fillRect(QRectF(0, 0, scale.width_px, height), grey(theme.panel))
    room = painter.fontMetrics().horizontalAdvance(label(scale.frames[-1])) + _FIGURE_GAP_PX
    step = scale.tick_frames(room, content.rate)
    shown = scale.visible
    minor = max(1, step // 5)
    painter.setPen(QPen(grey(theme.disabled), 1))
    for frame in range(-(-shown.start // minor) * minor, shown.stop, minor):
        x = scale.x_of(frame)
        painter.drawLine(QPointF(x, height - 4), QPointF(x, height))
    painter.setPen(QPen(grey(theme.dim), 1))
    for frame in range(-(-shown.start // step) * step, shown.stop, step):
        x = scale.x_of(frame)
        painter.drawLine(QPointF(x, height - 9), QPointF(x, height))
        painter.drawText(QPointF(x + 4, text_px), label(frame))
    painter.setBrush(QColor(*theme.accent))
    for frame in content.markers:
        if frame in shown:
            x = scale.middle_of(frame)
            painter.setPen(QPen(grey(theme.text), 1))
            high = FLAG_SHARE * text_px - 1
            top = height - high
            painter.drawLine(QPointF(x, top), QPointF(x, height))
            flag = [QPointF(x, top), QPointF(x + high * 2 / 3, top + high / 4), QPointF(x, top + high / 2)]
            painter.drawPolygon(QPolygonF(flag))
    painter.setPen(QPen(grey(theme.border), 1))
    painter.drawLine(QPointF(0, height - 0.5), QPointF(scale.width_px, height - 0.5))


class _Row:
    """Draws a track."""

    def __init__(
        self,
        painter: QPainter,
        content: TracksContent,
        scale: TimeScale,
        theme: Theme,
        top: int,
        height: int,
        wanted: list[PictureKey],
    ) -> None:
        self._painter, self._content, self._scale, self._theme = painter, content, scale, theme
        self._top, self._height, self._wanted = top, height, wanted

    def paint(self, index: int, row: PlacedRow) -> None:
        """Draw all that is seen of it."""
        painter, scale = self._painter, self._scale
        left, right = scale.x_of(scale.frames.start), scale.x_of(scale.frames.stop)
        painter.fillRect(QRectF(left, self._top + 1, right - left, self._height - 2), GAP)
        seen = row.seen(scale.first, scale.first + scale.width_px / scale.frame_px)
        body = SOUND.darker(150) if row.row.lies is Lies.SOUND else CLIP
        for first, last in row.narrow(seen, scale):
            painter.fillRect(QRectF(first, self._top + 2, last - first, self._height - 4), body)
        for number_ in row.wide(seen, scale):
            item = row.items[number_]
            self._item(item, row, body, is_chosen=self._content.chosen == (index, number_))
        for item in row.transitions:
            self._transition(item)

    def _item(self, item: TrackItem, row: PlacedRow, body: QColor, *, is_chosen: bool) -> None:
        painter, theme = self._painter, self._theme
        left, right = self._scale.x_of(item.start), self._scale.x_of(item.stop)
        # What lies far outside would only cost time.
        left, right = max(left, -9.0), min(right, self._scale.width_px + 9.0)
        box = QRectF(left, self._top + 2, right - left, self._height - 4)
        painter.fillRect(box, self._body(item, body))
        if item.is_offline:
            painter.fillRect(box, QBrush(grey(84), Qt.BrushStyle.DiagCrossPattern))
        elif not item.is_enabled:
            painter.fillRect(box, QBrush(grey(theme.panel), Qt.BrushStyle.FDiagPattern))
        if box.width() >= _TEXT_FROM_PX:
            self._write(item, row, box)
        if item.versions:
            self._plate(box)
        painter.setPen(QPen(QColor(*theme.accent), 2) if is_chosen else QPen(grey(theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1) if is_chosen else box)

    def _body(self, item: TrackItem, body: QColor) -> QColor:
        if item.is_offline:
            return _OFFLINE
        if item.kind is Kind.NEST:
            return _NEST
        if item.kind is Kind.TITLE and body is CLIP:
            return _TITLE
        return body if item.is_enabled else body.darker(150)

    def _write(self, item: TrackItem, row: PlacedRow, box: QRectF) -> None:
        theme = self._theme
        room = box.adjusted(_EDGE_PX, 1, -_EDGE_PX, -1)
        foot = room.adjusted(0, 0, -self._covered(item, row), 0)
        room.setLeft(max(room.left(), _EDGE_PX))  # a clip that begins before the edge still says its name
        has_two_lines = self._height > 2 * self._content.places.text_px
        picture = self._thumbnail(item, box) if has_two_lines else 0.0
        room.setLeft(room.left() + picture)
        foot.setLeft(room.left())
        if room.width() < _TEXT_FROM_PX / 2:
            return
        above = item.name or item.shot
        name = self._content.shot_name(item)
        below = " · ".join([*([name] if name else []), *remarks(item)])
        level = theme.text if item.is_enabled else theme.dim
        vertical = Qt.AlignmentFlag.AlignTop if has_two_lines else Qt.AlignmentFlag.AlignVCenter
        self._line(above, room, vertical, level)
        if has_two_lines and below:
            self._line(below, foot, Qt.AlignmentFlag.AlignBottom, theme.text if name else theme.dim)

    def _covered(self, item: TrackItem, row: PlacedRow) -> float:
        """Tell how much of the foot, from the right, the marks of plates and transitions cover."""
        blend = self._scale.x_of(item.stop) - self._scale.x_of(row.blend_over(item.stop))
        return max(blend, 2 * _PLATE_PX if item.versions else 0.0)

    def _line(self, text: str, room: QRectF, vertical: Qt.AlignmentFlag, level: int) -> None:
        painter = self._painter
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(grey(level))
        painter.drawText(room, vertical | Qt.AlignmentFlag.AlignLeft, shown)

    def _thumbnail(self, item: TrackItem, box: QRectF) -> float:
        """Draw the picture of a clip at its left; return how much room that takes."""
        high = box.height() - 2
        wide = high * 16 / 9
        if not item.clip or box.width() < wide + 2 * _TEXT_FROM_PX:
            return 0.0
        frame = item.clip_frame(item.start)
        key = item.clip, 0 if frame is None else frame
        picture = self._content.pictures.get(key)
        place = QRectF(box.left() + 1, box.top() + 1, wide, high)
        if picture is None:
            self._wanted.append(key)
        else:
            shape = picture.width() / max(1, picture.height())
            inner = QRectF(0, 0, min(wide, high * shape), min(high, wide / shape))
            inner.moveCenter(place.center())
            self._painter.fillRect(place, GAP)
            self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._painter.drawPixmap(inner, picture, QRectF(picture.rect()))
        return max(0.0, place.right() + _EDGE_PX - max(box.left() + _EDGE_PX, _EDGE_PX))

    def _plate(self, box: QRectF) -> None:
        """Draw a clean plate: a square, here as in the lanes."""
        side = _PLATE_PX
        if box.width() >= 2 * side:
            mark = QRectF(box.right() - side - 3, box.bottom() - side - 3, side, side)
            self._painter.setPen(QPen(grey(self._theme.border), 1))
            self._painter.setBrush(grey(self._theme.text))
            self._painter.drawRect(mark)

    def _transition(self, item: TrackItem) -> None:
        """Draw a blend as a lighter box with crossing lines."""
        left, right = self._scale.x_of(item.start), self._scale.x_of(item.stop)
        if right < 0 or left > self._scale.width_px or right - left < 2:
            return
        painter, high = self._painter, self._height * 0.45
        box = QRectF(left, self._top + self._height - 2 - high, right - left, high)
        painter.fillRect(box, QColor(230, 230, 230, 70))
        painter.setPen(QPen(grey(self._theme.text), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.drawLines(QLineF(box.bottomLeft(), box.topRight()), QLineF(box.topLeft(), box.bottomRight()))


def remarks(item: TrackItem) -> list[str]:
    """Say in short what is special about a clip."""
    told = []
    if item.is_offline:
        told.append(tr("EditTracks", "offline"))
    if not item.is_enabled:
        told.append(tr("EditTracks", "muted"))
    if item.kind is Kind.NEST:
        told.append(tr("EditTracks", "sequence"))
    if item.versions:
        told.append(f"v{item.versions[-1]:03}")
    if item.share_count > 1:
        told.append(tr("EditTracks", "shared by {0}").format(number(item.share_count)))
    if item.speed is None:
        told.append(tr("EditTracks", "ramp"))
    elif item.speed == 0:
        told.append(tr("EditTracks", "still"))
    elif item.speed != 1:
        told.append(f"{number(100 * item.speed)} %")
    return told
