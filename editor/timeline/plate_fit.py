"""Whether a plate can stand for what a clip shows, and the file that does."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from pathlib import PurePath

from editor.timeline.editing import Plate
from editor.timeline.errors import EditError
from editor.timeline.model import Span

_PICTURES = (".bmp", ".cin", ".dpx", ".exr", ".gif", ".jpeg", ".jpg", ".png", ".psd", ".tga", ".tif", ".tiff")

_RANGE = re.compile(r"\[\d+-\d+\]")


def file_of(plate: Plate, like: str = "") -> PurePath:
    """Return the file that stands for a plate: of pictures the first, or all as `a.[1001-1048].exr`.

    Parameters
    ----------
    plate : Plate
        The plate.
    like : str
        Name of the media that it stands for, which decides how pictures are named.
    """
    numbering = plate.numbering
    if numbering is None:
        return plate.path
    first = f"{numbering.first:0{numbering.padding}}"
    if _RANGE.search(like):
        last = numbering.first + (int(plate.available.duration) - 1) * numbering.step
        first = f"[{first}-{last:0{numbering.padding}}]"
    return plate.path / f"{numbering.prefix}{first}{numbering.suffix}"


def is_picture(name: str) -> bool:
    """Say whether a file's name is that of a picture."""
    return name.lower().endswith(_PICTURES)


def require_held(name: str, source: Span, available: Span | None, plate: Plate) -> None:
    """Make sure that a plate holds all frames of the media that a clip shows.

    Parameters
    ----------
    name : str
        The clip's, for the message.
    source : Span
        What it shows, on the source clock.
    available : Span or None
        All of the media: what is shown beyond it cannot be held by any plate.
    plate : Plate
        The plate.

    Raises
    ------
    EditError
        If frames are missing.
    """
    if _plainly_holds(plate.available, source):
        return
    shown = source if available is None else source.meet(available) or source
    first, last = floor(shown.start), ceil(shown.end)
    held = plate.available.at(source.rate)
    if first < held.start or last > held.end:
        raise EditError(
            name,
            f"it shows the frames {first} to {last - 1}, the plate holds {floor(held.start)} to "
            f"{floor(held.end) - 1}",
            remedy="deliver the plate with longer handles",
        )


def _plainly_holds(held: Span, source: Span) -> bool:
    """Compare whole frames of one rate, as most are, without the cost of fractions."""
    times = (held.start, held.duration, source.start, source.duration)
    if held.rate != source.rate or any(time.denominator != 1 for time in times):
        return False
    start, length, first, count = (time.numerator for time in times)
    return start <= first and first + count <= start + length


def require_rate(name: str, rate: Fraction, plate: Plate) -> None:
    """Make sure that a plate runs as its media does.

    Parameters
    ----------
    name : str
        The clip's, for the message.
    rate : Fraction
        Of the media, in frames per second.
    plate : Plate
        The plate.

    Raises
    ------
    EditError
        If it runs at another rate.
    """
    if plate.available.rate != rate:
        raise EditError(
            name,
            f"its media runs at {float(rate):.5g} frames a second, the plate at "
            f"{float(plate.available.rate):.5g}",
            remedy="render the plate at the rate of the media",
        )
