"""The hourglass: RGB, the mask before and a colour prior in, a soft mask and how sure it is out.

After the mobile segmentation network of 2018 (large strided kernels first, U-Net skips, squeezed bottlenecks,
dense layers at full size), with the key frame as further input.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.errors import ShapeError
from engines.nets.segment.blocks import Bottleneck, Conv, DenseEdge, Scale, upsampled
from engines.nets.segment.matching import EVIDENCE, Matching, Memory, remember

STRIDE = 16
"""Height and width of all pictures are multiples of it."""

PLANES = 5
"""Red, green, blue; the mask before; the colour prior."""

_SQUEEZE = 16
_FRONT, _EIGHTH, _SIXTEENTH = 64, 96, 160
_DECODED_EIGHTH, _DECODED_QUARTER, _DECODED = 64, 32, 8
_EMBEDDING = 32
_GROWTH, _DENSE_LAYERS = 4, 3
_DILATIONS = (1, 2, 4, 8)
_FIRST_HINTS = [2.5, 0.8, 1.0, 0.5]
"""What mask before, prior and evidence (as found, and balanced) are worth at first, in log-odds."""

_GIVEN_FROM = 0.1
"""A mask before that is nowhere above this is none."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the network makes of a frame.

    Attributes
    ----------
    logits : Tensor
        B x 1 x H x W: log-odds of the object.
    trust : Tensor
        B x 1 x H x W: log-odds that the mask, cut at one half, is right there.
    evidence : Tensor
        B x 3 x H/8 x W/8, as `Matching` gives it.
    """

    logits: Tensor
    trust: Tensor
    evidence: Tensor


class SegmentNetwork(nn.Module):
    """Masks of a frame from the mask before and the key frames.

    All pictures are B x 3 x H x W in [-1, 1], RGB; masks B x 1 x H x W in [0, 1]; priors B x 1 x H x W in
    [-1, 1], above 0 where colours speak for the object. H and W are multiples of 16.

    Parameters
    ----------
    normalised : bool
        Whether convolutions are followed by batch normalisation, as while learning from many scenes; without,
        it is the form that is shipped, run and adapted, as `folded` makes it.
    """

    def __init__(self, *, normalised: bool = True) -> None:
        super().__init__()
        conv = partial(Conv, normalised=normalised)
        unit = partial(Bottleneck, normalised=normalised)
        norm = nn.BatchNorm2d if normalised else Scale
        self.front = nn.Conv2d(PLANES, _FRONT, 7, 4, 3, bias=False)
        nn.init.kaiming_normal_(self.front.weight, mode="fan_out", nonlinearity="relu")
        self.front_norm = norm(_FRONT)
        self.quarter = nn.Sequential(unit(_FRONT, _SQUEEZE), unit(_FRONT, _SQUEEZE))
        self.to_eighth = conv(_FRONT, _EIGHTH, stride=2)
        self.with_evidence = conv(_EIGHTH + EVIDENCE, _EIGHTH, 1)
        self.eighth = nn.Sequential(*(unit(_EIGHTH, _SQUEEZE) for _ in range(3)))
        self.to_sixteenth = conv(_EIGHTH, _SIXTEENTH, stride=2)
        self.sixteenth = nn.Sequential(*(unit(_SIXTEENTH, _SQUEEZE, dilation) for dilation in _DILATIONS))
        self.appearance_norm = norm(_FRONT)
        self.appearance = nn.Sequential(
            conv(_FRONT, _FRONT, stride=2), unit(_FRONT, 4), nn.Conv2d(_FRONT, _EMBEDDING, 1)
        )
        self.matching = Matching()
        self.up_eighth = conv(_SIXTEENTH, _DECODED_EIGHTH, 1)
        self.skip_eighth = conv(_EIGHTH, _DECODED_EIGHTH, 1)
        self.at_eighth = unit(_DECODED_EIGHTH, _SQUEEZE // 4)
        self.up_quarter = conv(_DECODED_EIGHTH, _DECODED_QUARTER, 1)
        self.skip_quarter = conv(_FRONT, _DECODED_QUARTER, 1)
        self.at_quarter = conv(_DECODED_QUARTER, _DECODED_QUARTER)
        self.narrowed = conv(_DECODED_QUARTER, _DECODED, 1)
        self.edge = DenseEdge(_DECODED + PLANES, _GROWTH, _DENSE_LAYERS)
        self.out = nn.Conv2d(self.edge.channels_out, 2, 1)
        self.hints = nn.Parameter(torch.tensor(_FIRST_HINTS))

    def memorise(self, picture: Tensor, mask: Tensor) -> Memory:
        """Encode a key frame once.

        Parameters
        ----------
        picture, mask : Tensor
            The frame and its true mask.
        """
        _check(picture, mask)
        return remember(self._embedded(self._colour_half(picture)), mask)

    def forward(self, picture: Tensor, before: Tensor, prior: Tensor, memory: Memory) -> Prediction:
        """Predict.

        Parameters
        ----------
        picture : Tensor
            The frame.
        before : Tensor
            The mask before, moved to where it is expected now; zeros where there is none.
        prior : Tensor
            What the key's colours say.
        memory : Memory
            From `memorise`, for the same B.

        Raises
        ------
        ShapeError
            If sizes do not fit.
        """
        _check(picture, before, prior)
        colours = self._colour_half(picture)
        planes = torch.cat([picture, before, prior], dim=1)
        planes = planes.contiguous(memory_format=torch.channels_last)
        given = functional.conv2d(planes[:, 3:], self.front.weight[:, 3:].contiguous(), None, 4, 3)
        quarter = self.quarter(functional.relu(self.front_norm(colours + given)))
        evidence = self.matching(self._embedded(colours), memory)
        eighth = self.eighth(self.with_evidence(torch.cat([self.to_eighth(quarter), evidence], dim=1)))
        sixteenth = self.sixteenth(self.to_sixteenth(eighth))
        at_eighth = self.at_eighth(upsampled(self.up_eighth(sixteenth), eighth) + self.skip_eighth(eighth))
        at_quarter = upsampled(self.up_quarter(at_eighth), quarter) + self.skip_quarter(quarter)
        narrow = self.narrowed(self.at_quarter(at_quarter))
        both = self._edges(narrow, planes)
        return Prediction(both[:, :1] + self._hinted(before, prior, evidence), both[:, 1:], evidence)

    def _hinted(self, before: Tensor, prior: Tensor, evidence: Tensor) -> Tensor:
        """Add up what each input says by itself; the rest of the network learns to know better."""
        is_given = (before.amax((1, 2, 3), keepdim=True) > _GIVEN_FROM).to(before.dtype)
        compared = upsampled(evidence[:, :2], before)
        hints = torch.cat([(2 * before - 1) * is_given, prior, compared], dim=1)
        return (hints * self.hints[:, None, None]).sum(1, keepdim=True)

    def _edges(self, narrow: Tensor, planes: Tensor) -> Tensor:
        return cast(Tensor, self.out(self.edge(torch.cat([upsampled(narrow, planes), planes], dim=1))))

    def _colour_half(self, picture: Tensor) -> Tensor:
        """Convolve the colours alone: the front is linear, so that its other half can be added later."""
        return functional.conv2d(picture, self.front.weight[:, :3].contiguous(), None, 4, 3)

    def _embedded(self, colours: Tensor) -> Tensor:
        return functional.normalize(self.appearance(functional.relu(self.appearance_norm(colours))), dim=1)


def _check(picture: Tensor, *masks: Tensor) -> None:
    if picture.ndim != 4 or picture.shape[1] != 3:
        raise ShapeError("picture", got=f"{tuple(picture.shape)}", wanted="B x 3 x H x W")
    height, width = picture.shape[-2:]
    if height % STRIDE or width % STRIDE or not height or not width:
        raise ShapeError("picture", got=f"{height} x {width}", wanted=f"multiples of {STRIDE}")
    wanted = (picture.shape[0], 1, height, width)
    for mask in masks:
        if tuple(mask.shape) != wanted:
            raise ShapeError("mask", got=f"{tuple(mask.shape)}", wanted=f"{wanted}")
