"""RNoT: the Onion-Peel Network with region normalisation, a hole filled in one pass.

Its author has published what it is made of, but neither code nor weights nor sizes: encoders with RN-B and a
decoder with RN-L (`region_norm`), four residual blocks for keys and eight for values, OPN's read of the
memory, and no peels, since rings would part what region normalisation treats as one. The sizes are those of
the inpainting network of T. Yu et al., AAAI 2020; this is the design:

- Input as OPN's: normalised colours with 0 in the hole, validity, hole. Mirrored to multiples of 4.
- Stem: 7 x 7 to 64 channels; twice 4 x 4 of stride 2, to 128 and 256. RN-B and ReLU after each.
- Keys: 4 blocks, then 3 x 3 to 128. Values: 8 blocks, 256 channels. A block is 3 x 3 of dilation 2, RN-B,
  ReLU, 3 x 3, RN-B, and its input added. Asked is by the same keys as remembered.
- Read: every cell of the hole asks all cells of the memory that are not hole; what it reads is added.
- Decoder: twice 3 x 3, pixel shuffle, RN-L, ReLU, with 128 and 64 channels; 7 x 7 to colours, (tanh + 1) / 2.

A cell of a smaller size counts as hole if any of its pixels is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.imagenet import MEAN, STD, per_channel
from engines.nets.opn import FEATURES, STRIDE, Memory, read
from engines.nets.padding import Padding
from engines.nets.region_norm import RegionNormB, RegionNormL

_WIDTH = 64


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Frames at a quarter of their padded size.

    Attributes
    ----------
    keys, values : Tensor
        B x 128 and B x 256 x h x w.
    hole : Tensor of bool
        B x 1 x h x w.
    """

    keys: Tensor
    values: Tensor
    hole: Tensor


class RNoT(nn.Module):
    """The whole network; frames of any size from 16 pixels a side.

    Parameters
    ----------
    width : int
        Channels of the first convolution; features have four times as many. The design has 64.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, width: int = _WIDTH) -> None:
        super().__init__()
        self.register_buffer("mean", per_channel(MEAN))
        self.register_buffer("std", per_channel(STD))
        self.stem = _Stem(5, width)
        self.key_blocks = nn.ModuleList(Block(4 * width) for _ in range(4))
        self.key = nn.Conv2d(4 * width, FEATURES, 3, padding=1)
        self.value_blocks = nn.ModuleList(Block(4 * width) for _ in range(8))
        self.decoder = _Decoder(width)

    def forward(self, frame: Tensor, hole: Tensor, memory: Memory | None) -> Tensor:
        """Fill holes.

        Parameters
        ----------
        frame : Tensor
            B x 3 x H x W in [0, 1]; what lies in the hole does not matter.
        hole : Tensor of bool
            B x 1 x H x W.
        memory : Memory or None
            Of the same batch and size; None reads nothing.

        Returns
        -------
        Tensor
            B x 3 x H x W in [0, 1]; the frame outside the hole.
        """
        encoded = self.encode(frame, hole)
        values = encoded.values
        if memory is not None:
            values = read(encoded.keys, values, encoded.hole, memory)
        return torch.where(hole, self.made(values, frame), frame)

    def encode(self, frame: Tensor, hole: Tensor) -> Encoded:
        """Encode frames that are filled or remembered; the arguments are those of `forward`."""
        padding = Padding.to_multiple(frame, STRIDE)
        inside = padding.mirrored(hole.to(frame.dtype)) > 0
        colours = ((padding.mirrored(frame) - self.mean) / self.std).masked_fill(inside, 0)
        holes = [inside, *(coarser(inside, factor) for factor in (2, STRIDE))]
        given = torch.cat([colours, ~inside, inside], dim=1).to(self.key.weight.dtype)
        features = self.stem(given, holes)
        keys = values = features
        for block in self.key_blocks:
            keys = block(keys, holes[-1])
        for block in self.value_blocks:
            values = block(values, holes[-1])
        return Encoded(self.key(keys), values, holes[-1])

    def memorise(self, frames: Tensor, holes: Tensor) -> Memory:
        """Encode B x 3 x T x H x W frames, with B x 1 x T x H x W holes, that others are filled from."""
        batch = len(frames)
        encoded = self.encode(*(planes.transpose(1, 2).flatten(0, 1) for planes in (frames, holes)))
        keys, values, inside = (
            planes.reshape(batch, -1, *planes.shape[1:]).transpose(1, 2)
            for planes in (encoded.keys, encoded.values, encoded.hole)
        )
        return Memory(keys, values, inside[:, 0])

    def made(self, values: Tensor, frame: Tensor) -> Tensor:
        """Decode B x 256 x h x w values, read ones added, into pictures of the frame's size, in [0, 1]."""
        return Padding.to_multiple(frame, STRIDE).removed(self.decoder(values))


class _Stem(nn.Module):
    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 7, padding=3, padding_mode="reflect")
        self.norm1 = RegionNormB(width)
        self.conv2 = nn.Conv2d(width, 2 * width, 4, stride=2, padding=1)
        self.norm2 = RegionNormB(2 * width)
        self.conv3 = nn.Conv2d(2 * width, 4 * width, 4, stride=2, padding=1)
        self.norm3 = RegionNormB(4 * width)

    def forward(self, planes: Tensor, holes: list[Tensor]) -> Tensor:
        planes = functional.relu(self.norm1(self.conv1(planes), holes[0]))
        planes = functional.relu(self.norm2(self.conv2(planes), holes[1]))
        return functional.relu(self.norm3(self.conv3(planes), holes[2]))


class Block(nn.Module):
    """A residual block; features keep their size."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=2, dilation=2, padding_mode="reflect")
        self.norm1 = RegionNormB(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, padding_mode="reflect")
        self.norm2 = RegionNormB(channels)

    def forward(self, planes: Tensor, hole: Tensor) -> Tensor:
        """Add to B x C x h x w features; hole is B x 1 x h x w, bool."""
        inner = functional.relu(self.norm1(self.conv1(planes), hole))
        return cast(Tensor, planes + self.norm2(self.conv2(inner), hole))


class _Decoder(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(4 * width, 8 * width, 3, padding=1)
        self.norm1 = RegionNormL()
        self.conv2 = nn.Conv2d(2 * width, 4 * width, 3, padding=1)
        self.norm2 = RegionNormL()
        self.conv3 = nn.Conv2d(width, 3, 7, padding=3, padding_mode="reflect")

    def forward(self, values: Tensor) -> Tensor:
        half = functional.relu(self.norm1(functional.pixel_shuffle(self.conv1(values), 2)))
        full = functional.relu(self.norm2(functional.pixel_shuffle(self.conv2(half), 2)))
        return (torch.tanh(self.conv3(full)) + 1) / 2


def coarser(hole: Tensor, factor: int) -> Tensor:
    """Tell for each block of so many pixels a side whether any of them is hole."""
    return functional.max_pool2d(hole.float(), factor) > 0
