"""What STTN and Auto-STTN are asked in a step.

STTN as published: L1 in the hole and outside it, each over its own pixels, and a hinge against a judge of
patches of space and time. The judge sees each clip by itself; the authors string all clips of a batch
together. Auto-STTN sees what was laid over, and no hole; where that is the same in all frames, what it takes
away has to be the same, too. A network that gates is asked apart for what it makes and for where.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engines.nets.sttn import SttnGenerator, gated
from engines.train.adversary import Adversary
from engines.train.clips.drawing import Batches
from engines.train.fill_losses import masked_l1, unsteadiness

_COVERED_COUNTS = 3.0


@dataclass(frozen=True, slots=True)
class SttnWeights:
    """How much each part of the loss counts.

    Attributes
    ----------
    hole, valid : float
        L1 in the hole and outside.
    adversarial : float
        Of the judge's doubt.
    steady : float
        Of the temporal variance of what was taken away (Auto-STTN).
    gate : float
        Of the doubt about where something was laid over, where the network says it.
    """

    hole: float = 1.0
    valid: float = 1.0
    adversarial: float = 0.01
    steady: float = 3.0
    gate: float = 2.0


@dataclass(frozen=True, slots=True)
class SttnTask:
    """Fills holes of clips.

    Attributes
    ----------
    source : callable
        Gives the batch of a number.
    adversary : Adversary or None
        The judge; None does without.
    device : torch.device
        Where the network is.
    weights : SttnWeights
        Of the loss.
    """

    source: Batches
    adversary: Adversary | None
    device: torch.device
    weights: SttnWeights = SttnWeights()

    def loss(self, network: SttnGenerator, step: int) -> Tensor:
        """Ask for the batch of a number."""
        clips = self.source(step).to(self.device)
        frames, unknown = clips.frames * 2 - 1, (clips.holes | clips.hidden)
        made = network(frames.masked_fill(unknown.unsqueeze(2), 0))
        return self._told(frames, made, clips.holes & ~clips.hidden, ~unknown, step)

    def _told(self, truth: Tensor, made: Tensor, hole: Tensor, valid: Tensor, step: int) -> Tensor:
        loss = self.weights.hole * masked_l1(made, truth, hole)
        loss = loss + self.weights.valid * masked_l1(made, truth, valid)
        if self.adversary is None:
            return loss
        composed = torch.where(hole.unsqueeze(2), made, truth)
        self.adversary.learn(truth, composed, step)
        return loss + self.weights.adversarial * self.adversary.doubt(composed)


@dataclass(frozen=True, slots=True)
class AutoSttnTask(SttnTask):
    """Takes away what was laid over clips, without being told where."""

    def loss(self, network: SttnGenerator, step: int) -> Tensor:
        """Ask for the batch of a number."""
        clips = self.source(step).to(self.device)
        assert clips.overlaid is not None
        assert clips.is_steady is not None
        frames, shown = clips.frames * 2 - 1, clips.overlaid
        if network.gates:
            painted = network.paint(shown * 2 - 1)
            doubt = _doubt(2 * painted[:, :, 3], clips.holes)
            painted = torch.tanh(painted)
            told = self._told(frames, painted[:, :, :3], clips.holes, ~clips.holes, step)
            loss = self.weights.gate * doubt + told
            made = gated(shown * 2 - 1, painted)
        else:
            made = network(shown * 2 - 1)
            loss = self._told(frames, made, clips.holes, ~clips.holes, step)
        steady = clips.is_steady
        if steady.any() and frames.shape[1] > 1:
            loss = loss + self.weights.steady * unsteadiness(shown[steady], (made[steady] + 1) / 2)
        return loss


def _doubt(logits: Tensor, covered: Tensor) -> Tensor:
    """Cross entropy of where something was laid over, which is rare and counts the more."""
    weight = torch.where(covered, _COVERED_COUNTS, 1.0)
    wrong = functional.binary_cross_entropy_with_logits(logits, covered.float(), weight, reduction="sum")
    return wrong / weight.sum()
