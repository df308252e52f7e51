"""What all tools share: where the pointer is, what they may act on, and what the viewer asks of them."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QObject, QPointF, QRect, Qt, pyqtSignal
from PyQt6.QtGui import QPainter

from editor.masks.model.matte_classes import MatteClass
from editor.project.content.objects import ProjectObject
from editor.project.project import Project
from ui.desk.desk import Desk
from ui.viewer.placement import Placement

HIT_PX = 8.0
"""Points and handles are hit within so many pixels of the screen, at any zoom."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, and what is held.

    Attributes
    ----------
    place : QPointF
        In pixels of the viewer.
    x, y : float
        As fractions of the picture.
    button : Qt.MouseButton
        What was pressed; none while it hovers.
    modifiers : Qt.KeyboardModifier
        Keys that are held.
    pressure : float
        Of the pen, 0 to 1; 1 for a mouse.
    """

    place: QPointF
    x: float
    y: float
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    pressure: float = 1.0

    @property
    def is_right(self) -> bool:
        """Whether the right button is pressed."""
        return self.button == Qt.MouseButton.RightButton

    def holds(self, modifier: Qt.KeyboardModifier) -> bool:
        """Whether a modifier key is held."""
        return bool(self.modifiers & modifier)


@dataclass(slots=True)
class BrushSettings:
    """How brush and eraser paint.

    Attributes
    ----------
    size : float
        Diameter, as a fraction of the picture's height.
    hardness : float
        0 to 1.
    is_subtracting : bool
        Whether add and subtract are swapped.
    is_pressure_size : bool
        Whether the pressure of a pen changes the size; otherwise the hardness.
    """

    size: float = 0.06
    hardness: float = 1.0
    is_subtracting: bool = False
    is_pressure_size: bool = True


class Tool(QObject):
    """A tool; the viewer hands it the pointer and lets it draw over the picture.

    Parameters
    ----------
    desk : Desk
        What it acts on.
    """

    touched = pyqtSignal(QRect)
    """Pixels of the viewer that look different now; an empty one means all."""
    matte_class = MatteClass.MAIN

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def cursor(self) -> Qt.CursorShape:
        """The pointer over the picture."""
        return Qt.CursorShape.CrossCursor

    @property
    def is_unfinished(self) -> bool:
        """Whether something is begun that Esc or undo would drop."""
        return False

    @property
    def shows_plate(self) -> bool:
        """Whether the clean plate of a frame is to be seen while this is used."""
        return False

    def press(self, pointer: Pointer, placement: Placement) -> None:
        """Begin."""

    def move(self, pointer: Pointer, placement: Placement) -> None:
        """Go on while a button is held."""

    def release(self, pointer: Pointer, placement: Placement) -> None:
        """End."""

    def hover(self, pointer: Pointer, placement: Placement) -> None:
        """Follow the pointer while no button is held."""

    def leave(self) -> None:
        """Note that the pointer has left the picture."""

    def drop(self) -> None:
        """Drop what is unfinished."""

    def finish(self) -> bool:
        """Finish what is begun, as Enter does; False where nothing is."""
        return False

    def undo(self) -> bool:
        """Take the last part of what is unfinished back; False where nothing is."""
        return False

    def delete(self) -> bool:
        """Delete what is selected; False where nothing is."""
        return False

    def paint(self, painter: QPainter, placement: Placement) -> None:
        """Draw over the picture, in pixels of the viewer."""

    def workpiece(self) -> tuple[Project, ProjectObject] | None:
        """Find what may be painted on: the selected object, or a new one where the shot has none.

        A project that may not be written to, or a locked object, says so through the document.
        """
        project, shot = self.desk.document.project, self.desk.selection.shot
        if project is None or shot is None:
            return None
        chosen = self.desk.selection.object
        if chosen is None:
            with self.desk.document.attempt():
                chosen = project.add_object(shot, self.tr("Object 1"))
                self.desk.selection.choose_object(chosen.id)
        return None if chosen is None else (project, chosen)

    def refresh(self, rect: QRect | None = None) -> None:
        """Have the viewer draw a part anew, or all."""
        self.touched.emit(rect or QRect())


def distance_px(one: QPointF, other: QPointF) -> float:
    """Measure how far two places are apart."""
    way = one - other
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
