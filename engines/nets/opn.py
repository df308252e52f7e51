"""The Onion-Peel Network: a hole is filled ring by ring from what other frames remember.

S. W. Oh et al., "Onion-Peel Networks for Deep Video Completion", ICCV 2019. Names and order of the weights
are those of the published checkpoint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.gated import GatedConv
from engines.nets.imagenet import MEAN, STD, per_channel
from engines.nets.padding import Padding

STRIDE = 4
"""Pixels of the picture to a side of one feature cell."""

PEEL_PX = 8.0
"""Thickness of a ring that the published weights were trained for."""

FEATURES = 128
"""Channels of keys and of values."""

_MOST_SCORES = 1 << 24


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What T frames remember, at a quarter of their padded size.

    Attributes
    ----------
    keys, values : Tensor
        B x 128 x T x h x w.
    holes : Tensor of bool
        B x T x h x w; True where nothing is remembered.
    """

    keys: Tensor
    values: Tensor
    holes: Tensor

    def recall(self, at: int) -> Recall:
        """Give what one of the batch remembers, without places."""
        known = ~self.holes[at]
        return Recall(self.keys[at].movedim(0, -1)[known], self.values[at].movedim(0, -1)[known])


@dataclass(frozen=True, slots=True, eq=False)
class Recall:
    """What is remembered, without places: n cells of any frames.

    Attributes
    ----------
    keys, values : Tensor
        n x 128.
    """

    keys: Tensor
    values: Tensor

    @classmethod
    def joined(cls, parts: Sequence[Recall]) -> Recall | None:
        """Remember all of it at once; None where there is nothing."""
        if not any(len(part.keys) for part in parts):
            return None
        return cls(torch.cat([part.keys for part in parts]), torch.cat([part.values for part in parts]))


class Encoder(nn.Module):
    """Picture, validity and hole to keys and values at a quarter of the size."""

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", per_channel(MEAN))
        self.register_buffer("std", per_channel(STD))
        self.conv12 = GatedConv(5, 64, 5, stride=2)
        self.conv2 = GatedConv(64, 64)
        self.conv23 = GatedConv(64, FEATURES, stride=2)
        self.conv3a = GatedConv(FEATURES, FEATURES)
        self.conv3b = GatedConv(FEATURES, FEATURES, dilation=2)
        self.conv3c = GatedConv(FEATURES, FEATURES, dilation=4)
        self.conv3d = GatedConv(FEATURES, FEATURES, dilation=8)
        self.key3 = GatedConv(FEATURES, FEATURES, activated=False)
        self.val3 = GatedConv(FEATURES, FEATURES, activated=False)

    def trunk(self) -> list[GatedConv]:
        """List the layers that keys and values share, in order."""
        first = [self.conv12, self.conv2, self.conv23]
        return [*first, self.conv3a, self.conv3b, self.conv3c, self.conv3d]

    def forward(self, frame: Tensor, valid: Tensor, hole: Tensor) -> tuple[Tensor, Tensor]:
        """Encode frames.

        Parameters
        ----------
        frame : Tensor
            B x 3 x H x W in [0, 1], sides multiples of 4.
        valid, hole : Tensor
            B x 1 x H x W; 1 outside the original hole, 1 inside what is still a hole.

        Returns
        -------
        tuple of Tensor
            Keys and values, B x 128 x H / 4 x W / 4.
        """
        features = torch.cat([(frame - self.mean) / self.std, valid, hole], dim=1)
        for layer in self.trunk():
            features = layer(features)
        return self.key3(features), self.val3(features)


class Decoder(nn.Module):
    """Values at a quarter of the size to a picture."""

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", per_channel(MEAN))
        self.register_buffer("std", per_channel(STD))
        self.conv3d = GatedConv(FEATURES, FEATURES, dilation=8)
        self.conv3c = GatedConv(FEATURES, FEATURES, dilation=4)
        self.conv3b = GatedConv(FEATURES, FEATURES, dilation=2)
        self.conv3a = GatedConv(FEATURES, FEATURES)
        self.conv32 = GatedConv(FEATURES, 64)
        self.conv2 = GatedConv(64, 64)
        self.conv21 = GatedConv(64, 3, 5, activated=False)

    def stages(self) -> list[list[GatedConv]]:
        """List the layers at a quarter, at half and at the full size; each size follows by doubling."""
        quarter = [self.conv3d, self.conv3c, self.conv3b, self.conv3a]
        return [quarter, [self.conv32, self.conv2], [self.conv21]]

    def forward(self, values: Tensor) -> Tensor:
        """Decode B x 128 x h x w values into B x 3 x 4h x 4w pictures, not clamped."""
        for count, stage in enumerate(self.stages()):
            if count:
                values = functional.interpolate(values, scale_factor=2.0, mode="nearest")
            for layer in stage:
                values = layer(values)
        return values * self.std + self.mean


