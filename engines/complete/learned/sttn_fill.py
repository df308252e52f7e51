"""A clip filled by STTN at the network's own scale."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from engines.complete.learned.clip_tensors import never, require_clip
from engines.complete.learned.sttn_windows import Footage, SlidingSttn, SttnSettings
from engines.nets.sttn import SttnGenerator


class SttnFill:
    """STTN over one clip at the network's own scale, by sliding windows of neighbours and far references.

    Parameters
    ----------
    generator : SttnGenerator
        Its weights are taken, once.
    settings : SttnSettings
        How windows are cut and blended.
    device : torch.device
        Where to compute.
    dtype : torch.dtype
        In which type the network computes: float32, bfloat16 or float16.
    """

    def __init__(
        self,
        generator: SttnGenerator,
        *,
        settings: SttnSettings,
        device: torch.device,
        dtype: torch.dtype,
    ) -> None:
        self._sliding = SlidingSttn(generator, settings, device, dtype)

    def fill(
        self,
        frames: Tensor,
        holes: Tensor,
        *,
        memory: Tensor | None = None,
        memory_holes: Tensor | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> Tensor:
        """Fill the holes of consecutive frames.

        Parameters
        ----------
        frames : Tensor
            T x 3 x H x W, float32 in [0, 1], sides of at least 16; what stands in a hole does not matter.
        holes : Tensor of bool
            T x H x W, True = fill.
        memory, memory_holes : Tensor, optional
            M x 3 x H x W and M x H x W: frames of other times that are only looked at.
        cancelled : callable
            Asked before each window; True ends the work.

        Returns
        -------
        Tensor
            T x 3 x H x W, float32 in [0, 1], where the frames are; known pixels are those of the frames.

        Raises
        ------
        ShapeError
            If the arguments do not fit together.
        StoppedError
            If it was cancelled.
        """
        require_clip(frames, holes, memory, memory_holes)
        far = None if memory is None else Footage(memory, memory_holes)
        return self._sliding.make(Footage(frames, holes), holes, far, cancelled)

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate what a fill takes at its peak, weights included; libraries and frames are not in it."""
        return self._sliding.memory_bytes(frames, height, width)
