"""What a view mode shows of the frame: source, matte, result, what is apart, and the overlay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from editor.media.playback.screen import ScreenPixels
from ui.desk.desk import Desk
from ui.desk.view_options import ViewMode, ViewOptions
from ui.viewer.images import checked_hole, corrected, difference, image_of
from ui.viewer.placement import SQUARE_FROM, Placement
from ui.viewer.plates import PlateStore
from ui.viewer.wipe import Wipe

_COOL, _WARM = QColor(110, 180, 255), QColor(255, 170, 90)

ResultOf = Callable[[int], ScreenPixels | None]
"""Gives the filled picture of a frame, where there is one."""


class ShownPicture:
    """Draws the frame under the play head; what is computed for that is kept until it is another.

    Parameters
    ----------
    desk : Desk
        What is shown, and how.
    plates : PlateStore
        Clean plates of the shot.
    result_of : callable
        Gives what is filled.
    """

    def __init__(self, desk: Desk, plates: PlateStore, result_of: ResultOf) -> None:
        self._desk, self._plates, self._result_of = desk, plates, result_of
        self._kept: dict[str, tuple[tuple[object, ...], ScreenPixels]] = {}

    def forget(self) -> None:
        """Forget what was shown: it is another clip."""
        self._kept.clear()

    def paint(self, painter: QPainter, placements: Sequence[Placement], *, works_on_plate: bool) -> None:
        """Draw what the view mode shows.

        Parameters
        ----------
        painter : QPainter
            Where.
        placements : sequence of Placement
            Of the picture; a second one where there are two views.
        works_on_plate : bool
            Whether the tool in hand paints the clean plate.
        """
        options = self._desk.view.options
        place = placements[0]
        frame = self._desk.playhead.frame
        source, result = self._source(options), self._result(options)
        if options.mode is ViewMode.MATTE:
            self._paint_matte(painter, place)
        elif options.mode is ViewMode.DIFFERENCE and source is not None and result is not None:
            made_of = (frame, id(source), id(result), options.difference_gain)
            gain = options.difference_gain
            self._draw(painter, self._once("apart", made_of, lambda: difference(source, result, gain)), place)
        elif options.mode is ViewMode.RESULT:
            self._draw(painter, source if result is None else result, place)
        elif options.mode is ViewMode.SIDE:
            self._draw(painter, source, place)
            self._draw(painter, source if result is None else result, placements[1])
        else:
            self._draw(painter, source, place)
            self._paint_plate(painter, place, options, works_on_plate=works_on_plate)
        if options.mode is ViewMode.WIPE and result is not None:
            self._paint_behind_wipe(painter, result, place, options)
        if options.mode is ViewMode.HOLE:
            self._paint_hole(painter, place)
        if options.mode is ViewMode.OVERLAY and options.has_overlays:
            self._paint_overlay(painter, place, options)

    def paint_source(self, painter: QPainter, placement: Placement) -> None:
        """Draw the source alone."""
        self._draw(painter, self._source(self._desk.view.options), placement)

    def _paint_behind_wipe(
        self, painter: QPainter, result: ScreenPixels, placement: Placement, options: ViewOptions
    ) -> None:
        shape = placement.shape
        reach_px = 4.0 * (placement.view.width() + placement.view.height() + shape.width + shape.height)
        side = QPainterPath()
        side.addPolygon(Wipe(placement, options).far_side(reach_px))
        painter.save()
        painter.setClipPath(side)
        self._draw(painter, result, placement)
        painter.restore()

    def _source(self, options: ViewOptions) -> ScreenPixels | None:
        frame = self._desk.frames.best(self._desk.playhead.frame)
        if frame is None:
            return self._kept.get("last", ((), None))[1]
        self._kept["last"] = (), frame.pixels
        made_of = (frame.index, frame.level, id(frame.pixels), options.gain, options.gamma)
        return self._once("source", made_of, lambda: corrected(frame.pixels, options.gain, options.gamma))

    def _result(self, options: ViewOptions) -> ScreenPixels | None:
        if not options.mode.needs_result:
            return None
        pixels = self._result_of(self._desk.playhead.frame)
        if pixels is None:
            return None
        made_of = (id(pixels), options.gain, options.gamma)
        return self._once("result", made_of, lambda: corrected(pixels, options.gain, options.gamma))

    def _once(self, name: str, made_of: tuple[object, ...], make: Callable[[], ScreenPixels]) -> ScreenPixels:
        """Make something for the view only when what it is made of has changed."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != made_of:
            kept = self._kept[name] = made_of, make()
        return kept[1]

    def _draw(
        self,
        painter: QPainter,
        pixels: ScreenPixels | None,
        placement: Placement,
        kind: QImage.Format = QImage.Format.Format_RGB32,
    ) -> None:
        if pixels is None:
            return
        painter.save()
        if self._desk.view.options.mode is ViewMode.SIDE:
            painter.setClipRect(placement.view)
        is_smooth = placement.scale < SQUARE_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        painter.setTransform(placement.transform)
        painter.drawImage(placement.shape.rect, image_of(pixels, kind))
        painter.restore()

    def _paint_matte(self, painter: QPainter, placement: Placement) -> None:
        view = self._desk.mattes.view
        painter.fillRect(
            placement.transform.mapRect(placement.shape.rect).intersected(placement.view), QColor(0, 0, 0)
        )
        if view is not None:
            self._draw(painter, view.matte, placement, QImage.Format.Format_Grayscale8)

    def _paint_plate(
        self, painter: QPainter, placement: Placement, options: ViewOptions, *, works_on_plate: bool
    ) -> None:
        """Draw what is painted of the clean plate, where it is asked for or worked on."""
        is_open = options.mode in {ViewMode.SOURCE, ViewMode.OVERLAY}
        paint = self._plates.paint(self._desk.playhead.frame)
        if paint is None or not (options.mode is ViewMode.PLATE or (works_on_plate and is_open)):
            return
        made_of = (paint.digest, options.gain, options.gamma)
        pixels = self._once("plate", made_of, lambda: corrected(paint.pixels, options.gain, options.gamma))
        self._draw(painter, pixels, placement, QImage.Format.Format_ARGB32_Premultiplied)

    def _paint_hole(self, painter: QPainter, placement: Placement) -> None:
        view = self._desk.mattes.view
        if view is not None:
            hole = self._once("hole", (view.serial,), lambda: checked_hole(view.matte))
            self._draw(painter, hole, placement, QImage.Format.Format_ARGB32_Premultiplied)

    def _paint_overlay(self, painter: QPainter, placement: Placement, options: ViewOptions) -> None:
        view = self._desk.mattes.view
        if view is None or view.frame != self._desk.playhead.frame:
            return
        if view.outlines:
            painter.setOpacity(options.opacity)
            self._draw(painter, view.overlay, placement, QImage.Format.Format_ARGB32_Premultiplied)
            painter.setOpacity(1)
        painter.save()
        painter.setTransform(placement.transform)
        for colour, outlines in view.outlines:
            for ink, width in ((QColor(0, 0, 0, 170), 3.0), (QColor(*colour), 1.0)):
                _stroke(painter, outlines, QPen(ink, width))
        for is_before, outlines in view.onion:
            style = Qt.PenStyle.DashLine if is_before else Qt.PenStyle.DotLine
            _stroke(painter, outlines, QPen(_COOL if is_before else _WARM, 1.5, style))
        painter.restore()


def _stroke(painter: QPainter, outlines: Iterable[QPolygonF], pen: QPen) -> None:
    """Draw outlines as wide on the screen as the pen, whatever the zoom."""
    pen.setCosmetic(True)
    painter.setPen(pen)
    for outline in outlines:
        painter.drawPolygon(outline)
