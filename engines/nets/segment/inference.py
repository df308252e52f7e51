"""The hourglass as it runs fastest: normalisation folded into the convolutions, one picture at a time."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.nets.segment.folding import folded
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.segment.matching import Memory

Rgb8 = NDArray[np.uint8]
SoftMask = NDArray[np.float32]


class FastSegment:
    """The weights of the hourglass, ready to be run.

    Parameters
    ----------
    network : SegmentNetwork
        Whose weights are taken, once.
    device, dtype
        Where and in which type to compute.
    """

    def __init__(
        self, network: SegmentNetwork, device: torch.device | None = None, dtype: torch.dtype = torch.float32
    ) -> None:
        self.device = device or torch.device("cpu")
        self.dtype = dtype
        self._network = folded(network).to(self.device, self.dtype)
        self._network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def remembered(self, rgb: Rgb8, mask: SoftMask) -> Memory:
        """Encode a key frame.

        Parameters
        ----------
        rgb : ndarray
            H x W x 3, uint8; H and W are multiples of 16.
        mask : ndarray
            H x W, 0 to 1.
        """
        with torch.inference_mode():
            memory: Memory = self._network.memorise(self._picture(rgb), self._mask(mask))
        return memory

    def predict(
        self, rgb: Rgb8, before: SoftMask, prior: SoftMask, memory: Memory
    ) -> tuple[SoftMask, SoftMask]:
        """Find the mask of a frame.

        Parameters
        ----------
        rgb : ndarray
            H x W x 3, uint8; H and W are multiples of 16.
        before : ndarray
            H x W, 0 to 1: the mask before, moved to where it is expected.
        prior : ndarray
            H x W, -1 to 1, of a `Palette`.
        memory : Memory
            From `remembered`.

        Returns
        -------
        matte, trust : ndarray
            H x W, float32, 0 to 1: the mask, and how likely it is right there.
        """
        with torch.inference_mode():
            made = self._network(self._picture(rgb), self._mask(before), self._mask(prior), memory)
            both = torch.sigmoid(torch.cat([made.logits, made.trust], dim=1).float()).cpu()
        matte, trust = both[0].numpy()
        return matte, trust

    def _picture(self, rgb: Rgb8) -> Tensor:
        # Height, width, colour in this order is what channels last means: nothing is moved.
        planes = torch.from_numpy(np.ascontiguousarray(rgb)).movedim(-1, 0)[None]
        return planes.to(self.device, self.dtype).div_(127.5).sub_(1)

    def _mask(self, mask: SoftMask) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(mask))[None, None].to(self.device, self.dtype)
