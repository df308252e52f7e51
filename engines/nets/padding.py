"""Pictures padded to a size that a network can halve, and cut back."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Padding:
    """Lines and columns added around a picture, in pixels."""

    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def to_multiple(cls, planes: Tensor, multiple: int) -> Padding:
        """Choose the least that makes both sides of ... x H x W multiples, the smaller half top and left."""
        lines, columns = -planes.shape[-2] % multiple, -planes.shape[-1] % multiple
        return cls(lines // 2, lines - lines // 2, columns // 2, columns - columns // 2)

    def added(self, planes: Tensor) -> Tensor:
        """Surround planes (... x H x W) with zeros."""
        if not any((self.top, self.bottom, self.left, self.right)):
            return planes
        return functional.pad(planes, (self.left, self.right, self.top, self.bottom))

    def mirrored(self, planes: Tensor) -> Tensor:
        """Surround planes (B x C x H x W) with their own mirror image."""
        return functional.pad(planes, (self.left, self.right, self.top, self.bottom), mode="reflect")

    def removed(self, planes: Tensor) -> Tensor:
        """Cut padded planes (... x H x W) back to the picture."""
        height, width = planes.shape[-2:]
        return planes[..., self.top : height - self.bottom, self.left : width - self.right]
