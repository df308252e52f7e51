"""Sizes, scales and times as people write and read them."""

from __future__ import annotations

import re
from fractions import Fraction

from editor.errors import UsageError

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:I?B)?", re.IGNORECASE)
_UNITS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}


def size_bytes(text: str) -> int:
    """Read a size like `4G` or `900M` (powers of 1024).

    Raises
    ------
    UsageError
        If it is none.
    """
    match = _SIZE.fullmatch(text.strip())
    size = 0 if match is None else int(float(match[1]) * (1 << _UNITS[match[2].upper()]))
    if size <= 0:
        raise UsageError(f"{text!r} is no size of memory", remedy="write it like 4G or 900M")
    return size


def scale_factor(text: str) -> Fraction:
    """Read a scale like `1/2` or `0.5`.

    Raises
    ------
    UsageError
        If it is none, or not above 0 and at most 1.
    """
    try:
        scale = Fraction(text)
    except (ValueError, ZeroDivisionError):
        scale = Fraction(0)
    if not 0 < scale <= 1:
        raise UsageError(f"{text!r} is no scale", remedy="write one between 0 and 1, like 1/2")
    return scale


def told_size(count_bytes: int) -> str:
    """Write a size in MiB or GiB."""
    mib = count_bytes / (1 << 20)
    return f"{mib / 1024:.1f} GiB" if mib >= 1024 else f"{mib:.0f} MiB"


def told_time(seconds: float) -> str:
    """Write a time like `1:02:03` or `0:07`."""
    whole = round(seconds)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
