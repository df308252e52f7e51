"""What is painted of a clean plate: colours, and how far they cover the frame's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.errors import CleanplateError
from editor.masks.levels import Matte
from editor.media.convert import Rgb
from editor.media.shaper import unshape

_QUICK = (cv2.IMWRITE_PNG_COMPRESSION, 1)
_BYTE_TO_WORD = 257


class PlateDataError(CleanplateError):
    """A stored plate that cannot be read."""


@dataclass(frozen=True, slots=True, eq=False)
class PlateLayer:
    """Paint over a frame.

    Attributes
    ----------
    rgb : ndarray
        H x W x 3, uint8 or uint16, as `to_rgb` makes the clip's frames; black where nothing is painted.
    alpha : ndarray of uint8
        H x W: 255 where the frame's own pixels are covered.
    """

    rgb: Rgb
    alpha: Matte

    @classmethod
    def empty(cls, rgb: Rgb) -> PlateLayer:
        """Make one for a frame, with nothing painted on it."""
        return cls(np.zeros_like(rgb), np.zeros(rgb.shape[:2], np.uint8))

    @classmethod
    def whole(cls, rgb: Rgb) -> PlateLayer:
        """Make one of a frame that is retouched as a whole."""
        return cls(rgb, np.full(rgb.shape[:2], 255, np.uint8))

    def over(self, rgb: Rgb) -> Rgb:
        """Lay it over a frame: H x W x 3."""
        shown = rgb.copy()
        left, top, width, height = cv2.boundingRect(self.alpha)
        part = np.s_[top : top + height, left : left + width]
        share = self.alpha[part][..., None].astype(np.float32) / 255
        mixed = rgb[part] + (self.rgb[part].astype(np.float32) - rgb[part]) * share
        shown[part] = np.rint(mixed)
        return shown


def encode_layer(layer: PlateLayer) -> bytes:
    """Put a layer into a PNG with alpha, of 8 or 16 bits; equal layers give equal bytes."""
    alpha = layer.alpha if layer.rgb.dtype == np.uint8 else layer.alpha.astype(np.uint16) * _BYTE_TO_WORD
    samples = cv2.merge([*cv2.split(layer.rgb)[::-1], cast("NDArray[np.uint8]", alpha)])
    return bytes(cv2.imencode(".png", samples, _QUICK)[1].tobytes())


def decode_layer(data: bytes) -> PlateLayer:
    """Take a layer out of its PNG.

    Raises
    ------
    PlateDataError
        If the data is something else.
    """
    samples = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    if samples is None or samples.ndim != 3 or samples.shape[2] != 4:
        raise PlateDataError("the stored clean plate is damaged", remedy="paint it again, or undo")
    blue, green, red, alpha = cv2.split(samples)
    shallow = alpha if alpha.dtype == np.uint8 else (alpha // _BYTE_TO_WORD).astype(np.uint8)
    return PlateLayer(cast(Rgb, cv2.merge([red, green, blue])), np.asarray(shallow, np.uint8))


def linear_picture(data: bytes) -> bytes:
    """Turn the PNG of a layer over a scene-linear frame into a TIFF of its light: float32 with alpha."""
    layer = decode_layer(data)
    light = unshape(np.asarray(layer.rgb, np.uint16))
    share = layer.alpha.astype(np.float32) / 255
    samples = cv2.merge([*cv2.split(light)[::-1], share])
    return bytes(cv2.imencode(".tiff", samples)[1].tobytes())