class OPN(nn.Module):
    """The whole network; frames of any size from 16 pixels a side."""

    mean: Tensor
    mean3d: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", per_channel(MEAN))
        self.register_buffer("mean3d", per_channel(MEAN, 5))
        self.Encoder = Encoder()
        self.Decoder = Decoder()

    def memorise(self, frames: Tensor, valids: Tensor, dists: Tensor) -> Memory:
        """Encode the frames that holes are filled from.

        Parameters
        ----------
        frames : Tensor
            B x 3 x T x H x W in [0, 1]; what lies in the hole does not matter.
        valids : Tensor
            B x 1 x T x H x W, 1 outside the original hole.
        dists : Tensor
            B x 1 x T x H x W, pixels to the nearest known pixel, 0 outside the hole.
        """
        batch = len(frames)
        flat = [planes.transpose(1, 2).flatten(0, 1) for planes in (frames, valids, dists)]
        padding = Padding.to_multiple(frames, STRIDE)
        frame, valid, dist = (padding.added(planes) for planes in flat)
        hole = dist > 0
        keys, values = self.Encoder(torch.where(hole, self.mean, frame), valid, hole.to(frame.dtype))
        holes = _over_time(touched(hole), batch)[:, 0]
        return Memory(_over_time(keys, batch), _over_time(values, batch), holes)

    def peel(
        self,
        frame: Tensor,
        valid: Tensor,
        dist: Tensor,
        memory: Memory | None,
        peel_px: float = PEEL_PX,
    ) -> tuple[Tensor, Tensor]:
        """Fill the outermost ring of what is still hole.

        Parameters
        ----------
        frame : Tensor
            B x 3 x H x W in [0, 1].
        valid : Tensor
            B x 1 x H x W, 1 outside the original hole, also when rings of it are filled already.
        dist : Tensor
            B x 1 x H x W, pixels to the nearest known or filled pixel, 0 outside the hole.
        memory : Memory or None
            Of the same batch and size; None reads nothing.
        peel_px : float
            Thickness of the ring.

        Returns
        -------
        tuple of Tensor
            The frame with its ring filled, in [0, 1], and the distances that remain.
        """
        padding = Padding.to_multiple(frame, STRIDE)
        frame, valid, dist = (padding.added(planes) for planes in (frame, valid, dist))
        hole = dist > 0
        ring = hole & (dist <= peel_px)
        key, value = self.Encoder(torch.where(hole, self.mean, frame), valid, hole.to(frame.dtype))
        if memory is not None:
            value = read(key, value, mostly(ring), memory)
        filled = torch.where(ring, self.Decoder(value), frame).clamp(0, 1)
        return padding.removed(filled), padding.removed((dist - peel_px).clamp(min=0))


def read(key: Tensor, value: Tensor, ring: Tensor, memory: Memory) -> Tensor:
    """Add to the values in the ring what the memory holds for their keys.

    Parameters
    ----------
    key, value : Tensor
        B x 128 x h x w, of the frame that is filled.
    ring : Tensor of bool
        B x 1 x h x w, the cells that ask.
    memory : Memory
        What answers, all frames jointly, except its holes.
    """
    every = zip(key, value, ring[:, 0], strict=True)
    return torch.stack([recalled(*own, memory.recall(at)) for at, own in enumerate(every)])


def recalled(key: Tensor, value: Tensor, asking: Tensor, recall: Recall) -> Tensor:
    """Read for one of a batch: C x h x w keys and values, h x w cells that ask."""
    if not (asking.any() and len(recall.keys)):
        return value
    found = attend(key.movedim(0, -1)[asking], recall.keys, recall.values)
    places = torch.nonzero(asking, as_tuple=True)
    return value.movedim(0, -1).index_put(places, found, accumulate=True).movedim(-1, 0)


def attend(queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Mix values by how well their keys fit: softmax(queries keys' / sqrt(128)) values.

    Parameters
    ----------
    queries, keys : Tensor
        Nq and Nm x 128.
    values : Tensor
        Nm x C.

    Returns
    -------
    Tensor
        Nq x C.
    """
    rows = max(1, _MOST_SCORES // len(keys))
    # Only with a batch and a head in front do all devices avoid writing the scores down.
    parts = [
        functional.scaled_dot_product_attention(part[None, None], keys[None, None], values[None, None])[0, 0]
        for part in torch.split(queries, rows)
    ]
    return torch.cat(parts)


def touched(hole: Tensor) -> Tensor:
    """Tell for each cell whether one of its four central pixels is hole; ... x 4h x 4w bool."""
    return _central_four(hole) > 0


def mostly(ring: Tensor) -> Tensor:
    """Tell for each cell whether at least two of its four central pixels are in the ring."""
    return _central_four(ring) >= 0.5


def _central_four(mask: Tensor) -> Tensor:
    """Average what bilinear reduction by exactly 4 looks at."""
    return functional.avg_pool2d(mask[..., 1:, 1:].float(), 2, STRIDE)


def _over_time(features: Tensor, batch: int) -> Tensor:
    return features.reshape(batch, -1, *features.shape[1:]).transpose(1, 2)
