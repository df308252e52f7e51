"""The convolutions of STTN as they run fastest: on rows x columns x channels, into memory that is there."""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.crew import Crew
from engines.nets.scratch import Scratch
from engines.nets.sttn import LEAK
from engines.nets.winograd import WinogradConv

_CHANNELS_WORTH_IT = 128
"""With fewer channels, Winograd's transforms take longer than the multiplications that they save."""


class Convolution(Protocol):
    """A convolution of stride 1 followed by a leaky ReLU."""

    def __call__(self, source: Tensor, target: Tensor, *, add: bool = False) -> None:
        """Convolve N x H x W x channels_in into N x H x W x channels_out, or add to what is there."""


def fast_convolution(layer: nn.Conv2d, crew: Crew) -> Convolution:
    """Choose the form that is fastest where the crew works.

    Parameters
    ----------
    layer : nn.Conv2d
        3 x 3, of stride 1, size kept, with bias; its weights are taken, once.
    crew : Crew
        Does the work, and tells device and type.
    """
    is_plain = crew.scratch.device.type == "cpu" and crew.scratch.dtype == torch.float32
    if is_plain and min(layer.in_channels, layer.out_channels) >= _CHANNELS_WORTH_IT:
        return _WinogradForm(layer, crew)
    return _DirectForm(layer, crew)


class _DirectForm:
    """The device's own convolution."""

    def __init__(self, layer: nn.Conv2d, crew: Crew) -> None:
        self._weight, self._bias = placed(layer, crew.scratch)
        self._dilation = layer.dilation
        self._crew = crew

    def __call__(self, source: Tensor, target: Tensor, *, add: bool = False) -> None:
        def convolve(first: int, scratch: Scratch) -> None:  # noqa: ARG001
            part = slice(first, first + self._crew.pictures)
            planes = source[part].permute(0, 3, 1, 2)
            made = functional.conv2d(planes, self._weight, self._bias, 1, self._dilation, self._dilation)
            _lay(functional.leaky_relu_(made, LEAK).permute(0, 2, 3, 1), target[part], add)

        self._crew.work(convolve, range(0, len(source), self._crew.pictures))


class _WinogradForm:
    """Fewer multiplications, for processors."""

    def __init__(self, layer: nn.Conv2d, crew: Crew) -> None:
        weight, bias = placed(layer, crew.scratch)
        self._conv = WinogradConv(weight, bias, layer.dilation[0])
        self._crew = crew

    def __call__(self, source: Tensor, target: Tensor, *, add: bool = False) -> None:
        kernels = self._conv.kernels(self._crew.scratch)
        step = self._conv.band_rows(source.shape[2])

        def convolve(part: tuple[int, int], scratch: Scratch) -> None:
            at, first = part
            made = self._conv.band(source[at], kernels, first, scratch)
            _lay(functional.leaky_relu_(made, LEAK), target[at, first : first + step], add)

        count, height = source.shape[:2]
        self._crew.work(convolve, [(at, first) for at in range(count) for first in range(0, height, step)])


def placed(layer: nn.Conv2d, scratch: Scratch) -> tuple[Tensor, Tensor]:
    """Copy weight and bias of a layer to where and as what the working memory is."""
    assert layer.bias is not None
    weight, bias = (one.detach().to(scratch.device, scratch.dtype) for one in (layer.weight, layer.bias))
    return weight.contiguous(memory_format=torch.channels_last), bias


def _lay(made: Tensor, target: Tensor, add: bool) -> None:
    if add:
        target.add_(made)
    else:
        target.copy_(made)
