"""The gated convolution: one half computes features, the other how much of each passes.

After J. Yu et al., "Free-Form Image Inpainting with Gated Convolution", ICCV 2019.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

LEAK = 0.2
"""Slope of every leaky ReLU below zero."""


class GatedConv(nn.Module):
    """Two convolutions of one geometry: `act(input_conv(x)) * sigmoid(gating_conv(x))`.

    Parameters
    ----------
    channels_in, channels_out : int
        Planes read and written.
    kernel : int
        Odd side length in pixels.
    stride, dilation : int
        Of both convolutions; the zero padding follows from kernel and dilation.
    activated : bool
        Whether the features go through a leaky ReLU.
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
    ) -> None:
        super().__init__()
        self.activated = activated
        padding = dilation * (kernel // 2)
        self.input_conv = nn.Conv2d(channels_in, channels_out, kernel, stride, padding, dilation)
        self.gating_conv = nn.Conv2d(channels_in, channels_out, kernel, stride, padding, dilation)
        for conv in (self.input_conv, self.gating_conv):
            nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, planes: Tensor) -> Tensor:
        """Convolve.

        Parameters
        ----------
        planes : Tensor
            B x channels_in x H x W, floating point.

        Returns
        -------
        Tensor
            B x channels_out x ceil(H / stride) x ceil(W / stride), same type.
        """
        features = self.input_conv(planes)
        if self.activated:
            features = functional.leaky_relu(features, LEAK)
        return cast(Tensor, features * torch.sigmoid(self.gating_conv(planes)))
