"""Normalisation that keeps what is hole from what is known, so that neither spoils the other's statistics.

T. Yu et al., "Region Normalization for Image Inpainting", AAAI 2020. Statistics are taken from each picture
by itself, as the paper has it, so that a result does not depend on what else is in the batch.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

EPSILON = 1e-5
IMPORTANT = 0.8


class RegionNormB(nn.Module):
    """The basic form, for a known hole: normalise hole and surroundings, each with a gain and an offset.

    Parameters
    ----------
    channels : int
        Planes of what is normalised.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.foreground_gamma = nn.Parameter(torch.zeros(channels))
        self.foreground_beta = nn.Parameter(torch.zeros(channels))
        self.background_gamma = nn.Parameter(torch.zeros(channels))
        self.background_beta = nn.Parameter(torch.zeros(channels))

    def forward(self, planes: Tensor, hole: Tensor) -> Tensor:
        """Normalise B x C x H x W; hole is B x 1 x H x W, bool."""
        gains = 1 + torch.stack([self.foreground_gamma, self.background_gamma])
        offsets = torch.stack([self.foreground_beta, self.background_beta])
        return region_normalised(planes, hole, gains, offsets)


class RegionNormL(nn.Module):
    """The learnable form, for where nobody knows any more what came from the hole: it finds the regions."""

    def __init__(self) -> None:
        super().__init__()
        self.sa = _SpatialAttention()

    def forward(self, planes: Tensor) -> Tensor:
        """Normalise B x C x H x W."""
        importance = self.sa.importance(planes)
        gain, offset = self.sa.gamma_conv(importance), self.sa.beta_conv(importance)
        return cast(Tensor, region_normalised(planes, importance >= IMPORTANT) * (1 + gain) + offset)


class _SpatialAttention(nn.Module):
    """How important each place is, and what follows from it."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(2, 1, 7, padding=3, bias=False)
        self.gamma_conv = nn.Conv2d(1, 1, 7, padding=3)
        self.beta_conv = nn.Conv2d(1, 1, 7, padding=3)

    def importance(self, planes: Tensor) -> Tensor:
        summary = torch.cat([planes.mean(dim=1, keepdim=True), planes.amax(dim=1, keepdim=True)], dim=1)
        return torch.sigmoid(self.conv1(summary))


def region_normalised(
    planes: Tensor, region: Tensor, gains: Tensor | None = None, offsets: Tensor | None = None
) -> Tensor:
    """Give each channel mean 0 and deviation 1 inside a region, and again outside it.

    Parameters
    ----------
    planes : Tensor
        B x C x H x W.
    region : Tensor of bool
        B x 1 x H x W; may be empty or everything.
    gains, offsets : Tensor, optional
        2 x C, inside and outside: what the result is multiplied by, and what is added.

    Returns
    -------
    Tensor
        B x C x H x W, same type; sums are made in float32 or better. With v a region's variance and f its
        share of the picture, what is divided by is the root of v + 1e-5 / f, as in the authors' code.
    """
    exact = torch.promote_types(planes.dtype, torch.float32)
    inside = region.flatten(1)
    sides = torch.stack([inside, ~inside], dim=1).to(exact)
    areas = sides.sum(dim=2, keepdim=True).clamp(min=1)
    # Products of matrices, B x places x C by B x 2 x places, are several times as fast as masked sums.
    flat = planes.movedim(1, -1).flatten(1, 2).to(exact)
    centred = flat - sides.mT @ (sides @ flat / areas)
    variances = sides @ centred.square() / areas
    scales = (variances + EPSILON * flat.shape[1] / areas).rsqrt()
    normal = centred * (sides.mT @ (scales if gains is None else scales * gains))
    if offsets is not None:
        normal = normal + sides.mT @ offsets.to(exact)
    laid = normal.reshape(len(planes), *planes.shape[2:], planes.shape[1])
    return laid.movedim(-1, 1).to(planes.dtype)
