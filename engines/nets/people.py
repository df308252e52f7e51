"""The network that finds people in a frame by itself, with what it found in the frame before as a hint.

After the mobile segmentation network of 2018, as the hourglass of `engines.nets.segment` is, but without key
frames: colours and the mask before go in, an empty mask stands for a first frame, and what comes out is all
people of the frame. Nothing shows it what to look for, so that its units are squeezed less, and it looks
around at one more scale.
"""

from __future__ import annotations

from functools import partial
from typing import cast

import torch
from torch import Tensor, nn

from engines.errors import ShapeError
from engines.nets.segment.blocks import Bottleneck, Conv, DenseEdge, upsampled
from engines.nets.segment.folding import fold_into

STRIDE = 32
"""Height and width of all pictures are multiples of it."""

PLANES = 4
"""Red, green, blue; the mask before."""

_WIDTHS = 48, 96, 160, 224
"""At a quarter of the size, an eighth, a sixteenth, a thirty-second."""

_SQUEEZE = 4
_DILATIONS = (1, 2, 4, 1)
_DECODED = 8
_GROWTH, _DENSE_LAYERS = 4, 2


class PeopleNetwork(nn.Module):
    """Masks of all people of a frame.

    Pictures are B x 3 x H x W in [-1, 1], RGB; masks B x 1 x H x W in [0, 1]. H and W are multiples of 32.

    Parameters
    ----------
    normalised : bool
        Whether convolutions are followed by batch normalisation, as while learning; without, it is the form
        that is shipped and run, as `folded_people` makes it.
    """

    def __init__(self, *, normalised: bool = True) -> None:
        super().__init__()
        conv = partial(Conv, normalised=normalised)
        unit = partial(Bottleneck, squeeze=_SQUEEZE, normalised=normalised)
        quarter, eighth, sixteenth, least = _WIDTHS
        self.front = conv(PLANES, quarter, 7, stride=4)
        self.quarter = unit(quarter)
        self.to_eighth = conv(quarter, eighth, stride=2)
        self.eighth = nn.Sequential(unit(eighth), unit(eighth))
        self.to_sixteenth = conv(eighth, sixteenth, stride=2)
        self.sixteenth = nn.Sequential(*(unit(sixteenth, dilation=one) for one in _DILATIONS))
        self.to_least = conv(sixteenth, least, stride=2)
        self.least = nn.Sequential(unit(least), unit(least, dilation=2))
        self.up = nn.ModuleList(
            conv(after, before, 1)
            for before, after in ((sixteenth, least), (eighth, sixteenth), (quarter, eighth))
        )
        self.skip = nn.ModuleList(conv(width, width, 1) for width in (sixteenth, eighth, quarter))
        self.refined = nn.ModuleList(unit(width) for width in (sixteenth, eighth, quarter))
        self.narrowed = conv(quarter, _DECODED, 1)
        self.edge = DenseEdge(_DECODED + PLANES, _GROWTH, _DENSE_LAYERS)
        self.out = nn.Conv2d(self.edge.channels_out, 1, 1)

    def forward(self, picture: Tensor, before: Tensor) -> Tensor:
        """Find people.

        Parameters
        ----------
        picture : Tensor
            The frame.
        before : Tensor
            The mask of the frame before; zeros where there is none.

        Returns
        -------
        Tensor
            B x 1 x H x W, log-odds.

        Raises
        ------
        ShapeError
            If sizes do not fit.
        """
        _check(picture, before)
        planes = torch.cat([picture, before], dim=1).contiguous(memory_format=torch.channels_last)
        levels = [self.quarter(self.front(planes))]
        levels.append(self.eighth(self.to_eighth(levels[-1])))
        levels.append(self.sixteenth(self.to_sixteenth(levels[-1])))
        found = self.least(self.to_least(levels[-1]))
        for up, skip, refined in zip(self.up, self.skip, self.refined, strict=True):
            level = levels.pop()
            found = refined(upsampled(up(found), level) + skip(level))
        narrow = upsampled(self.narrowed(found), planes)
        return cast(Tensor, self.out(self.edge(torch.cat([narrow, planes], dim=1))))


def folded_people(network: PeopleNetwork) -> PeopleNetwork:
    """Make a network without normalisation that gives the same answers; the given one is not changed."""
    with torch.random.fork_rng(devices=[]):
        plain = PeopleNetwork(normalised=False).eval()
    fold_into(plain, network)
    return plain


def _check(picture: Tensor, before: Tensor) -> None:
    if picture.ndim != 4 or picture.shape[1] != 3:
        raise ShapeError("picture", got=f"{tuple(picture.shape)}", wanted="B x 3 x H x W")
    height, width = picture.shape[-2:]
    if height % STRIDE or width % STRIDE or not height or not width:
        raise ShapeError("picture", got=f"{height} x {width}", wanted=f"multiples of {STRIDE}")
    wanted = (picture.shape[0], 1, height, width)
    if tuple(before.shape) != wanted:
        raise ShapeError("mask before", got=f"{tuple(before.shape)}", wanted=f"{wanted}")
