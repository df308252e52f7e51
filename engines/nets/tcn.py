"""The temporal-consistency network that follows OPN: completed frames in order, each led by the one before.

S. W. Oh et al., ICCV 2019, in the manner of W.-S. Lai et al., "Learning Blind Video Temporal Consistency",
ECCV 2018. Names and order of the weights are those of the published checkpoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.gated import GatedConv
from engines.nets.imagenet import MEAN, STD, per_channel
from engines.nets.padding import Padding

STRIDE = 8
"""Pixels of the picture to a side of one cell of the state."""

STATE = 256
"""Channels of the state."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A frame and the one before at four sizes.

    Attributes
    ----------
    full, half, quarter : Tensor
        B x 32, 64 and 128 x H x W and so on; added again when decoding.
    deepest : Tensor
        B x 256 x H / 8 x W / 8.
    """

    full: Tensor
    half: Tensor
    quarter: Tensor
    deepest: Tensor


class Encoder(nn.Module):
    """The frame before and the current one, with their holes, to features at four sizes."""

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", per_channel(MEAN))
        self.register_buffer("std", per_channel(STD))
        self.conv1 = GatedConv(8, 32, 5)
        self.conv21 = GatedConv(32, 64, stride=2)
        self.conv2 = GatedConv(64, 64)
        self.conv23 = GatedConv(64, 128, stride=2)
        self.conv3a = GatedConv(128, 128)
        self.conv3b = GatedConv(128, 128)
        self.conv34 = GatedConv(128, STATE, stride=2)
        self.conv4a = GatedConv(STATE, STATE)
        self.conv4b = GatedConv(STATE, STATE)

    def forward(self, previous: Tensor, previous_hole: Tensor, frame: Tensor, hole: Tensor) -> Encoded:
        """Encode B x 3 x H x W pictures in [0, 1] and B x 1 x H x W holes; sides multiples of 8."""
        pictures = [(picture - self.mean) / self.std for picture in (previous, frame)]
        full = self.conv1(torch.cat([pictures[0], previous_hole, pictures[1], hole], dim=1))
        half = self.conv2(self.conv21(full))
        quarter = self.conv3b(self.conv3a(self.conv23(half)))
        return Encoded(full, half, quarter, self.conv4b(self.conv4a(self.conv34(quarter))))


class ConvGRU(nn.Module):
    """A gated recurrent unit whose products are convolutions."""

    def __init__(self) -> None:
        super().__init__()
        self.convIH = nn.Conv2d(STATE, 3 * STATE, 3, padding=1)
        self.convHH = nn.Conv2d(STATE, 3 * STATE, 3, padding=1)

    def forward(self, features: Tensor, state: Tensor) -> Tensor:
        """Give the next state; all B x 256 x h x w."""
        return gated_state(self.convIH(features), self.convHH(state), state)


def gated_state(from_features: Tensor, from_state: Tensor, state: Tensor) -> Tensor:
    """Mix the new and the old state by the products of both (B x 768 x h x w: reset, update, new)."""
    given, kept = from_features.chunk(3, dim=1), from_state.chunk(3, dim=1)
    reset, update = torch.sigmoid(given[0] + kept[0]), torch.sigmoid(given[1] + kept[1])
    new = torch.tanh(given[2] + reset * kept[2])
    return new + update * (state - new)


class Decoder(nn.Module):
    """State and features to a picture."""

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", per_channel(MEAN))
        self.register_buffer("std", per_channel(STD))
        self.conv4b = GatedConv(STATE, STATE, dilation=2)
        self.conv4a = GatedConv(STATE, STATE)
        self.conv43 = GatedConv(STATE, 128)
        self.conv3b = GatedConv(128, 128, dilation=2)
        self.conv3a = GatedConv(128, 128)
        self.conv32 = GatedConv(128, 64)
        self.conv2 = GatedConv(64, 64)
        self.conv21 = GatedConv(64, 32)
        self.conv1 = GatedConv(32, 3, 5, activated=False)

    def forward(self, state: Tensor, encoded: Encoded) -> Tensor:
        """Decode a B x 256 x h x w state into B x 3 x 8h x 8w pictures, not clamped."""
        quarter = self.conv43(_doubled(self.conv4a(self.conv4b(state)))) + encoded.quarter
        half = self.conv32(_doubled(self.conv3a(self.conv3b(quarter)))) + encoded.half
        full = self.conv21(_doubled(self.conv2(half))) + encoded.full
        return cast(Tensor, self.conv1(full) * self.std + self.mean)


class TCN(nn.Module):
    """The whole network; frames of any size from 16 pixels a side."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", per_channel(MEAN))
        self.register_buffer("mean3d", per_channel(MEAN, 5))
        self.Encoder = Encoder()
        self.GRU = ConvGRU()
        self.Decoder = Decoder()

    def forward(
        self,
        previous: Tensor,
        previous_hole: Tensor,
        frame: Tensor,
        hole: Tensor,
        state: Tensor | None,
    ) -> tuple[Tensor, Tensor]:
        """Steady one frame.

        Parameters
        ----------
        previous, frame : Tensor
            B x 3 x H x W in [0, 1]; what came out for the frame before, and the frame as completed.
        previous_hole, hole : Tensor
            B x 1 x H x W, 1 inside the original holes.
        state : Tensor or None
            What the step before returned; None at the start.

        Returns
        -------
        tuple of Tensor
            The whole frame in [0, 1], and the state, B x 256 x ceil(H / 8) x ceil(W / 8).
        """
        padding = Padding.to_multiple(frame, STRIDE)
        encoded = self.Encoder(*(padding.added(it) for it in (previous, previous_hole, frame, hole)))
        state = self.GRU(encoded.deepest, torch.zeros_like(encoded.deepest) if state is None else state)
        return padding.removed(self.Decoder(state, encoded)).clamp(0, 1), state


def _doubled(features: Tensor) -> Tensor:
    return functional.interpolate(features, scale_factor=2.0, mode="nearest")
