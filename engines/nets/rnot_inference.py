"""RNoT as it runs fastest on a processor: the same pictures, in less than half the time.

Pictures lie as rows x columns x channels. The 3 x 3 convolutions, nine tenths of the work, are Winograd's;
regions are normalised in place, with as few passes over memory as exact statistics allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.crew import Crew
from engines.nets.fused import memory_format
from engines.nets.opn import STRIDE
from engines.nets.padding import Padding
from engines.nets.region_norm import EPSILON, IMPORTANT, RegionNormB, RegionNormL
from engines.nets.rnot import Block, Encoded, RNoT, coarser
from engines.nets.scratch import Scratch
from engines.nets.winograd import WinogradConv


class PlacedRnot:
    """The network as it is, on a device and in a type of choice, laid out as is fastest there.

    Parameters
    ----------
    rnot : RNoT
        Whose weights are copied.
    device, dtype
        Where and in which type to compute.
    """

    def __init__(self, rnot: RNoT, device: torch.device, dtype: torch.dtype) -> None:
        self._device = device
        self._network = deepcopy(rnot).eval().to(device, dtype)
        # Shades that are rounded before they are normalised are five times as coarse afterwards.
        self._network.mean, self._network.std = (one.to(device) for one in (rnot.mean, rnot.std))
        self._layout = memory_format(device)
        for weight in self._network.parameters():
            if weight.ndim == 4:
                weight.data = weight.data.contiguous(memory_format=self._layout)

    def encode(self, frame: Tensor, hole: Tensor) -> Encoded:
        """Encode a frame, wherever it is; see `RNoT.encode`."""
        picture = frame.to(self._device).contiguous(memory_format=self._layout)
        return self._network.encode(picture, hole.to(self._device))

    def made(self, values: Tensor, frame: Tensor) -> Tensor:
        """Decode; see `RNoT.made`."""
        return self._network.made(values, frame)

    def rest(self) -> None:
        """Keep what there is."""


class FastRnot:
    """The weights of RNoT, ready to be run on the processor in float32.

    Parameters
    ----------
    rnot : RNoT
        Whose weights are taken, once.
    """

    def __init__(self, rnot: RNoT) -> None:
        cpu = torch.device("cpu")
        self._crew = Crew(cpu, torch.float32)
        self._mean, self._std = rnot.mean.float(), rnot.std.float()
        stem = rnot.stem
        self._stem = [
            (_Direct(stem.conv1), _RegionsB(stem.norm1)),
            (_Direct(stem.conv2), _RegionsB(stem.norm2)),
            (_Direct(stem.conv3), _RegionsB(stem.norm3)),
        ]
        self._key_blocks = [_FastBlock(cast(Block, block), self._crew) for block in rnot.key_blocks]
        self._value_blocks = [_FastBlock(cast(Block, block), self._crew) for block in rnot.value_blocks]
        self._key = _Fast(rnot.key, self._crew)
        decoder = rnot.decoder
        self._ups = [
            (_Fast(decoder.conv1, self._crew), _RegionsL(decoder.norm1)),
            (_Fast(decoder.conv2, self._crew), _RegionsL(decoder.norm2)),
        ]
        self._colours = _Direct(decoder.conv3)

    def encode(self, frame: Tensor, hole: Tensor) -> Encoded:
        """Encode one frame as `RNoT.encode` does: 1 x 3 x H x W in [0, 1], and 1 x 1 x H x W, bool."""
        padding = Padding.to_multiple(frame, STRIDE)
        inside = padding.mirrored(hole.to(frame.dtype)) > 0
        colours = ((padding.mirrored(frame) - self._mean) / self._std).masked_fill(inside, 0)
        planes = _rows_first(torch.cat([colours, ~inside, inside], dim=1))
        holes = [inside, coarser(inside, 2), coarser(inside, STRIDE)]
        for (convolve, normalise), region in zip(self._stem, holes, strict=True):
            planes = normalise(convolve(planes), _Regions(region)).relu_()
        regions = _Regions(holes[-1])
        keys = self._through(self._key_blocks, planes, regions)
        values = self._through(self._value_blocks, planes, regions)
        return Encoded(_channels_first(self._key(keys)), _channels_first(values), holes[-1])

    def made(self, values: Tensor, frame: Tensor) -> Tensor:
        """Decode as `RNoT.made` does: 1 x 256 x h x w values into a picture of the frame's size."""
        planes = _rows_first(values)
        for convolve, normalise in self._ups:
            planes = normalise(_shuffled(convolve(planes))).relu_()
        picture = (torch.tanh(_channels_first(self._colours(planes))) + 1) / 2
        return Padding.to_multiple(frame, STRIDE).removed(picture)

    def rest(self) -> None:
        """Give working memory back, until there is work again."""
        self._crew.rest()

    @staticmethod
    def _through(blocks: Sequence[_FastBlock], planes: Tensor, regions: _Regions) -> Tensor:
        for block in blocks:
            planes = block(planes, regions)
        return planes


