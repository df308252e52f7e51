"""STTN's last steps, only where they are asked for: crops of features, and the decoder on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.crew import Crew
from engines.nets.partial import Box
from engines.nets.sttn import Enlarge
from engines.nets.sttn_convolution import fast_convolution, placed


@dataclass(frozen=True, slots=True)
class Crops:
    """Boxes of one size inside pictures of one size.

    Attributes
    ----------
    boxes : tuple of Box
        One for each picture.
    height, width : int
        Of the pictures.
    """

    boxes: tuple[Box, ...]
    height: int
    width: int

    @classmethod
    def around(cls, boxes: Sequence[Box], margin: int, height: int, width: int) -> Crops:
        """Grow boxes by a margin and to one size, without leaving the picture."""
        whole = Box(0, 0, height, width)
        grown = [box.grown(margin).shared_with(whole) for box in boxes]
        tall = max(box.bottom - box.top for box in grown)
        wide = max(box.right - box.left for box in grown)
        corners = [(min(box.top, height - tall), min(box.left, width - wide)) for box in grown]
        return cls(tuple(Box(top, left, top + tall, left + wide) for top, left in corners), height, width)

    def cut(self, pictures: Sequence[Tensor]) -> Tensor:
        """Cut out of H x W x C pictures, one for each box; a copy."""
        pairs = zip(pictures, self.boxes, strict=True)
        return torch.stack([picture[box.top : box.bottom, box.left : box.right] for picture, box in pairs])


class FastDecoder:
    """The decoder of `sttn.SttnGenerator`, on crops.

    Near the edges of a crop that are not the picture's, some of what it makes is wrong: see `REACH`.

    Parameters
    ----------
    decoder : nn.Sequential
        Whose weights are taken, once.
    crew : Crew
        Does the work, and tells device and type.
    """

    REACH = 3
    """So far from a crop's edge, in features, all is right."""

    def __init__(self, decoder: nn.Sequential, crew: Crew) -> None:
        self._crew = crew
        layers = [layer.conv if isinstance(layer, Enlarge) else layer for layer in decoder]
        convs = [layer for layer in layers if isinstance(layer, nn.Conv2d)]
        self._convs = [fast_convolution(conv, crew) for conv in convs[:-1]]
        self._channels = [conv.out_channels for conv in convs[:-1]]
        self._last = placed(convs[-1], crew.scratch)

    def decode(self, features: Tensor, crops: Crops) -> Tensor:
        """Make pictures.

        Parameters
        ----------
        features : Tensor
            N x h x w x channels: crops of features.
        crops : Crops
            Where they were cut out.

        Returns
        -------
        Tensor
            N x 3 x 4h x 4w, float32, in [-1, 1].
        """
        step = self._crew.pictures
        return torch.cat(
            [
                self._decode(features[first : first + step], crops.boxes[first : first + step], crops)
                for first in range(0, len(features), step)
            ]
        )

    def _decode(self, features: Tensor, boxes: Sequence[Box], crops: Crops) -> Tensor:
        size = crops.height, crops.width
        half = self._convolved(0, self._doubled(features, boxes, size))
        half = self._convolved(1, half)
        boxes, size = [box.multiplied(2) for box in boxes], (2 * size[0], 2 * size[1])
        full = self._convolved(2, self._doubled(half, boxes, size))
        made = functional.conv2d(full.permute(0, 3, 1, 2), *self._last, padding=1)
        return made.float().tanh_().contiguous()

    def _convolved(self, at: int, planes: Tensor) -> Tensor:
        made = self._crew.scratch.take(f"decoded {at}", *planes.shape[:3], self._channels[at])
        self._convs[at](planes, made)
        return made

    def _doubled(self, planes: Tensor, boxes: Sequence[Box], size: tuple[int, int]) -> Tensor:
        """Enlarge crops as if the whole pictures were enlarged, corner pixels on corner pixels."""
        count, height, width, channels = planes.shape
        doubled = self._crew.scratch.take("doubled", count, 2 * height, 2 * width, channels)
        lines = self._crew.scratch.take("doubled lines", 2 * height, width, channels)
        for picture, box, made in zip(planes, boxes, doubled, strict=True):
            self._mix(picture, 0, _places(box.top, height, size[0]), lines)
            self._mix(lines, 1, _places(box.left, width, size[1]), made)
        return doubled

    def _mix(self, planes: Tensor, side: int, places: Tensor, out: Tensor) -> None:
        """Interpolate along one side of a picture."""
        before = places.long()
        share = (places - before).float().to(planes).view(-1, *[1] * (2 - side))
        before = before.to(planes.device)
        after = (before + 1).clamp_(max=planes.shape[side] - 1)
        other = self._crew.scratch.take("doubled other", *out.shape)
        torch.index_select(planes, side, before, out=out)
        torch.index_select(planes, side, after, out=other)
        out.lerp_(other, share)


def _places(first: int, count: int, whole: int) -> Tensor:
    """Tell where in a crop the values of the doubled crop lie, in its own places."""
    made = torch.arange(2 * first, 2 * (first + count), dtype=torch.float64)
    return (made * (whole - 1) / (2 * whole - 1) - first).clamp_(0, count - 1)
