"""Objects side by side: no pixel belongs to two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engines.propagate.contract import Matte, SoftMatte

_MOST = np.float32(0.999)


def apart(mattes: Sequence[SoftMatte], fixed: Sequence[SoftMatte] = ()) -> list[SoftMatte]:
    """Share every pixel out among those who want it, by the odds each gives itself.

    Parameters
    ----------
    mattes : sequence of SoftMatte
        Of all objects that are being propagated.
    fixed : sequence of SoftMatte
        Key mattes of other objects on this frame, which yield nothing.

    Returns
    -------
    list of SoftMatte
        Their sum is at most 1. A single matte without rivals is returned as it is.
    """
    if len(mattes) + len(fixed) <= 1:
        return list(mattes)
    room: SoftMatte | np.float32 = np.float32(1)
    for matte in fixed:
        room = room * (np.float32(1) - matte)
    odds = [np.minimum(matte, _MOST) / (np.float32(1) - np.minimum(matte, _MOST)) for matte in mattes]
    whole = np.float32(1) + sum(odds, np.zeros_like(mattes[0]))
    return [(one / whole * room).astype(np.float32, copy=False) for one in odds]


def within(mattes: Sequence[Matte], is_fixed: Sequence[bool]) -> list[Matte]:
    """Take from finished mattes whatever overlaps others; fixed ones stay as they are, byte for byte."""
    taken = np.zeros(mattes[0].shape, np.uint16) if mattes else None
    if taken is None or len(mattes) == 1:
        return list(mattes)
    for matte, fixed in zip(mattes, is_fixed, strict=True):
        if fixed:
            taken += matte
    room = 255 - np.minimum(taken, 255)
    wanted = sum(
        (m.astype(np.uint16) for m, fixed in zip(mattes, is_fixed, strict=True) if not fixed), 0 * room
    )
    share = np.minimum(1.0, room / np.maximum(wanted, 1)).astype(np.float32)
    return [
        matte if fixed else np.floor(matte * share).astype(np.uint8)
        for matte, fixed in zip(mattes, is_fixed, strict=True)
    ]