class _Fast:
    """A 3 x 3 convolution of stride 1 by Winograd, band by band."""

    def __init__(self, layer: nn.Conv2d, crew: Crew) -> None:
        assert layer.bias is not None
        mirrored = layer.padding_mode == "reflect"
        self._conv = WinogradConv(
            layer.weight.detach().float(), layer.bias.detach().float(), layer.dilation[0], mirrored=mirrored
        )
        self._channels = layer.out_channels
        self._crew = crew

    def __call__(self, source: Tensor) -> Tensor:
        kernels = self._conv.kernels(self._crew.scratch)
        height, width = source.shape[:2]
        target = source.new_empty((height, width, self._channels))
        step = self._conv.band_rows(width)

        def convolve(first: int, scratch: Scratch) -> None:
            target[first : first + step].copy_(self._conv.band(source, kernels, first, scratch))

        self._crew.work(convolve, range(0, height, step))
        return target


class _Direct:
    """Any other convolution, by torch."""

    def __init__(self, layer: nn.Conv2d) -> None:
        assert layer.bias is not None
        self._weight = layer.weight.detach().float().contiguous(memory_format=torch.channels_last)
        self._bias = layer.bias.detach().float()
        self._stride = layer.stride[0]
        self._mode = "reflect" if layer.padding_mode == "reflect" else "constant"
        self._reach_px = cast(int, layer.padding[0])

    def __call__(self, source: Tensor) -> Tensor:
        around = functional.pad(_channels_first(source), (self._reach_px,) * 4, mode=self._mode)
        around = around.contiguous(memory_format=torch.channels_last)
        return _rows_first(functional.conv2d(around, self._weight, self._bias, self._stride))


class _FastBlock:
    """A residual block."""

    def __init__(self, block: Block, crew: Crew) -> None:
        self._first, self._second = _Fast(block.conv1, crew), _Fast(block.conv2, crew)
        self._norms = _RegionsB(block.norm1), _RegionsB(block.norm2)

    def __call__(self, planes: Tensor, regions: _Regions) -> Tensor:
        inner = self._norms[0](self._first(planes), regions).relu_()
        return self._norms[1](self._second(inner), regions).add_(planes)


class _Regions:
    """Which pixels are hole, by their places in H x W; given is 1 x 1 x H x W, bool."""

    def __init__(self, inside: Tensor) -> None:
        self.inside = inside.flatten().nonzero()[:, 0]
        self.count = inside.numel()


class _RegionsB:
    """`RegionNormB`, in place."""

    def __init__(self, norm: RegionNormB) -> None:
        both = (norm.foreground_gamma, norm.foreground_beta), (norm.background_gamma, norm.background_beta)
        self._inside, self._outside = (
            (1 + gain.detach().float(), offset.detach().float()) for gain, offset in both
        )

    def __call__(self, planes: Tensor, regions: _Regions) -> Tensor:
        return _normalised(planes, regions, self._inside, self._outside)


class _RegionsL:
    """`RegionNormL`, in place."""

    def __init__(self, norm: RegionNormL) -> None:
        self._norm = norm

    def __call__(self, planes: Tensor) -> Tensor:
        importance = self._norm.sa.importance(_channels_first(planes))
        gain, offset = (
            convolve(importance)[0, 0, ..., None]
            for convolve in (self._norm.sa.gamma_conv, self._norm.sa.beta_conv)
        )
        plain = torch.ones(()), torch.zeros(())
        normal = _normalised(planes, _Regions(importance >= IMPORTANT), plain, plain)
        return normal.mul_(1 + gain).add_(offset)


def _normalised(
    planes: Tensor, regions: _Regions, inside: tuple[Tensor, Tensor], outside: tuple[Tensor, Tensor]
) -> Tensor:
    """Normalise H x W x C in place as `region_norm.region_normalised` does; gain and offset for each side.

    What is inside, mostly the smaller part, is taken out: then sums over the rest need no mask.
    """
    flat = planes.flatten(0, 1)
    within = flat[regions.inside]
    flat[regions.inside] = 0
    known = regions.count - len(within)
    if known:
        flat -= flat.sum(0) / known
        flat[regions.inside] = 0
        variance = torch.linalg.vector_norm(flat, dim=0).square_() / known
        scale = outside[0] * (variance + EPSILON * regions.count / known).rsqrt_()
        torch.addcmul(outside[1], flat, scale, out=flat)
    if len(within):
        variance, mean = torch.var_mean(within, 0, correction=0)
        scale = inside[0] * (variance + EPSILON * regions.count / len(within)).rsqrt_()
        flat[regions.inside] = (within - mean) * scale + inside[1]
    return planes


def _shuffled(planes: Tensor) -> Tensor:
    """Lay four quarters of the channels out as 2 x 2 pixels, as `pixel_shuffle` does."""
    height, width, channels = planes.shape
    split = planes.view(height, width, channels // 4, 2, 2)
    return split.permute(0, 3, 1, 4, 2).reshape(2 * height, 2 * width, channels // 4)


def _rows_first(planes: Tensor) -> Tensor:
    return planes[0].permute(1, 2, 0).contiguous()


def _channels_first(planes: Tensor) -> Tensor:
    return planes.permute(2, 0, 1)[None]
