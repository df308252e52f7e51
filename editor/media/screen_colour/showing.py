"""A transform that is made by whoever shows the first picture: reading a config takes its time."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from editor.media.screen_colour.settings import ScreenColour

if TYPE_CHECKING:
    from editor.media.screen_colour.transform import ScreenTransform


class LazyShow:
    """Shows pictures as `ScreenTransform` does; several threads may share it.

    Parameters
    ----------
    colour : ScreenColour
        Not a neutral one.
    """

    def __init__(self, colour: ScreenColour) -> None:
        self.colour = colour
        self._lock = Lock()
        self._transform: ScreenTransform | None = None

    def __call__(
        self, rgb: NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]
    ) -> NDArray[np.uint8]:
        """Convert a picture; see `ScreenTransform.shown`.

        Raises
        ------
        UsageError
            If config, space, display, view, look or LUT cannot be had.
        """
        with self._lock:
            if self._transform is None:
                from editor.media.screen_colour.transform import ScreenTransform  # loads OpenColorIO

                self._transform = ScreenTransform(self.colour)
        return self._transform.shown(rgb)
