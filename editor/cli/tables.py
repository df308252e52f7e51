"""Plain aligned tables for terminals, logs and READMEs."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out under a head, the first column to the left, the others to the right.

    Parameters
    ----------
    head : sequence of str
        Titles of the columns.
    rows : sequence of sequence of str
        Each as long as `head`.

    Returns
    -------
    str
        Lines without a final newline.
    """
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]
    return "\n".join(_line(line, widths) for line in (head, *rows))


def number(value: float | None, digits: int) -> str:
    """Write a number with so many digits after the point; a dash where there is none."""
    return "-" if value is None else f"{value:.{digits}f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    return "  ".join([first, *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))])
