"""What a frame has in common with the key frames: each place is compared with all places of the keys.

The masks of the keys tell which of these places belong to the object. The comparison has no parameters but
a temperature; what is compared are embeddings of the picture alone, so that no mask can colour them.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

EVIDENCE = 3
"""Planes of evidence that a comparison gives."""

_FIRST_TEMPERATURE = 12.0
_LEAST_SHARE = 1e-4


@dataclass(frozen=True, slots=True)
class Memory:
    """Places of key frames.

    Attributes
    ----------
    embeddings : Tensor
        B x D x N, each of length 1.
    shares : Tensor
        B x N, 0 to 1: how much of the place the object covers.
    """

    embeddings: Tensor
    shares: Tensor

    def joined(self, other: Memory) -> Memory:
        """Add the places of another key frame."""
        return Memory(
            torch.cat([self.embeddings, other.embeddings], dim=-1),
            torch.cat([self.shares, other.shares], dim=-1),
        )


class Matching(nn.Module):
    """Compares embeddings with those of the key frames."""

    def __init__(self) -> None:
        super().__init__()
        self.temperature = nn.Parameter(torch.tensor(_FIRST_TEMPERATURE))

    def forward(self, embeddings: Tensor, memory: Memory) -> Tensor:
        """Weigh object against surroundings.

        Parameters
        ----------
        embeddings : Tensor
            B x D x h x w, each of length 1.
        memory : Memory
            Of the same B and D.

        Returns
        -------
        Tensor
            B x `EVIDENCE` x h x w: log-odds of the object, the same as if object and surroundings were of
            one size in the keys, and how close the closest place comes (0 to 1 for known places, below 0
            for what the keys do not show).
        """
        height, width = embeddings.shape[-2:]
        alike = torch.bmm(embeddings.flatten(2).transpose(1, 2), memory.embeddings)
        closest = alike.amax(-1, keepdim=True)
        object_share = memory.shares.clamp(_LEAST_SHARE, 1 - _LEAST_SHARE)
        # The closest place weighs 1 and no share is 0, so that neither sum can vanish.
        weights = torch.exp((alike - closest) * self.temperature)
        sums = torch.bmm(weights, torch.stack([object_share, 1 - object_share], dim=-1))
        odds = sums[..., 0].log() - sums[..., 1].log()
        area = object_share.mean(-1, keepdim=True)
        balanced = odds - (area / (1 - area)).log()
        planes = torch.stack([odds / 4, balanced / 4, closest[..., 0]], dim=1)
        return planes.reshape(*planes.shape[:2], height, width)


def remember(embeddings: Tensor, mask: Tensor) -> Memory:
    """Make the places of a key frame of its embeddings and its mask.

    Parameters
    ----------
    embeddings : Tensor
        B x D x h x w.
    mask : Tensor
        B x 1 x H x W, 0 to 1, of the picture's size.
    """
    shares = functional.adaptive_avg_pool2d(mask, (embeddings.shape[-2], embeddings.shape[-1]))
    return Memory(embeddings.flatten(2), shares.flatten(1))
