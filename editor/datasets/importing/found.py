"""What annotations say, whatever format they are in: pictures and clips, and the objects in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from editor.masks.levels import Matte

Corners = NDArray[np.float64]
"""N x 2, x and y in pixels of the picture, 0 at its left and upper edge."""

LabelMap = NDArray[np.uint8]
"""H x W: 0 is no object, each other value one object."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """One object of a picture.

    Attributes
    ----------
    name : str
        Its class.
    outlines : tuple of Corners
        Closed; what any of them encloses belongs to the object.
    mask : callable or None
        Gives its mask for a width and a height: 0 and 255.
    """

    name: str
    outlines: tuple[Corners, ...] = ()
    mask: Callable[[int, int], Matte] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """An annotated picture.

    Attributes
    ----------
    file : Path
        The annotation.
    entry : str
        Its part that is about the picture.
    picture : Path or bytes
        The picture's file, or what would be in it.
    name : str
        What it is called, with its ending.
    size : tuple of int or None
        Width and height that the annotation speaks of; None where it does not say.
    regions : tuple of Region
        Its objects.
    """

    file: Path
    entry: str
    picture: Path | bytes
    name: str
    size: tuple[int, int] | None
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Footage:
    """An annotated clip.

    Attributes
    ----------
    file : Path
        The annotation.
    entry : str
        Its part that is about the clip.
    name : str
        What it is called.
    clip : str or tuple of Path
        A movie or a pattern; or its pictures in order, which need not be numbered without gaps.
    annotated : range or tuple of int
        Frame indices that somebody looked at, in order.
    labels : callable
        Gives the map of a frame for its index, width and height; None where nothing is known of it.
    classes : dict of str to int
        How many objects there are of each class.
    rate : Fraction or None
        Frames per second as the source tells them; None where the clip itself does, or nobody.
    """

    file: Path
    entry: str
    name: str
    clip: str | tuple[Path, ...]
    annotated: range | tuple[int, ...]
    labels: Callable[[int, int, int], LabelMap | None]
    classes: dict[str, int]
    rate: Fraction | None = None


@dataclass(slots=True)
class Findings:
    """All that a source holds.

    Attributes
    ----------
    format : str
        What it was read as.
    stills : list of Still
        Pictures.
    footage : list of Footage
        Clips.
    notices : list of str
        Sentences about what is left out, without the final stop.
    """

    format: str
    stills: list[Still] = field(default_factory=list)
    footage: list[Footage] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def note(self, notice: str) -> None:
        """Say something once."""
        if notice not in self.notices:
            self.notices.append(notice)
