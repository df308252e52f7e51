"""What may be chosen about engines that run networks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Where a network runs, and how its fills are finished.

    Attributes
    ----------
    device : str
        `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.
    precision : str
        `auto`, `fp32`, `bf16` or `fp16`.
    model : str or None
        Name of the weights, as `cleanplate models list` tells it; None for those named like the network.
    weights : str or None
        Checksum of those weights, where they have been settled on: a render that is resumed with others
        begins anew.
    steadiness : float
        How much what is carried through time counts beside what the network makes of each frame; 0 leaves
        the network's own unrest.
    """

    device: str = "auto"
    precision: str = "auto"
    model: str | None = None
    weights: str | None = None
    steadiness: float = 1.0
