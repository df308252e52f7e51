"""A clip filled by STTN at the network's own scale."""

from __future__ import annotations

import torch
from torch import Tensor

from engines.complete.learned.clip_fill import ClipFill
from engines.complete.learned.clip_tensors import Clip
from engines.complete.learned.sttn_windows import Footage, SlidingSttn, SttnSettings
from engines.nets.sttn import SttnGenerator


class SttnFill(ClipFill):
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

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate the peak: that of a window."""
        return self._sliding.memory_bytes(frames, height, width)

    def work(self, frames: int, memory: int, height: int, width: int) -> float:
        """Count the frames of all windows."""
        return self._sliding.work(frames, memory, height, width)

    def _filled(self, clip: Clip) -> Tensor:
        far = Footage(clip.far, clip.far_holes) if len(clip.far) else None
        return self._sliding.make(Footage(clip.frames, clip.holes), clip.holes, far, clip.cancelled)
