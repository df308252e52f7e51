"""Gated convolutions as they run fastest: both halves in one, on a box of the picture.

Only for inference; the networks that learn stay as they are published.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from engines.nets.gated import LEAK, GatedConv
from engines.nets.partial import Box, Patch


class FusedConv:
    """A gated convolution as one convolution of twice as many channels (a `partial.TracedLayer`).

    Parameters
    ----------
    layer : GatedConv
        Whose weights are taken, once.
    device, dtype
        Where and in which type to compute.
    """

    def __init__(self, layer: GatedConv, device: torch.device, dtype: torch.dtype) -> None:
        self._activated = layer.activated
        self._stride = layer.input_conv.stride[0]
        self._dilation = layer.input_conv.dilation[0]
        self._reach_px = self._dilation * (layer.input_conv.kernel_size[0] // 2)
        self._weight, self._bias = placed(*_both(layer), device, dtype)

    def at(self, source: Patch, box: Box) -> Patch:
        """Compute a box of the result."""
        planes = source.cut(self.wanted(box))
        both = functional.conv2d(planes, self._weight, self._bias, self._stride, 0, self._dilation)
        return Patch(_gated(both, self._activated), box, self.plane(source.plane))

    def wanted(self, box: Box) -> Box:
        """Tell what of the input a box of the result is made from."""
        first = box.multiplied(self._stride)
        last = Box(first.top, first.left, first.bottom - self._stride + 1, first.right - self._stride + 1)
        return last.grown(self._reach_px)

    def changed(self, box: Box) -> Box:
        """Tell where in the result a box of the input has a part."""
        return box.grown(self._reach_px).divided(self._stride)

    def plane(self, plane: Box) -> Box:
        """Divide by the stride."""
        return plane.divided(self._stride)


class DoublingConv:
    """A gated convolution of a picture doubled by repetition, without doubling it (a `partial.Layer`).

    Of the pixels that a kernel covers there, several are the same pixel here; their weights are added up
    beforehand. Each of the four pixels that one becomes has such a kernel of its own, of 2 x 2 instead of
    3 x 3 weights or of 3 x 3 instead of 5 x 5. (The identity is that of W. Shi et al., "Is the deconvolution
    layer the same as a convolutional layer?", 2016.)

    Parameters
    ----------
    layer : GatedConv
        Whose weights are taken, once; its kernel is 3 or 5 wide, its stride and dilation are 1.
    device, dtype
        Where and in which type to compute.
    """

    def __init__(self, layer: GatedConv, device: torch.device, dtype: torch.dtype) -> None:
        self._activated = layer.activated
        weight, bias = _both(layer)
        kernels = [_four_kernels(half) for half in weight.chunk(2)]
        biases = [half.repeat(4) for half in bias.chunk(2)]
        self._weight, self._bias = placed(torch.cat(kernels), torch.cat(biases), device, dtype)

    def at(self, source: Patch, box: Box) -> Patch:
        """Compute a box of the result, and what completes the pixels of the input that it lies in."""
        cells = box.divided(2)
        both = functional.conv2d(source.cut(cells.grown(1)), self._weight, self._bias)
        result = _woven(_gated(both, self._activated), cells.bottom - cells.top, cells.right - cells.left)
        return Patch(result, cells.multiplied(2), self.plane(source.plane))

    def wanted(self, box: Box) -> Box:
        """Tell what of the input a box of the result is made from."""
        return box.divided(2).grown(1)

    def plane(self, plane: Box) -> Box:
        """Double it."""
        return plane.multiplied(2)


def memory_format(device: torch.device) -> torch.memory_format:
    """Choose the layout in which convolutions are fastest."""
    return torch.contiguous_format if device.type == "mps" else torch.channels_last


def placed(weight: Tensor, bias: Tensor, device: torch.device, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """Bring the weights of a convolution to a device, as a type, in the layout that is fastest there."""
    laid = weight.to(device, dtype).contiguous(memory_format=memory_format(device))
    return laid, bias.to(device, dtype)


def _both(layer: GatedConv) -> tuple[Tensor, Tensor]:
    """Take the weights and biases of the features, then of the gates; float32, for they may be added up."""
    state = layer.state_dict()
    weights, biases = (
        [state[f"{half}_conv.{kind}"].float() for half in ("input", "gating")] for kind in ("weight", "bias")
    )
    return torch.cat(weights), torch.cat(biases)


def _gated(both: Tensor, activated: bool) -> Tensor:
    """Let the second half of the channels say how much of the first passes; overwrites the first."""
    if activated:
        functional.leaky_relu_(both[:, : both.shape[1] // 2], LEAK)
    return functional.glu(both, dim=1)


def _woven(four: Tensor, height: int, width: int) -> Tensor:
    """Lay four quarters of the channels out as the four pixels of each cell.

    Where a kernel is 2 x 2, there is a line and a column more than cells: those of the lower and right pixels
    begin one later than those of the upper and left.
    """
    quarters = four.chunk(4, dim=1)
    shift = four.shape[-2] - height
    woven = torch.empty(
        (1, quarters[0].shape[1], 2 * height, 2 * width),
        dtype=four.dtype,
        device=four.device,
        memory_format=memory_format(four.device),
    )
    for at, quarter in enumerate(quarters):
        line, column = divmod(at, 2)
        part = Box(0, 0, height, width).moved(line * shift, column * shift)
        shown = quarter[..., part.top : part.bottom, part.left : part.right]
        woven[..., line::2, column::2].copy_(shown)
    return woven


def _four_kernels(weight: Tensor) -> Tensor:
    """Add up the weights that meet the same pixel, for upper and lower lines, left and right columns."""
    sums = [_sums(weight, odd) for odd in (0, 1)]
    kernels = [torch.einsum("oikl,ak,bl->oiab", weight, lines, columns) for lines in sums for columns in sums]
    return torch.cat(kernels)


def _sums(weight: Tensor, odd: int) -> Tensor:
    """Tell which weights of a line or a column are added up: for each pixel below, 1 for its weights."""
    reach = weight.shape[-1] // 2
    below = [(odd + step) // 2 for step in range(-reach, reach + 1)]
    sums = weight.new_zeros((below[-1] - below[0] + 1, weight.shape[-1]))
    for at, pixel in enumerate(below):
        sums[pixel - below[0], at] = 1
    return sums
