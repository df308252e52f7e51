"""How the picture is looked at; none of it changes the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal


class ViewMode(Enum):
    """What the viewer shows."""

    SOURCE = "source"
    OVERLAY = "overlay"
    MATTE = "matte"
    RESULT = "result"
    WIPE = "wipe"
    DIFFERENCE = "difference"
    HOLE = "hole"
    SIDE = "side"
    PLATE = "plate"

    @property
    def needs_result(self) -> bool:
        """Whether it shows the fill."""
        return self in {ViewMode.RESULT, ViewMode.WIPE, ViewMode.DIFFERENCE, ViewMode.SIDE}


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """How the picture is looked at.

    Attributes
    ----------
    mode : ViewMode
        What is shown.
    has_overlays : bool
        Whether mattes and shapes are drawn.
    opacity : float
        Of the mattes, 0 to 1.
    gain : float
        Factor on what is shown.
    gamma : float
        Exponent is its inverse.
    wipe_position : float
        Where the line of the wipe lies, as a fraction along its normal: 0.5 is the middle.
    wipe_angle_deg : float
        Direction of its normal, 0 to the right, clockwise.
    difference_gain : int
        1, 4 or 16.
    has_onion : bool
        Whether outlines of the neighbouring keyframes are drawn.
    has_loupe : bool
        Whether what lies under the pointer is enlarged.
    """

    mode: ViewMode = ViewMode.OVERLAY
    has_overlays: bool = True
    opacity: float = 0.45
    gain: float = 1.0
    gamma: float = 1.0
    wipe_position: float = 0.5
    wipe_angle_deg: float = 0.0
    difference_gain: int = 4
    has_onion: bool = False
    has_loupe: bool = False

    @property
    def is_neutral(self) -> bool:
        """Whether the picture is shown as it is."""
        return self.gain == 1 and self.gamma == 1


class ViewState(QObject):
    """The options of the moment."""

    changed = pyqtSignal(object, object)
    """Other options than before: the former ones, and those of now."""

    def __init__(self) -> None:
        super().__init__()
        self._options = ViewOptions()
        self._mode_before = ViewMode.OVERLAY

    @property
    def options(self) -> ViewOptions:
        """The options of the moment."""
        return self._options

    def change(self, **values: Any) -> None:
        """Give options other values."""
        before, after = self._options, replace(self._options, **values)
        if before != after:
            if before.mode is not after.mode:
                self._mode_before = before.mode
            self._options = after
            self.changed.emit(before, after)

    def toggle(self, mode: ViewMode, otherwise: ViewMode | None = None) -> None:
        """Go to a mode; from it, back to the one before or to another."""
        if self._options.mode is not mode:
            self.change(mode=mode)
        else:
            self.change(mode=otherwise or self._mode_before)
