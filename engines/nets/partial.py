"""Planes of which only a box is there, for networks that need not look at whole pictures.

A convolution reads a little more than it writes. Asked for a box of its result, it wants a slightly larger
box of its input; told that a box of its input has changed, its result changes in a slightly larger box.
Outside its box nothing of a plane is known, but beyond the plane's own edge there are zeros, as padding has
it, so that what is computed in a box equals what is computed in the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Box:
    """Lines top to bottom - 1 and columns left to right - 1 of a plane."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def whole(cls, planes: Tensor) -> Box:
        """Take in all of ... x H x W."""
        return cls(0, 0, planes.shape[-2], planes.shape[-1])

    @property
    def is_empty(self) -> bool:
        """Whether there is no place in it."""
        return self.top >= self.bottom or self.left >= self.right

    def grown(self, px: int) -> Box:
        """Move every side outwards."""
        return Box(self.top - px, self.left - px, self.bottom + px, self.right + px)

    def moved(self, lines: int, columns: int) -> Box:
        """Move all of it down and to the right."""
        return Box(self.top + lines, self.left + columns, self.bottom + lines, self.right + columns)

    def shared_with(self, other: Box) -> Box:
        """Cut both; may be empty."""
        return Box(
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )

    def multiplied(self, factor: int) -> Box:
        """Take the same part of a plane that is so many times as large."""
        return Box(self.top * factor, self.left * factor, self.bottom * factor, self.right * factor)

    def divided(self, factor: int) -> Box:
        """Take the same part of a plane that is so many times as small: whole places, outwards."""
        return Box(
            self.top // factor, self.left // factor, -(-self.bottom // factor), -(-self.right // factor)
        )


def bounding_box(mask: Tensor) -> Box | None:
    """Find the smallest box around what is True in an H x W mask; None if nothing is."""
    lines, columns = (mask.any(dim=side).nonzero().flatten().tolist() for side in (1, 0))
    return Box(lines[0], columns[0], lines[-1] + 1, columns[-1] + 1) if lines else None


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A box of planes.

    Attributes
    ----------
    planes : Tensor
        1 x C x box height x box width.
    box : Box
        Where they lie, inside the plane.
    plane : Box
        All of the plane, from 0.
    """

    planes: Tensor
    box: Box
    plane: Box

    @classmethod
    def whole(cls, planes: Tensor) -> Patch:
        """Take 1 x C x H x W planes that are there entirely."""
        return cls(planes, Box.whole(planes), Box.whole(planes))

    def cut(self, box: Box) -> Tensor:
        """Take a box that lies inside this one, but may reach over the plane's edge: there are zeros."""
        inside = box.shared_with(self.plane)
        planes = self.view(inside)
        if inside == box:
            return planes
        columns = inside.left - box.left, box.right - inside.right
        lines = inside.top - box.top, box.bottom - inside.bottom
        return functional.pad(planes, (*columns, *lines))

    def view(self, box: Box) -> Tensor:
        """Take a box that lies inside this one, to read or to write."""
        own = box.moved(-self.box.top, -self.box.left)
        return self.planes[..., own.top : own.bottom, own.left : own.right]

    def paste(self, other: Patch) -> None:
        """Overwrite what the other one shows; its box lies inside this one."""
        self.view(other.box).copy_(other.planes)


class Layer(Protocol):
    """What computes a box of its result from a box of its input."""

    def at(self, source: Patch, box: Box) -> Patch:
        """Compute a box of the result, from an input that holds `wanted(box)` within its plane.

        The result may show a line and a column more on each side.
        """

    def wanted(self, box: Box) -> Box:
        """Tell which box of the input a box of the result is made from; may reach over the edge."""

    def plane(self, plane: Box) -> Box:
        """Tell how large the result is for an input of that size."""


class TracedLayer(Layer, Protocol):
    """A layer that also knows how far changes reach."""

    def changed(self, box: Box) -> Box:
        """Tell which box of the result a box of the input has a part in; may reach over the edge."""


def boxes_on_the_way(layers: Sequence[Layer], plane: Box, box: Box) -> list[Box]:
    """Tell which boxes are wanted of the input and of each layer's result to have one of the last.

    Parameters
    ----------
    layers : sequence of Layer
        One after the other.
    plane : Box
        All of the input.
    box : Box
        Wanted of the last result.

    Returns
    -------
    list of Box
        For the input, then for each layer; inside their planes.
    """
    planes = [plane]
    for layer in layers:
        planes.append(layer.plane(planes[-1]))
    boxes = [box]
    for layer, before in zip(reversed(layers), reversed(planes[:-1]), strict=True):
        boxes.append(layer.wanted(boxes[-1]).shared_with(before))
    return boxes[::-1]


def run(layers: Sequence[Layer], source: Patch, box: Box) -> Patch:
    """Compute a box of the last layer's result, and of the others only what that takes."""
    for layer, wanted in zip(layers, boxes_on_the_way(layers, source.plane, box)[1:], strict=True):
        source = layer.at(source, wanted)
    return source


class KeptRun:
    """Layers one after the other, run again and again on an input of which a little changes each time.

    Results are kept, and of each only what the change reaches is computed again.

    Parameters
    ----------
    layers : sequence of TracedLayer
        One after the other.
    """

    def __init__(self, layers: Sequence[TracedLayer]) -> None:
        self._layers = layers
        self._kept: list[Patch] = []

    def run(self, source: Patch, box: Box, changed: Box) -> Patch:
        """Compute a box of the last layer's result.

        Parameters
        ----------
        source : Patch
            The input.
        box : Box
            Wanted; inside that of the run before.
        changed : Box
            Where the input differs from that of the run before.

        Returns
        -------
        Patch
            Shows at least the box; overwritten by the next run.
        """
        boxes = boxes_on_the_way(self._layers, source.plane, box)[1:]
        if not self._kept:
            return self._first_run(source, boxes)
        for layer, kept, wanted in zip(self._layers, self._kept, boxes, strict=True):
            changed = layer.changed(changed)
            part = changed.shared_with(wanted)
            if not part.is_empty:
                kept.paste(layer.at(source, part))
            source = kept
        return source

    def _first_run(self, source: Patch, boxes: Sequence[Box]) -> Patch:
        for layer, wanted in zip(self._layers, boxes, strict=True):
            source = layer.at(source, wanted)
            self._kept.append(source)
        return source
