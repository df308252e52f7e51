"""Between display-referred codes and scene-linear light, by the curve of sRGB (IEC 61966-2-1).

For pictures that are put beside pictures of the other kind: a photograph or a colour behind an EXR sequence,
an EXR plate behind a movie. A clip's own samples never come through here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FOOT_SLOPE, _FOOT_END = 12.92, 0.04045
_OFFSET, _GAMMA = 0.055, 2.4


def linear_of_display(display: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn codes of 0 to 1 into light of 0 to 1; any shape."""
    curve = ((display + _OFFSET) / (1 + _OFFSET)) ** _GAMMA
    return np.where(display <= _FOOT_END, display / _FOOT_SLOPE, curve).astype(np.float32)


def display_of_linear(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn light into codes of 0 to 1; any shape.

    What is darker than black or brighter than white is limited; what is no number becomes black.
    """
    light = np.nan_to_num(linear, nan=0.0, posinf=1.0, neginf=0.0).clip(0, 1)
    curve = (1 + _OFFSET) * light ** (1 / _GAMMA) - _OFFSET
    return np.where(light <= _FOOT_END / _FOOT_SLOPE, light * _FOOT_SLOPE, curve).astype(np.float32)
