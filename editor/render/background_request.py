"""What is asked of a background replacement: a frozen snapshot, so that editing may go on while it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

PEOPLE = "people"
"""What stands in the place of mattes where people are to be found."""

_HEX_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_COLOURS = MappingProxyType(
    {
        "black": "000000",
        "white": "ffffff",
        "grey": "808080",
        "red": "ff0000",
        "green": "00ff00",
        "blue": "0000ff",
    }
)


class Fit(Enum):
    """How a plate comes to the size of the clip."""

    FILL = "fill"
    FIT = "fit"
    STRETCH = "stretch"


class WhenShort(Enum):
    """What becomes of frames that a plate is too short for."""

    REFUSE = "refuse"
    LOOP = "loop"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class BackgroundRequest:
    """Put what lies under the mattes of a clip over another background.

    Attributes
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern.
    mask : Path
        A folder or pattern of pictures, one picture for every frame, or a movie; 255 = the foreground that
        stays. `people` finds people, unless a file is called so.
    plate : str
        The other background: a picture, a clip whose frame N goes with frame N, or a colour.
    out : str
        A movie, or a folder or pattern of pictures.
    frames : str or None
        `A-B`, both inclusive, as a removal takes it; None for all.
    grow_px, feather_px : float
        How far the matte spreads, and how wide its soft edge is, in full-resolution pixels.
    fit : Fit
        How the plate comes to the clip's size.
    when_short : WhenShort
        What becomes of frames that the plate is too short for.
    rim_px : float
        So far inside the edge the old background's colour is taken off the foreground.
    scale : Fraction
        1 for full size, 1/2 for a proxy of half width and height.
    codec : str or None
        Overrides the one that goes with the name of `out`.
    foreground_out, matte_out : str or None
        Where the foreground alone as RGBA, and the evaluated mattes, are delivered as well.
    threads : int or None
        Processor threads; None for as many as there are.
    overwrite : bool
        Whether existing outputs may be replaced.
    """

    clip: str
    mask: Path
    plate: str
    out: str
    frames: str | None = None
    grow_px: float = 0
    feather_px: float = 0
    fit: Fit = Fit.FILL
    when_short: WhenShort = WhenShort.REFUSE
    rim_px: float = 3
    scale: Fraction = Fraction(1)
    codec: str | None = None
    foreground_out: str | None = None
    matte_out: str | None = None
    threads: int | None = None
    overwrite: bool = False


def is_people(mask: Path) -> bool:
    """Say whether people are to be found instead of mattes; a file or folder of that name comes first."""
    return mask.name == PEOPLE and not mask.exists()


def hex_colour(text: str) -> str | None:
    """Write a colour that was given by name or in short as `#20a0ff`; None where a file is meant.

    A file of that name comes first.
    """
    match = _HEX_COLOUR.fullmatch(_COLOURS.get(text.lower(), text))
    if match is None or Path(text).exists():
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return f"#{digits}"
