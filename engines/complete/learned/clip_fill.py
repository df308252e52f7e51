"""What all networks that fill clips have in common: what they are given, and what comes back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

import torch
from torch import Tensor

from engines.complete.learned.clip_tensors import Clip, never


class ClipFill(ABC):
    """A network over one clip, at its own scale."""

    @torch.inference_mode()
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
            Asked again and again; True ends the work.

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
        clip = Clip.checked(frames, holes, memory, memory_holes, cancelled)
        return self._filled(clip) if holes.any() else frames.clone()

    @abstractmethod
    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate the peak of what `fill` takes, weights included; libraries and arguments are not in it.

        Parameters
        ----------
        frames : int
            Of the clip and of other times together.
        height, width : int
            Of the pictures.
        """

    @abstractmethod
    def work(self, frames: int, memory: int, height: int, width: int) -> float:
        """Tell how much there is to do in a fill, in a unit of the network's own; time grows with it.

        Parameters
        ----------
        frames, memory : int
            Frames that are filled, and frames of other times.
        height, width : int
            Of the pictures.
        """

    @abstractmethod
    def _filled(self, clip: Clip) -> Tensor:
        """Fill a clip that has a hole, into a tensor of its own."""
