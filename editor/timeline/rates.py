"""Frame rates as exact fractions, however roundly a file writes them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

_NTSC = 1001
_NOMINAL = (24, 30, 48, 60, 90, 96, 120, 180, 240)
_TOLERANCE = Fraction(1, 100)
_SLOWEST = Fraction(1, 1000)


@lru_cache(maxsize=1024)
def exact_rate(written: float | str | Fraction) -> Fraction:
    """Snap a rate to the fraction that is meant: 23.976, 23.98 and 23.976024 are 24000/1001.

    Parameters
    ----------
    written : float, str or Fraction
        Frames (or samples) per second.

    Returns
    -------
    Fraction
        An NTSC rate within a hundredth, a whole number within a hundredth, or what is written.

    Raises
    ------
    ValueError
        If it is no finite number of at least a frame in a thousand seconds.
    """
    try:
        rate = Fraction(written)
    except (OverflowError, ZeroDivisionError, TypeError) as error:
        raise ValueError(f"{written} is no rate") from error
    if rate < _SLOWEST:
        raise ValueError(f"{written} is no rate")
    for nominal in _NOMINAL:
        ntsc = Fraction(nominal * 1000, _NTSC)
        if abs(rate - ntsc) < min(_TOLERANCE, (nominal - ntsc) / 2):
            return ntsc
    whole = Fraction(round(rate))
    return whole if whole and abs(rate - whole) < _TOLERANCE else rate.limit_denominator(1_000_000)


def ntsc_rate(timebase: int, *, is_ntsc: bool) -> Fraction:
    """Work out the rate of a timebase (30) that may run slower by 1000/1001."""
    return Fraction(timebase * 1000, _NTSC) if is_ntsc else Fraction(timebase)
