"""Mean and spread of natural pictures, by which the networks normalise theirs."""

from __future__ import annotations

import torch
from torch import Tensor

MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


def per_channel(values: tuple[float, float, float], dimensions: int = 4) -> Tensor:
    """Shape three numbers so that they apply to the second of so many dimensions."""
    return torch.tensor(values).reshape(1, 3, *[1] * (dimensions - 2))
