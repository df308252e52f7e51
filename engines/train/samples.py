"""What one step learns from, made from a seed, the step and the place in the batch, and from nothing else.

So that a run which was interrupted goes on with the very data it would have had.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from engines.nets.segment.palette import Palette
from engines.train.material import Material, Rgb8, SoftMask
from engines.train.scenes import bent_view, draw_views
from engines.train.spoiling import WARP_JITTER, Shares, Treatment, spoiled

KEEPS_NO_PRIOR = 0.1
"""How often the colours are kept from the network, so that it does not lean on them alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A key frame, a later frame, and what is known beforehand of that one.

    Attributes
    ----------
    key_rgb, rgb : Rgb8
        S x S x 3.
    key_mask, mask : SoftMask
        S x S, true.
    before : SoftMask
        S x S, what comes from the frame before.
    prior : SoftMask
        S x S, -1 to 1, what the key's colours say.
    """

    key_rgb: Rgb8
    key_mask: SoftMask
    rgb: Rgb8
    mask: SoftMask
    before: SoftMask
    prior: SoftMask


@dataclass(frozen=True, slots=True)
class Batch:
    """Samples as the network wants them.

    Attributes
    ----------
    key_picture, picture : Tensor
        B x 3 x S x S, -1 to 1, channels last.
    key_mask, mask, before, prior : Tensor
        B x 1 x S x S.
    """

    key_picture: Tensor
    key_mask: Tensor
    picture: Tensor
    mask: Tensor
    before: Tensor
    prior: Tensor


@dataclass(frozen=True, slots=True)
class SampleSettings:
    """How samples are made.

    Attributes
    ----------
    size_px : int
        Side of the pictures, a multiple of 16.
    shares : Shares
        How often each treatment of the mask before comes.
    """

    size_px: int = 128
    shares: Shares = field(default_factory=Shares)


def random_of(*numbers: int) -> np.random.Generator:
    """Make a generator that depends on these numbers alone."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(numbers)))


def draw_sample(material: Material, settings: SampleSettings, random: np.random.Generator) -> Sample:
    """Make up a sample."""
    key, view = draw_views(material, random, settings.size_px)
    treatment = settings.shares.draw(random)
    before = spoiled(view.mask, treatment, random)
    if treatment is Treatment.WARPED:
        view = bent_view(view, random, WARP_JITTER)
    palette = Palette()
    palette.add(key.rgb, key.mask)
    prior = palette.prior(view.rgb)
    if random.random() < KEEPS_NO_PRIOR:
        prior = np.zeros_like(prior)
    return Sample(key.rgb, key.mask, view.rgb, view.mask, before, prior)


def draw_batch(material: Material, settings: SampleSettings, seed: int, step: int, count: int) -> Batch:
    """Make up the batch of a step.

    Parameters
    ----------
    material : Material
        What to make it of.
    settings : SampleSettings
        How.
    seed, step : int
        They alone decide what it holds.
    count : int
        Samples.
    """
    return stacked([draw_sample(material, settings, random_of(seed, step, at)) for at in range(count)])


def stacked(samples: list[Sample]) -> Batch:
    """Turn samples into tensors."""
    return Batch(
        pictures_of([one.key_rgb for one in samples]),
        masks_of([one.key_mask for one in samples]),
        pictures_of([one.rgb for one in samples]),
        masks_of([one.mask for one in samples]),
        masks_of([one.before for one in samples]),
        masks_of([one.prior for one in samples]),
    )


def pictures_of(pictures: list[Rgb8]) -> Tensor:
    """Turn RGB of 8 bit into what networks see: B x 3 x H x W, -1 to 1, channels last."""
    planes = torch.from_numpy(np.stack(pictures)).movedim(-1, 1)
    return planes.float().div(127.5).sub(1).contiguous(memory_format=torch.channels_last)


def masks_of(masks: list[SoftMask]) -> Tensor:
    """Turn masks into B x 1 x H x W."""
    return torch.from_numpy(np.stack(masks)[:, None].astype(np.float32, copy=False))
