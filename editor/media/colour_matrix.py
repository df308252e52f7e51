"""The sums between Y'CbCr and R'G'B' (ITU-T H.273, 8.3), for samples held in the high bits of 16."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BT601, BT709 = 5, 1
_KR_KB = {
    1: (0.2126, 0.0722),
    4: (0.30, 0.11),
    5: (0.299, 0.114),
    6: (0.299, 0.114),
    7: (0.212, 0.087),
    9: (0.2627, 0.0593),
    10: (0.2627, 0.0593),
}
_HD_HEIGHT = 720
_WHITE = 65535.0


def known_matrix(code: int, height: int) -> int:
    """Return a code of `matrix_coefficients` that we can calculate with.

    Parameters
    ----------
    code : int
        As tagged.
    height : int
        Lines of the picture: where the tag is unspecified or foreign, BT.601 is meant below 720, else BT.709.
    """
    if code in _KR_KB:
        return code
    return BT709 if height >= _HD_HEIGHT else BT601


def luma_weights(code: int) -> tuple[float, float, float]:
    """Weights of red, green and blue in luma."""
    kr, kb = _KR_KB[code]
    return kr, 1 - kr - kb, kb


def rgb_from_ycbcr(code: int, bit_depth: int, full_range: bool) -> NDArray[np.float64]:
    """Return the 3 x 4 matrix from Y'CbCr codes, shifted up to 16 bits, to RGB of 0..65535."""
    kr, kg, kb = luma_weights(code)
    weights = np.array(
        [
            [1, 0, 2 * (1 - kr)],
            [1, -2 * (1 - kb) * kb / kg, -2 * (1 - kr) * kr / kg],
            [1, 2 * (1 - kb), 0],
        ]
    )
    zero, span = _zero_and_span(bit_depth, full_range)
    scaled = weights * _WHITE / span
    return np.column_stack((scaled, -scaled @ zero))


def ycbcr_from_rgb(code: int, bit_depth: int, full_range: bool) -> NDArray[np.float64]:
    """Return the inverse of `rgb_from_ycbcr`."""
    forward = rgb_from_ycbcr(code, bit_depth, full_range)
    inverse = np.linalg.inv(forward[:, :3])
    return np.column_stack((inverse, -inverse @ forward[:, 3]))


def _zero_and_span(bit_depth: int, full_range: bool) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Codes of no luma and no chroma, and how far each reaches from its least to its largest."""
    if full_range:
        span = float(((1 << bit_depth) - 1) << (16 - bit_depth))
        return np.array([0.0, 128 << 8, 128 << 8]), np.array([span, span, span])
    return np.array([16.0 * 256, 128 << 8, 128 << 8]), np.array([219.0 * 256, 224 * 256, 224 * 256])
