"""STTN or Auto-STTN over a clip: windows of neighbours and references slide along it and are blended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from engines.complete.learned.clip_tensors import remembered_places
from engines.complete.learned.mirroring import Mirroring
from engines.complete.learned.sttn_blending import Blending, CentredBlending, OfficialBlending
from engines.errors import ShapeError, StoppedError
from engines.nets.partial import Box, bounding_box
from engines.nets.sttn import STRIDE_PX, SttnGenerator, gated, size_step_px
from engines.nets.sttn_inference import FastSttn

_USUAL_MEMORY = 6
"""So many frames of other times are expected when memory is estimated."""

_WINDOW_FRAMES = 0.3
"""Measured: a window takes as long as so many frames beside those that it has."""


@dataclass(frozen=True, slots=True)
class SttnSettings:
    """How a clip is cut into windows, and how these are blended.

    Attributes
    ----------
    neighbours : int
        Frames that a window has on each side of its middle one.
    stride : int
        Frames from the middle of a window to the next one's, at most `neighbours` + 1.
    reference_step : int
        Every so many frames of the clip are looked at in all windows.
    reference_most : int
        No more frames than that, those of other times included, evenly chosen.
    masked_attention : bool
        Look at no patch that is mostly hole. Published weights were trained without.
    official : bool
        Do as the authors' test: take all references, and blend predictions of 8 bits by halves.
    """

    neighbours: int = 5
    stride: int = 5
    reference_step: int = 10
    reference_most: int = 12
    masked_attention: bool = False
    official: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.stride <= self.neighbours + 1:
            wanted = f"1 to {self.neighbours + 1}, or frames between the windows are left out"
            raise ShapeError("stride", got=str(self.stride), wanted=wanted)


@dataclass(frozen=True, slots=True, eq=False)
class Footage:
    """Frames as a network sees them.

    Attributes
    ----------
    frames : Tensor
        T x 3 x H x W, float32 in [0, 1].
    hidden : Tensor or None
        T x H x W, bool: what it does not see; None where it sees all.
    """

    frames: Tensor
    hidden: Tensor | None = None

    def __len__(self) -> int:
        return len(self.frames)

    def seen(self, at: int) -> Tensor:
        """Give a frame in [-1, 1], 0 where it is hidden."""
        frame = self.frames[at] * 2 - 1
        return frame if self.hidden is None else frame.masked_fill_(self.hidden[at], 0)


class SlidingSttn:
    """A generator that makes the wanted pixels of clips of any size and length.

    Parameters
    ----------
    generator : SttnGenerator
        Its weights are taken, once.
    settings : SttnSettings
        How windows are cut and blended.
    device, dtype
        Where and in which type to compute.
    """

    def __init__(
        self, generator: SttnGenerator, settings: SttnSettings, device: torch.device, dtype: torch.dtype
    ) -> None:
        self._settings = settings
        self._network = FastSttn(generator, device, dtype)

    @torch.inference_mode()
    def make(
        self, footage: Footage, wanted: Tensor, memory: Footage | None, cancelled: Callable[[], bool]
    ) -> Tensor:
        """Replace the wanted pixels of consecutive frames.

        Parameters
        ----------
        footage : Footage
            The frames.
        wanted : Tensor
            T x H x W, bool.
        memory : Footage or None
            Frames of other times, to look at.
        cancelled : callable
            Asked before each window; True ends the work.

        Returns
        -------
        Tensor
            T x 3 x H x W, float32 in [0, 1], where the frames are.

        Raises
        ------
        StoppedError
            If it was cancelled.
        """
        run = _Run(self._network, self._settings, footage, wanted.cpu(), memory)
        try:
            for middle in range(0, len(footage), self._settings.stride):
                if cancelled():
                    raise StoppedError
                run.take_window(middle)
        finally:
            self._network.crew.rest()
        return run.result()

    def work(self, frames: int, memory: int, height: int, width: int) -> float:
        """Tell how much there is to do, as `ClipFill.work`."""
        settings = self._settings
        most = frames + memory if settings.official else settings.reference_most
        near, far = remembered_places(frames, memory, settings.reference_step, most)
        total = 0.0
        for middle in range(0, frames, settings.stride):
            first, last = max(0, middle - settings.neighbours), min(frames, middle + settings.neighbours + 1)
            references = sum(not first <= at < last for at in near) + len(far)
            total += last - first + references + _WINDOW_FRAMES
        size = Mirroring.to_multiple(height, width, size_step_px(self._network.grids))
        return total * size.to_height * size.to_width

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate what `make` takes at its peak, weights included; libraries and frames are not in it.

        Parameters
        ----------
        frames : int
            All that are handed over, those of other times included.
        height, width : int
            Of the pictures.
        """
        settings = self._settings
        neighbours = min(frames, 2 * settings.neighbours + 1)
        others = frames - neighbours
        references = -(-others // settings.reference_step)
        if not settings.official:
            references = min(references + _USUAL_MEMORY, settings.reference_most, others)
        size = Mirroring.to_multiple(height, width, size_step_px(self._network.grids))
        return self._network.memory_bytes(neighbours + references, size.to_height, size.to_width)


@dataclass(frozen=True, slots=True, eq=False)
class _Encoded:
    """A frame as the transformer sees it: features, and which of them are hidden (at the same size)."""

    features: Tensor
    hidden: Tensor | None


class _Run:
    """One clip on its way."""

    def __init__(
        self,
        network: FastSttn,
        settings: SttnSettings,
        footage: Footage,
        wanted: Tensor,
        memory: Footage | None,
    ) -> None:
        self._network, self._settings = network, settings
        self._footage, self._wanted = footage, wanted
        self._memory = Footage(footage.frames[:0]) if memory is None else memory
        height, width = footage.frames.shape[2:]
        self._mirroring = Mirroring.to_multiple(height, width, size_step_px(network.grids))
        self._near: dict[int, _Encoded] = {}
        self._blendings: dict[int, Blending] = {}
        far = len(self._memory)
        most = len(footage) + far if settings.official else settings.reference_most
        places = remembered_places(len(footage), far, settings.reference_step, most)
        self._near_references, self._far_references = places
        self._far: list[_Encoded] = []

    def take_window(self, middle: int) -> None:
        """Make the wanted pixels of a frame and its neighbours."""
        reach = self._settings.neighbours
        neighbours = range(max(0, middle - reach), min(len(self._footage), middle + reach + 1))
        boxes = {at: self._box(at) for at in neighbours}
        asked = {at: box for at, box in boxes.items() if box is not None}
        if not asked:
            return
        window = self._window(neighbours)
        holes = None
        if self._settings.masked_attention:
            holes = torch.stack([one.hidden for one in window if one.hidden is not None])
        places = {at - neighbours.start: box for at, box in asked.items()}
        made = self._network.fill([one.features for one in window], places, holes)
        for at, box, picture in zip(asked, made.boxes, made.pictures, strict=True):
            nearness = 1 - abs(at - middle) / (reach + 1)
            self._blending(at).add(self._at_wanted(picture, at, box), nearness)

    def result(self) -> Tensor:
        """Lay what was made into the frames."""
        frames = self._footage.frames.clone()
        for at, blending in self._blendings.items():
            frames[at, :, self._wanted[at].to(frames.device)] = blending.blended().to(frames.device)
        return frames

    def _window(self, neighbours: range) -> list[_Encoded]:
        references = [at for at in self._near_references if at not in neighbours]
        wanted = [*neighbours, *references]
        kept = {at: one for at, one in self._near.items() if at in wanted or at in self._near_references}
        self._near = kept | {at: self._encoded(self._footage, at) for at in wanted if at not in kept}
        if not self._far:
            self._far = [self._encoded(self._memory, at) for at in self._far_references]
        return [*(self._near[at] for at in wanted), *self._far]

    def _encoded(self, footage: Footage, at: int) -> _Encoded:
        features = self._network.encode(self._mirroring.mirrored(footage.seen(at)))
        if footage.hidden is None:
            return _Encoded(features, None)
        hidden = self._mirroring.mirrored(footage.hidden[at])
        return _Encoded(features, hidden[::STRIDE_PX, ::STRIDE_PX])

    def _box(self, at: int) -> Box | None:
        """Find where a frame is wanted, in features."""
        inside = self._mirroring.inside
        box = bounding_box(self._wanted[at])
        return None if box is None else box.moved(inside.top, inside.left).divided(STRIDE_PX)

    def _at_wanted(self, picture: Tensor, at: int, box: Box) -> Tensor:
        """Pick the wanted pixels out of a box of a mirrored frame."""
        inside, wanted = self._mirroring.inside, self._wanted[at]
        lines, columns = wanted.nonzero(as_tuple=True)
        lines, columns = lines + (inside.top - box.top), columns + (inside.left - box.left)
        made = picture[:, lines.to(picture.device), columns.to(picture.device)]
        if not self._network.gates:
            return made
        seen = self._footage.seen(at)[:, wanted.to(self._footage.frames.device)]
        return gated(seen.to(made.device)[..., None], made[..., None])[..., 0]

    def _blending(self, at: int) -> Blending:
        if at not in self._blendings:
            self._blendings[at] = OfficialBlending() if self._settings.official else CentredBlending()
        return self._blendings[at]
