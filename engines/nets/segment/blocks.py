"""The parts that the hourglass is built of; small channel counts, so that two cores suffice."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional


class Conv(nn.Module):
    """A convolution with batch normalisation, and a ReLU unless it ends a residual unit.

    Parameters
    ----------
    channels_in, channels_out : int
        Planes read and written.
    kernel : int
        Odd side length in pixels.
    stride, dilation : int
        Of the convolution; the zero padding follows from kernel and dilation.
    activated : bool
        Whether the result goes through a ReLU.
    normalised : bool
        Whether it has its normalisation, as while learning; else a bias that stands for it.
    """

    def __init__(
        self,
        channels_in: int,
        channels_out: int,
        kernel: int = 3,
        *,
        stride: int = 1,
        dilation: int = 1,
        activated: bool = True,
        normalised: bool = True,
    ) -> None:
        super().__init__()
        self.activated = activated
        padding = dilation * (kernel // 2)
        self.conv = nn.Conv2d(
            channels_in, channels_out, kernel, stride, padding, dilation, bias=not normalised
        )
        self.norm = nn.BatchNorm2d(channels_out) if normalised else nn.Identity()
        nn.init.kaiming_normal_(self.conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, planes: Tensor) -> Tensor:
        """Convolve B x channels_in x H x W."""
        normed = self.norm(self.conv(planes))
        return cast(Tensor, functional.relu_(normed) if self.activated else normed)


class Bottleneck(nn.Module):
    """A residual unit whose middle is many times narrower than what it adds to.

    Squeezed sixteen times and more it costs next to nothing and loses little.

    Parameters
    ----------
    channels : int
        Planes read and written.
    squeeze : int
        How many times narrower the middle is.
    dilation : int
        Of the convolution in the middle.
    normalised : bool
        As for `Conv`.
    """

    def __init__(self, channels: int, squeeze: int, dilation: int = 1, *, normalised: bool = True) -> None:
        super().__init__()
        narrow = max(1, channels // squeeze)
        self.inward = Conv(channels, narrow, 1, normalised=normalised)
        self.middle = Conv(narrow, narrow, 3, dilation=dilation, normalised=normalised)
        self.outward = Conv(narrow, channels, 1, activated=False, normalised=normalised)
        if isinstance(self.outward.norm, nn.BatchNorm2d):
            # At first a unit passes on what it gets; the network learns as if it were shallow, then deepens.
            nn.init.zeros_(self.outward.norm.weight)

    def forward(self, planes: Tensor) -> Tensor:
        """Add to B x channels x H x W."""
        return functional.relu_(planes + self.outward(self.middle(self.inward(planes))))


class Scale(nn.Module):
    """A factor and an offset for each channel: what a normalisation is once its statistics are settled."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, planes: Tensor) -> Tensor:
        """Scale B x channels x H x W."""
        return planes * self.weight[:, None, None] + self.bias[:, None, None]


class DenseEdge(nn.Module):
    """Densely connected layers at full size, each reading what all before it wrote.

    Parameters
    ----------
    channels_in : int
        Planes read.
    growth : int
        Planes that each layer adds.
    layers : int
        How many.
    """

    def __init__(self, channels_in: int, growth: int, layers: int) -> None:
        super().__init__()
        # Not normalised: at full size that would cost as much as the convolutions themselves.
        self.layers = nn.ModuleList(
            nn.Conv2d(channels_in + index * growth, growth, 3, padding=1) for index in range(layers)
        )
        self.channels_out = channels_in + layers * growth

    def forward(self, planes: Tensor) -> Tensor:
        """Extend B x channels_in x H x W to B x channels_out x H x W."""
        for layer in self.layers:
            planes = torch.cat([planes, functional.relu_(layer(planes))], dim=1)
        return planes


def upsampled(planes: Tensor, like: Tensor) -> Tensor:
    """Enlarge bilinearly to another tensor's height and width."""
    return functional.interpolate(planes, like.shape[-2:], mode="bilinear", align_corners=False)
