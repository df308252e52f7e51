"""The network that completes optical flow under holes, our own design.

It starts from a guess: the motion that was seen at other times, carried along (see
`engines.complete.explicit.layers`). Everything is told beside the background's motion, so that the camera
need not be learned, and in units of the motion there is, so that a slow object is as plain as a fast one. It
lets go of the guess where that looks wrong, and adds what is missing; its first weights change little.

A U-Net (O. Ronneberger et al., MICCAI 2015) of residual blocks without normalisation, which folds four by
four pixels into channels first and unfolds them last: most of the motion is smooth, and a processor pays for
places, not for channels.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.errors import ShapeError

STRIDE = 32
"""Sides of what the network sees are multiples of this; it pads by itself."""

_WIDTHS = 32, 64, 96, 96
_FOLD = 4
_PAIRS = 3
_INPUTS = 2 * _PAIRS + _PAIRS + 2 + 1
_SLOPE = 0.1
_LEAST_MOTION_PX = 0.5
_KEEPS = 4.0
"""Log-odds that the first weights keep the guess with."""


class FlowCompletionNetwork(nn.Module):
    """Completes the motion of one pair of neighbouring pictures from a guess."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(_FOLD**2 * _INPUTS, _WIDTHS[0], 1)
        self.down = nn.ModuleList(
            nn.Conv2d(before, after, 3, stride=2, padding=1) for before, after in pairwise(_WIDTHS)
        )
        self.inwards = nn.ModuleList(_Block(width) for width in _WIDTHS)
        self.up = nn.ModuleList(nn.Conv2d(after, before, 1) for before, after in pairwise(_WIDTHS))
        self.outwards = nn.ModuleList(_Block(width) for width in _WIDTHS[:-1])
        self.head = nn.Conv2d(_WIDTHS[0], _FOLD**2 * 3, 3, padding=1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)  # type: ignore[arg-type]

    def forward(self, guesses: Tensor, blinds: Tensor, greys: Tensor) -> Tensor:
        """Complete.

        Parameters
        ----------
        guesses : Tensor
            B x 6 x H x W, pixels, beside the background's motion; x and y for the pair before, this pair, and
            the pair after, all in one direction of time. Outside the blind it is what was seen.
        blinds : Tensor
            B x 3 x H x W; 1 where the motion of each of these pairs was not seen.
        greys : Tensor
            B x 2 x H x W, 0 to 1; both pictures of this pair. What is blind in them is not looked at.

        Returns
        -------
        Tensor
            B x 2 x H x W, pixels, beside the background's motion: this pair's, changed under the blind alone.

        Raises
        ------
        ShapeError
            If the tensors do not fit together.
        """
        _check(guesses, blinds, greys)
        guess, blind = guesses[:, 2:4], blinds[:, 1:2]
        unit = guess.square().sum(1, keepdim=True).mean((2, 3), keepdim=True).sqrt() + _LEAST_MOTION_PX
        seen = (greys - 0.5) * (1 - blind)
        told = unit.log().expand(-1, -1, *guess.shape[-2:])
        made = self._answer(torch.cat([guesses / unit, blinds, seen, told], 1))
        lets_go = torch.sigmoid(made[:, 2:] - _KEEPS)
        completed = guess * (1 - lets_go) + made[:, :2] * unit
        return torch.where(blind > 0, completed, guess)

    def _answer(self, inputs: Tensor) -> Tensor:
        height, width = inputs.shape[-2:]
        padded = functional.pad(inputs, (0, -width % STRIDE, 0, -height % STRIDE), mode="replicate")
        level = functional.leaky_relu(self.stem(functional.pixel_unshuffle(padded, _FOLD)), _SLOPE)
        level = self.inwards[0](level)
        skipped = []
        for down, block in zip(self.down, self.inwards[1:], strict=True):
            skipped.append(level)
            level = block(functional.leaky_relu(down(level), _SLOPE))
        for at in reversed(range(len(skipped))):
            wider = functional.interpolate(self.up[at](level), scale_factor=2, mode="bilinear")
            level = self.outwards[at](wider + skipped[at])
        made: Tensor = functional.pixel_shuffle(self.head(level), _FOLD)
        return made[..., :height, :width]


class _Block(nn.Module):
    """Two convolutions beside the way through."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, level: Tensor) -> Tensor:
        inner = functional.leaky_relu(self.first(level), _SLOPE)
        return functional.leaky_relu(level + self.second(inner), _SLOPE)


def _check(guesses: Tensor, blinds: Tensor, greys: Tensor) -> None:
    batch, _, height, width = guesses.shape
    for name, tensor, channels in (
        ("guesses", guesses, 2 * _PAIRS),
        ("blinds", blinds, _PAIRS),
        ("greys", greys, 2),
    ):
        if tensor.shape != (batch, channels, height, width):
            wanted = f"{(batch, channels, height, width)}"
            raise ShapeError(name, got=f"{tuple(tensor.shape)}", wanted=wanted)
