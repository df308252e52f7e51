"""Subtitles and logos taken away by Auto-STTN, which finds what is to go by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional

from engines.complete.learned.auto_sttn_strips import strips
from engines.complete.learned.clip_tensors import never, require_clip
from engines.complete.learned.sttn_windows import Footage, SlidingSttn, SttnSettings
from engines.errors import ShapeError
from engines.nets.sttn import SttnGenerator

REGION_PX = 120, 640
"""Height and width at which the network sees a region of a picture."""

CHANGED = 0.05
"""From this difference on, of 1, a pixel counts as taken away; the loss in training has it so, too."""


@dataclass(frozen=True, slots=True)
class AutoSttnSettings:
    """How clips are gone through.

    Attributes
    ----------
    windows : SttnSettings
        How windows are cut and blended.
    chunk : int or None
        Go through so many frames at a time, without overlap, as the authors do with 200; None goes through
        all in one, with references from all over the clip.
    """

    windows: SttnSettings = field(default=SttnSettings(reference_step=5))
    chunk: int | None = None


OFFICIAL = AutoSttnSettings(SttnSettings(reference_step=5, official=True), chunk=200)
"""As in the authors' test."""


class AutoSttnFill:
    """Auto-STTN over one clip.

    Parameters
    ----------
    generator : SttnGenerator
        Built with `AUTO_STTN_GRIDS`, or `AUTO_SMALL_GRIDS` for the narrower one; its weights are taken, once.
    settings : AutoSttnSettings
        How clips are gone through.
    device : torch.device
        Where to compute.
    dtype : torch.dtype
        In which type the network computes: float32, bfloat16 or float16.
    """

    def __init__(
        self,
        generator: SttnGenerator,
        *,
        settings: AutoSttnSettings,
        device: torch.device,
        dtype: torch.dtype,
    ) -> None:
        self._settings = settings
        self._gates = generator.gates
        self._sliding = SlidingSttn(generator, settings.windows, device, dtype)

    @torch.inference_mode()
    def fill(self, frames: Tensor, hole: Tensor, *, cancelled: Callable[[], bool] = never) -> Tensor:
        """Take away what lies under a mask that stands still, in strips as wide as the picture.

        Parameters
        ----------
        frames : Tensor
            T x 3 x H x W, float32 in [0, 1], sides of at least 16.
        hole : Tensor of bool
            H x W; the network does not see it. See `strips` for what is too small to be taken away.
        cancelled : callable
            Asked before each window; True ends the work.

        Returns
        -------
        Tensor
            T x 3 x H x W, float32 in [0, 1], where the frames are; outside the hole equal to them.

        Raises
        ------
        ShapeError
            If the arguments do not fit together.
        StoppedError
            If it was cancelled.
        """
        _require_still(frames, hole)
        result = frames.clone()
        for strip in strips(hole.cpu().numpy()):
            part = slice(strip.top, strip.bottom)
            made = self._made(frames[:, :, part], hole[part], cancelled)
            result[:, :, part] = torch.where(hole[part], made, result[:, :, part])
        return result

    @torch.inference_mode()
    def erase(self, frames: Tensor, *, cancelled: Callable[[], bool] = never) -> Tensor:
        """Let the network find and take away what was laid over a region of the picture, without a mask.

        Parameters
        ----------
        frames : Tensor
            T x 3 x H x W, float32 in [0, 1]: the region, best about 16 : 3.
        cancelled : callable
            Asked before each window; True ends the work.

        Returns
        -------
        Tensor
            Like `frames`; all of it is the network's. Of one that gates, only what it changed by `CHANGED` or
            more, and a little around that; all other pixels are those of `frames`.

        Raises
        ------
        ShapeError
            If these are no frames.
        StoppedError
            If it was cancelled.
        """
        everything = torch.ones(frames.shape[-2:], dtype=torch.bool, device=frames.device)
        _require_still(frames, everything)
        return self._made(frames, everything, cancelled)

    def memory_bytes(self, frames: int) -> int:
        """Estimate what it takes at its peak, weights included; libraries and frames are not in it."""
        return self._sliding.memory_bytes(frames, *REGION_PX)

    def _made(self, frames: Tensor, hole: Tensor, cancelled: Callable[[], bool]) -> Tensor:
        """Run the network at its own scale; what comes out is right under the hole."""
        small, wanted = self._resized(frames, REGION_PX), _at_scale(hole)
        step = self._settings.chunk or len(frames)
        made = [
            self._sliding.make(Footage(part), wanted.expand(len(part), -1, -1), None, cancelled)
            for part in (small[first : first + step] for first in range(0, len(small), step))
        ]
        done = torch.cat(made)
        large = self._resized(done, (frames.shape[2], frames.shape[3]))
        if self._gates:
            return torch.lerp(frames, large, self._changed(done, small, (frames.shape[2], frames.shape[3])))
        return (large * 255).floor_().div_(255) if self._settings.windows.official else large

    def _changed(self, made: Tensor, seen: Tensor, size: tuple[int, int]) -> Tensor:
        """Say by which share each pixel is the network's: T x 1 x H x W, soft at the edges."""
        changed = ((made - seen).abs().mean(dim=1, keepdim=True) >= CHANGED).float()
        return self._resized(functional.max_pool2d(changed, 3, stride=1, padding=1), size)

    def _resized(self, frames: Tensor, size: tuple[int, int]) -> Tensor:
        if frames.shape[-2:] == size:
            return frames
        smooth = not self._settings.windows.official
        return functional.interpolate(frames, size, mode="bilinear", antialias=smooth).clamp_(0, 1)


def _at_scale(hole: Tensor) -> Tensor:
    """Mark all pixels at the network's scale that pixels of the hole are made from."""
    if hole.shape == REGION_PX:
        return hole
    touched = functional.adaptive_max_pool2d(hole[None].float(), REGION_PX)
    return functional.max_pool2d(touched, 3, stride=1, padding=1)[0] > 0


def _require_still(frames: Tensor, hole: Tensor) -> None:
    if hole.ndim != 2:
        raise ShapeError("hole", got=f"{tuple(hole.shape)}", wanted="one bool mask (H, W) for all frames")
    require_clip(frames, hole.expand(len(frames), -1, -1), None, None)
