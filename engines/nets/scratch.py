"""Working memory that is used again: asking the system for fresh memory takes longer than most sums."""

from __future__ import annotations

import math

import torch
from torch import Tensor


class Scratch:
    """Buffers by name, each as large as it was ever wanted.

    Parameters
    ----------
    device, dtype
        Where the buffers lie and of which type they are.
    """

    def __init__(self, device: torch.device, dtype: torch.dtype) -> None:
        self.device, self.dtype = device, dtype
        self._buffers: dict[str, Tensor] = {}

    def take(self, name: str, *shape: int) -> Tensor:
        """Return a tensor of that shape that holds anything, the caller's until the name is taken again."""
        count = math.prod(shape)
        if name not in self._buffers or len(self._buffers[name]) < count:
            self._buffers.pop(name, None)
            self._buffers[name] = torch.empty(count, device=self.device, dtype=self.dtype)
        return self._buffers[name][:count].view(shape)

    def release(self) -> None:
        """Give all of it back."""
        self._buffers.clear()
