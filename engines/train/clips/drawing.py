"""The clips of a step, made from the seed and the clips' numbers and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.train.clips.camera import draw_passage
from engines.train.clips.changing import Change, Variety, draw_change
from engines.train.clips.flow import flow_to_before
from engines.train.clips.footage import ClipMaterial, Footage
from engines.train.clips.holes import Holes, HoleSettings, draw_holes
from engines.train.clips.overlays import Overlay, draw_overlay
from engines.train.clips.sampling import Sampler
from engines.train.clips.timing import Timing
from engines.train.material import MaterialError, Rgb8
from engines.train.samples import random_of
from engines.train.warps import Random

COLOURS = 3

_CLIP, _CHANGE, _HOLE, _LIGHT = range(4)


@dataclass(frozen=True, slots=True)
class ClipSettings:
    """How clips are made.

    Attributes
    ----------
    size : (int, int)
        Width and height.
    timing : Timing
        Which frames.
    variety : Variety
        How different they may be.
    holes : HoleSettings
        What is to be filled.
    has_flow : bool
        Whether the flow to the frame before is added as two more channels.
    is_overlaid : bool
        Whether text or a logo is laid over instead of a hole.
    """

    size: tuple[int, int]
    timing: Timing = field(default_factory=Timing)
    variety: Variety = field(default_factory=Variety)
    holes: HoleSettings = field(default_factory=HoleSettings)
    has_flow: bool = False
    is_overlaid: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One clip.

    Attributes
    ----------
    planes : ndarray
        T x C x H x W, float32: red, green and blue from 0 to 1, and with flow two more, in pixels.
    holes : ndarray
        T x H x W, bool: what is to be filled, or what an overlay covers.
    hidden : ndarray
        T x H x W, bool: what nobody knows; never asked about.
    overlay : Overlay or None
        What is laid over, where something is.
    """

    planes: NDArray[np.float32]
    holes: Holes
    hidden: Holes
    overlay: Overlay | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Clips:
    """The clips of a step.

    Attributes
    ----------
    planes : Tensor
        B x T x C x H x W, as in `Clip`.
    holes, hidden : Tensor
        B x T x H x W, bool.
    overlaid : Tensor or None
        B x T x 3 x H x W: the frames with what is laid over.
    is_steady : Tensor or None
        B, bool: whether an overlay is the same in all frames.
    """

    planes: Tensor
    holes: Tensor
    hidden: Tensor
    overlaid: Tensor | None = None
    is_steady: Tensor | None = None

    @property
    def frames(self) -> Tensor:
        """The pictures: B x T x 3 x H x W, 0 to 1."""
        return self.planes[:, :, :COLOURS]

    @property
    def flow(self) -> Tensor:
        """Where each pixel was in the frame before: B x T x 2 x H x W, in pixels."""
        return self.planes[:, :, COLOURS:]

    def to(self, device: torch.device) -> Clips:
        """Bring them to a device."""
        moved = [
            None if one is None else one.to(device)
            for one in (self.planes, self.holes, self.hidden, self.overlaid, self.is_steady)
        ]
        return Clips(*moved)  # type: ignore[arg-type]


Batches = Callable[[int], Clips]
"""Gives the batch of a number."""


class ClipSource:
    """Makes the batches of a training.

    Parameters
    ----------
    material : ClipMaterial
        What they are made of.
    settings : callable
        Says for a batch's number how its clips are made, so that they may grow.
    seed : int
        Decides, with the number, what a batch holds.
    count : int
        Clips of a batch.

    Raises
    ------
    MaterialError
        If nothing can be drawn.
    """

    def __init__(
        self, material: ClipMaterial, settings: Callable[[int], ClipSettings], seed: int, count: int
    ) -> None:
        material.check()
        self._material = material
        self._settings = settings
        self._seed = seed
        self._count = count
        self._sampler = Sampler(material, seed)

    def __call__(self, number: int) -> Clips:
        """Make a batch."""
        settings = self._settings(number)
        first = number * self._count
        return stacked([self.clip(first + at, settings) for at in range(self._count)])

    def clip(self, number: int, settings: ClipSettings) -> Clip:
        """Make a clip of its own number."""
        footage = self._sampler.footage(number)
        return draw_clip(footage, self._material, settings, (self._seed, number))


def draw_clip(
    footage: Footage, material: ClipMaterial, settings: ClipSettings, seeds: tuple[int, ...]
) -> Clip:
    """Make a clip of some footage.

    Parameters
    ----------
    footage : Footage
        A clip, or a photograph that the camera is to pass over.
    material : ClipMaterial
        Where outlines of holes come from.
    settings : ClipSettings
        How.
    seeds : tuple of int
        They alone decide; time, change, hole and light each have random numbers of their own.
    """
    pictures, hidden = _chosen(footage, settings.timing, random_of(*seeds, _CLIP))
    shape = pictures[0].shape[:2]
    random = random_of(*seeds, _CHANGE)
    change = draw_change((shape[0], shape[1]), settings.size, settings.variety, random)
    cut = [change.cut(picture) for picture in pictures]
    flow = flow_to_before(cut) if settings.has_flow else None
    light = random_of(*seeds, _LIGHT)
    lit = [change.lit(picture, light) for picture in cut]
    random = random_of(*seeds, _HOLE)
    count, overlay = len(lit), None
    if settings.is_overlaid:
        overlay = draw_overlay(lit, random)
        holes = overlay.covered
    else:
        holes = draw_holes(count, settings.size, settings.holes, material.silhouettes, random)
    return Clip(planes_of(lit, flow), holes, _hidden(hidden, change, holes), overlay)


def planes_of(pictures: Sequence[Rgb8], flow: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """Turn pictures, H x W x 3 each, into T x C x H x W, with their flow behind the colours."""
    colours = np.stack(pictures).transpose(0, 3, 1, 2).astype(np.float32) / np.float32(255)
    return colours if flow is None else np.concatenate([colours, flow], axis=1)


def stacked(clips: Sequence[Clip]) -> Clips:
    """Turn clips of one size into tensors."""
    overlays = [clip.overlay for clip in clips if clip.overlay is not None]
    return Clips(
        torch.from_numpy(np.stack([clip.planes for clip in clips])),
        torch.from_numpy(np.stack([clip.holes for clip in clips])),
        torch.from_numpy(np.stack([clip.hidden for clip in clips])),
        torch.from_numpy(np.stack([planes_of(one.frames) for one in overlays])) if overlays else None,
        torch.tensor([one.is_steady for one in overlays]) if overlays else None,
    )


def _chosen(
    footage: Footage, timing: Timing, random: Random
) -> tuple[list[Rgb8], list[NDArray[np.bool_]] | None]:
    """Fetch the frames of a clip, and what is hidden in them."""
    if len(footage) == 1:
        return draw_passage(footage.frame(0), timing.count, random), None
    indices = timing.draw(len(footage), random)
    pictures = [footage.frame(at) for at in indices]
    sizes = {picture.shape for picture in pictures}
    if len(sizes) > 1:
        told = " and ".join(f"{width}x{height}" for height, width, _ in sorted(sizes))
        raise MaterialError(f"the frames of {footage.name} are of several sizes, {told}")
    look = getattr(footage, "hidden", None)
    return pictures, None if look is None else [look(at) for at in indices]


def _hidden(hidden: list[NDArray[np.bool_]] | None, change: Change, holes: Holes) -> Holes:
    if hidden is None:
        return np.zeros_like(holes)
    # Whatever a hidden pixel has a share in is not known.
    shares = [change.cut(one.astype(np.float32)) for one in hidden]
    return np.stack([share > 0 for share in shares])
