"""From a clip's own RGB to what the screen shows, quickly enough to play.

The exact way through a config takes seconds a picture. It is walked once, for a lattice of colours, and
pictures are then looked up in that: for the eye, not for a delivery.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.light import linear_of_display
from editor.media.screen_colour.config import ColourConfig
from editor.media.screen_colour.settings import ScreenColour

_LATTICE = 49
_STOPS = 9.0
"""Scene-linear light is looked up from so many stops below 1 to so many above."""

_DEPTHS = {np.dtype(np.uint8): ocio.BIT_DEPTH_UINT8, np.dtype(np.uint16): ocio.BIT_DEPTH_UINT16}


_LIGHT = linear_of_display((np.arange(256) / 255).astype(np.float32))


class ScreenTransform:
    """Shows pictures by a display, a view, a look and a LUT; any thread may use it.

    Parameters
    ----------
    colour : ScreenColour
        Not a neutral one.

    Raises
    ------
    UsageError
        If config, space, display, view, look or LUT cannot be had.
    """

    def __init__(self, colour: ScreenColour) -> None:
        self.colour = colour
        self._exact = _exact_processor(colour)
        self._is_linear = colour.has_view and ColourConfig(colour.config).is_scene_linear(colour.space)
        self._quick: dict[bool, ocio.Processor] = {}
        self._lock = Lock()

    def shown(self, rgb: NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]) -> NDArray[np.uint8]:
        """Convert a picture for the screen.

        Parameters
        ----------
        rgb : ndarray
            H x W x 3: codes of 8 or 16 bit, or scene-linear light in float32, which may be negative, or
            brighter than 1. Codes of 8 bit in a scene-linear space are a proxy's, coded for the screen.

        Returns
        -------
        ndarray of uint8
            H x W x 3.
        """
        source = np.ascontiguousarray(rgb)
        if source.dtype == np.uint8 and self._is_linear:
            source = _LIGHT[source]
        if source.dtype == np.float32:
            source = np.nan_to_num(source, nan=0.0, posinf=2.0**_STOPS, neginf=0.0)
        depth = _DEPTHS.get(source.dtype, ocio.BIT_DEPTH_F32)
        with self._lock:
            quick = self._processor(is_linear=depth == ocio.BIT_DEPTH_F32)
            convert = quick.getOptimizedCPUProcessor(depth, ocio.BIT_DEPTH_UINT8, ocio.OPTIMIZATION_DEFAULT)
        out = np.empty(source.shape, np.uint8)
        convert.apply(_described(source, depth), _described(out, ocio.BIT_DEPTH_UINT8))
        return out

    def exactly(self, colours: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take some colours the whole way: N x 3 in, N x 3 out, codes of 0 to 1."""
        out = np.array(colours, np.float32, order="C")
        self._exact.getDefaultCPUProcessor().applyRGB(out)
        return out

    def _processor(self, *, is_linear: bool) -> ocio.Processor:
        if is_linear not in self._quick:
            shaper = _shaper() if is_linear else ocio.GroupTransform()
            raw = ocio.Config.CreateRaw()
            axis = np.linspace(0, 1, _LATTICE, dtype=np.float32)
            lattice = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
            light = np.ascontiguousarray(lattice)
            if is_linear:
                raw.getProcessor(shaper, ocio.TRANSFORM_DIR_INVERSE).getDefaultCPUProcessor().applyRGB(light)
            table = ocio.Lut3DTransform(gridSize=_LATTICE)
            table.setInterpolation(ocio.INTERP_TETRAHEDRAL)
            table.setData(self.exactly(light).ravel())
            self._quick[is_linear] = raw.getProcessor(ocio.GroupTransform([shaper, table]))
        return self._quick[is_linear]


def _exact_processor(colour: ScreenColour) -> ocio.Processor:
    steps = ocio.GroupTransform()
    config = ColourConfig(colour.config).ocio if colour.has_view else ocio.Config.CreateRaw()
    if colour.has_view:
        if colour.look:
            steps.appendTransform(ocio.LookTransform(src=colour.space, dst=colour.space, looks=colour.look))
        steps.appendTransform(
            ocio.DisplayViewTransform(src=colour.space, display=colour.display, view=colour.view)
        )
    if colour.lut:
        if not Path(colour.lut).is_file():
            raise UsageError("there is no such LUT", remedy="choose another .cube file", path=colour.lut)
        steps.appendTransform(ocio.FileTransform(src=colour.lut, interpolation=ocio.INTERP_TETRAHEDRAL))
    try:
        return config.getProcessor(steps)
    except (ocio.Exception, ocio.ExceptionMissingFile) as error:
        cause = str(error).strip().partition("\n")[0].rstrip(".")
        raise UsageError(
            f"pictures cannot be shown so ({cause})",
            remedy="choose another space, view or LUT",
            path=colour.lut or None,
        ) from error


def _shaper() -> ocio.AllocationTransform:
    return ocio.AllocationTransform(ocio.ALLOCATION_LG2, [-_STOPS, _STOPS, 2.0**-_STOPS])


def _described(pixels: NDArray[np.generic], depth: ocio.BitDepth) -> ocio.PackedImageDesc:
    height, width, _ = pixels.shape
    item = pixels.itemsize
    return ocio.PackedImageDesc(pixels, width, height, 3, depth, item, 3 * item, 3 * width * item)
