"""A mean that grows with its values."""

from __future__ import annotations


class Mean:
    """Arithmetic mean of values that come one by one."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0.0

    def add(self, value: float) -> None:
        """Take one more value."""
        self.count += 1
        self._sum += value

    def value(self) -> float:
        """Mean of the values so far.

        Raises
        ------
        ZeroDivisionError
            If there was none.
        """
        return self._sum / self.count

    def value_or_none(self) -> float | None:
        """Mean of the values so far, None where there was none."""
        return self.value() if self.count else None
