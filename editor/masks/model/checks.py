"""What every value of the model has to be."""

from __future__ import annotations

import math
from collections.abc import Iterable

from editor.masks.errors import MaskValueError


def require(holds: bool, cause: str, remedy: str) -> None:
    """Refuse a value that breaks a rule.

    Raises
    ------
    MaskValueError
        If the rule does not hold.
    """
    if not holds:
        raise MaskValueError(cause, remedy=remedy)


def require_finite(numbers: Iterable[float], what: str) -> None:
    """Refuse infinite numbers and those that are none.

    Raises
    ------
    MaskValueError
        If there is one.
    """
    require(
        all(map(math.isfinite, numbers)), f"{what} has a number that is not finite", "give finite numbers"
    )


def require_length(length: float, what: str) -> None:
    """Refuse a length that is negative or not finite.

    Raises
    ------
    MaskValueError
        If it is.
    """
    require(
        math.isfinite(length) and length >= 0, f"the {what} is {length}", "give 0 or a fraction of the height"
    )
