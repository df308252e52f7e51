"""3 x 3 convolutions with a quarter of the multiplications, for processors without a unit for short floats.

A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016: F(4 x 4, 3 x 3), which
takes six values along each axis to four. Pictures are rows x columns x channels here, so that every step runs
over long stretches of memory. In float32 the result is as exact as that of the direct form.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engines.nets.scratch import Scratch

_TAKEN = 6
_MADE = 4
_BAND_VALUES = 5 << 18
"""So many values are multiplied at once: they stay in the processor's cache."""

_WEIGHT_POINTS = (
    (1 / 4, 0, 0),
    (-1 / 6, -1 / 6, -1 / 6),
    (-1 / 6, 1 / 6, -1 / 6),
    (1 / 24, 1 / 12, 1 / 6),
    (1 / 24, -1 / 12, 1 / 6),
    (0, 0, 1),
)
"""What the three weights of an axis count at the points 0, 1, -1, 2, -2 and infinity."""


class WinogradConv:
    """A convolution of stride 1 with zeros or a mirror image around the picture, so that its size is kept.

    Parameters
    ----------
    weight : Tensor
        channels_out x channels_in x 3 x 3, float32.
    bias : Tensor
        channels_out, float32.
    dilation : int
        How many pixels the weights are apart.
    mirrored : bool
        Whether what lies around the picture is its mirror image, and not zeros.
    """

    def __init__(self, weight: Tensor, bias: Tensor, dilation: int, *, mirrored: bool = False) -> None:
        self._channels_out, self._channels_in = weight.shape[:2]
        points = torch.tensor(_WEIGHT_POINTS, dtype=torch.float64)
        self._points = torch.kron(points, points).to(weight)
        self._weight = weight.detach().permute(3, 2, 1, 0).reshape(9, -1).contiguous()
        self._bias = bias.detach()
        self._dilation = dilation
        self._mirrored = mirrored

    def kernels(self, scratch: Scratch) -> Tensor:
        """Transform the weights: 36 x channels_in x channels_out. Four times as large, so not kept."""
        made = scratch.take("kernels", _TAKEN**2, self._weight.shape[1])
        torch.mm(self._points, self._weight, out=made)
        return made.view(_TAKEN**2, self._channels_in, self._channels_out)

    def band_rows(self, columns: int) -> int:
        """Say how many rows of a picture of that width are best computed at once."""
        tiles = -(-columns // (_MADE * self._dilation))
        values = tiles * self._dilation**2 * _TAKEN**2 * max(self._channels_in, self._channels_out)
        return max(1, _BAND_VALUES // values) * _MADE * self._dilation

    def band(self, picture: Tensor, kernels: Tensor, first: int, scratch: Scratch) -> Tensor:
        """Compute consecutive rows of the result.

        Parameters
        ----------
        picture : Tensor
            H x W x channels_in, float32.
        kernels : Tensor
            What `kernels` gave.
        first : int
            The first row wanted; there are `band_rows`, or what the picture has left.
        scratch : Scratch
            Working memory, float32.

        Returns
        -------
        Tensor
            Rows x W x channels_out, float32, in the working memory.
        """
        wanted = min(self.band_rows(picture.shape[1]), picture.shape[0] - first)
        step = _MADE * self._dilation
        down, across = -(-wanted // step), -(-picture.shape[1] // step)
        taken = self._taken(self._surrounded(picture, first, down, across, scratch), down, across, scratch)
        products = scratch.take("products", _TAKEN**2, taken[0, 0, ..., 0].numel(), self._channels_out)
        torch.bmm(taken.view(_TAKEN**2, -1, self._channels_in), kernels, out=products)
        made = self._made(products, down, across, scratch)
        return made[:wanted, : picture.shape[1]].add_(self._bias)

    def _surrounded(self, picture: Tensor, first: int, down: int, across: int, scratch: Scratch) -> Tensor:
        """Cut the rows that a band is made from, and what lies around where the picture ends."""
        reach, (height, width, channels) = self._dilation, picture.shape
        rows, columns = (reach * (_MADE * tiles + 2) for tiles in (down, across))
        around = scratch.take("surrounded", rows, columns, channels).zero_()
        top, bottom = max(0, first - reach), min(height, first - reach + rows)
        at = top - first + reach
        around[at : at + bottom - top, reach : reach + width].copy_(picture[top:bottom])
        if self._mirrored:
            self._mirror(around, picture, first)
        return around

    def _mirror(self, around: Tensor, picture: Tensor, first: int) -> None:
        """Lay the mirror image around the picture."""
        reach, (height, width, _) = self._dilation, picture.shape
        inside = around[:, reach : reach + width]
        for beyond in range(1, reach + 1):
            above, below = reach - first - beyond, reach - first + height - 1 + beyond
            if 0 <= above < len(around):
                inside[above].copy_(picture[beyond])
            if 0 <= below < len(around):
                inside[below].copy_(picture[height - 1 - beyond])
        # The corners are images of what has been laid above and below.
        for beyond in range(1, reach + 1):
            around[:, reach - beyond].copy_(around[:, reach + beyond])
            around[:, reach + width - 1 + beyond].copy_(around[:, reach + width - 1 - beyond])

    def _taken(self, around: Tensor, down: int, across: int, scratch: Scratch) -> Tensor:
        """Transform tiles of six by six: 6 x 6 x down x dilation x across x dilation x channels."""
        apart, (_, columns, channels) = self._dilation, around.shape
        row, pair = columns * channels, apart * channels
        lines = scratch.take("lines", _TAKEN, down, apart, columns, channels)
        size, steps = (down, apart, row), (_MADE * apart * row, row, 1)
        _take([around.as_strided(size, steps, at * apart * row) for at in range(_TAKEN)], lines.flatten(3))
        taken = scratch.take("taken", _TAKEN, _TAKEN, down, apart, across, apart, channels)
        size, steps = (_TAKEN * down * apart, across, pair), (row, _MADE * pair, 1)
        tiles = [lines.as_strided(size, steps, at * pair) for at in range(_TAKEN)]
        _take(tiles, taken.view(_TAKEN, *size))
        return taken

    def _made(self, products: Tensor, down: int, across: int, scratch: Scratch) -> Tensor:
        """Transform back: rows x columns x channels_out, whole tiles."""
        apart, channels = self._dilation, self._channels_out
        tiles = down, apart, across, apart, channels
        columns = scratch.take("columns", _MADE, _TAKEN, *tiles)
        _make(products.view(_TAKEN, _TAKEN, *tiles).unbind(), columns.unbind())
        made = scratch.take("made", down, _MADE, apart, across, _MADE, apart, channels)
        _make(columns.unbind(1), made.permute(1, 4, 0, 2, 3, 5, 6).unbind())
        return made.view(down * _MADE * apart, across * _MADE * apart, channels)


def _take(given: Sequence[Tensor], out: Tensor) -> None:
    """Evaluate five powers at the points: the matrix B of the paper, in twelve sums."""
    torch.sub(given[4], given[2], alpha=4, out=out[3])
    torch.sub(given[3], given[1], alpha=4, out=out[4])
    torch.add(out[3], out[4], out=out[1])
    torch.sub(out[3], out[4], out=out[2])
    torch.sub(given[4], given[2], out=out[0])
    torch.sub(given[3], given[1], out=out[5])
    torch.add(out[0], out[5], alpha=2, out=out[3])
    torch.sub(out[0], out[5], alpha=2, out=out[4])
    out[0].add_(given[0], alpha=4).sub_(given[2], alpha=4)
    torch.sub(given[5], out[5], alpha=4, out=out[5])
    out[5].sub_(given[3])


def _make(given: Sequence[Tensor], out: Sequence[Tensor]) -> None:
    """Interpolate four values from the points: the matrix A of the paper. Spoils what is given."""
    torch.add(given[1], given[2], out=out[2])
    torch.sub(given[1], given[2], out=out[1])
    torch.add(given[3], given[4], out=given[1])
    torch.sub(given[3], given[4], out=given[2])
    torch.add(given[0], out[2], out=out[0])
    torch.add(given[5], out[1], out=out[3])
    out[0].add_(given[1])
    out[1].add_(given[2], alpha=2)
    out[2].add_(given[1], alpha=4)
    out[3].add_(given[2], alpha=8)
