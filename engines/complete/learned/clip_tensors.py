"""What networks are asked to fill: frames and holes that fit together, their depth, what to remember."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor

from engines.errors import ShapeError, StoppedError

SMALLEST_PX = 16


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Frames with holes, and frames of other times.

    Attributes
    ----------
    frames, holes : Tensor
        T x 3 x H x W, float32 in [0, 1], and T x H x W, bool.
    far, far_holes : Tensor
        The same for M frames of other times, which may be none.
    cancelled : callable
        True once the work is to end.
    """

    frames: Tensor
    holes: Tensor
    far: Tensor
    far_holes: Tensor
    cancelled: Callable[[], bool]

    @classmethod
    def checked(
        cls,
        frames: Tensor,
        holes: Tensor,
        far: Tensor | None,
        far_holes: Tensor | None,
        cancelled: Callable[[], bool],
    ) -> Clip:
        """Take them after `require_clip`."""
        require_clip(frames, holes, far, far_holes)
        if far is None or far_holes is None:
            return cls(frames, holes, frames[:0], holes[:0], cancelled)
        return cls(frames, holes, far, far_holes, cancelled)

    def with_holes(self) -> list[int]:
        """Name the frames that have something to fill."""
        return [at for at, hole in enumerate(self.holes) if hole.any()]

    def go_on(self) -> None:
        """Raise `StoppedError` if the work is to end."""
        if self.cancelled():
            raise StoppedError


def never() -> bool:
    """Go on."""
    return False


def require_clip(frames: Tensor, holes: Tensor, far: Tensor | None, far_holes: Tensor | None) -> None:
    """Refuse frames and holes that do not fit together.

    Raises
    ------
    ShapeError
        If frames are not T x 3 x H x W float32 of at least one frame and 16 pixels a side, or holes not
        T x H x W bool of the same size, or far frames are of another size or without holes of their own.
    """
    _require_pair("clip", frames, holes)
    if min(frames.shape[-2:]) < SMALLEST_PX or not len(frames):
        wanted = f"at least one frame of at least {SMALLEST_PX} x {SMALLEST_PX} pixels"
        raise ShapeError("clip", got=_said(frames), wanted=wanted)
    if far is None and far_holes is None:
        return
    if far is None or far_holes is None:
        raise ShapeError("memory", got="only one of frames and holes", wanted="both or none")
    _require_pair("memory", far, far_holes)
    if far.shape[-2:] != frames.shape[-2:]:
        raise ShapeError("memory", got=_said(far), wanted=f"the size of the clip, {_said(frames)}")


def remembered_places(frames: int, far: int, step: int, most: int) -> tuple[list[int], list[int]]:
    """Choose what to remember: every so many frames of the clip and all far ones, or as many as allowed.

    Where there are too many, clip and far frames get half each, or what the other leaves.
    """
    near = range(0, frames, step)
    far_places = spread(range(far), max(most - len(near), most // 2))
    return spread(near, most - len(far_places)), far_places


def spread(places: Sequence[int], most: int) -> list[int]:
    """Choose at most so many of the places, evenly and with both ends."""
    if len(places) <= most:
        return list(places)
    chosen = np.linspace(0, len(places) - 1, most).round().astype(int) if most > 1 else [len(places) // 2]
    return [places[at] for at in chosen]


def distances(hole: Tensor, none_known_px: float) -> Tensor:
    """Measure how far each pixel of a hole is from the nearest known one.

    Parameters
    ----------
    hole : Tensor of bool
        H x W, on any device.
    none_known_px : float
        Distance of every pixel where nothing is known.

    Returns
    -------
    Tensor
        H x W, float32, on the CPU, in pixels, 0 outside the hole (Euclidean, approximated by a 5 x 5 mask
        after G. Borgefors, "Distance transformations in digital images", 1986).
    """
    mask = hole.cpu().numpy()
    if mask.all():
        return torch.full(mask.shape, none_known_px)
    return torch.from_numpy(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5))


def _require_pair(what: str, frames: Tensor, holes: Tensor) -> None:
    fits = frames.ndim == 4 and frames.shape[1] == 3 and holes.shape == (len(frames), *frames.shape[2:])
    if not fits or frames.dtype != torch.float32 or holes.dtype != torch.bool:
        wanted = "float32 frames (T, 3, H, W) and bool holes (T, H, W)"
        raise ShapeError(what, got=f"{_said(frames)} and {_said(holes)}", wanted=wanted)


def _said(tensor: Tensor) -> str:
    return f"{str(tensor.dtype).removeprefix('torch.')} {tuple(tensor.shape)}"
