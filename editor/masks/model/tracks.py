"""A plane followed through a shot."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from editor.masks.model.checks import require, require_finite

_SIZE = 9


@dataclass(frozen=True, slots=True)
class TrackStep:
    """Where the plane is at a frame.

    Attributes
    ----------
    frame : int
        Frame index.
    homography : tuple of nine floats
        Row by row: takes fractions of the picture at the reference frame to fractions at this one.
    error : float
        How far the surface seems to have drifted from the reference frame: root mean square distance of its
        features, as a fraction of the height.
    """

    frame: int
    homography: tuple[float, ...]
    error: float = 0.0

    def __post_init__(self) -> None:
        require(len(self.homography) == _SIZE, "a homography has not nine numbers", "give 3 x 3, row by row")
        require_finite((*self.homography, self.error), f"the track at frame {self.frame}")
        a, b, c, d, e, f, g, h, i = self.homography
        determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
        require(determinant != 0, f"at frame {self.frame} the plane is seen edge-on", "end the track before")


@dataclass(frozen=True, slots=True)
class PlanarTrack:
    """A plane of the scene and its way through a shot.

    Attributes
    ----------
    reference_frame : int
        Frame index at which the region was drawn.
    region : tuple of (float, float)
        Corners of the tracked surface at the reference frame, fractions of the picture.
    steps : tuple of TrackStep
        By ascending frame, without gaps.
    name : str
        For the user.
    """

    reference_frame: int
    region: tuple[tuple[float, float], ...]
    steps: tuple[TrackStep, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        require(len(self.region) > 2, "the region of a track has no area", "give at least three corners")
        require_finite((number for corner in self.region for number in corner), "the region of a track")
        is_whole = all(after.frame == before.frame + 1 for before, after in pairwise(self.steps))
        require(is_whole, "the steps of a track have gaps", "give one for each frame, ascending")
