"""What OPN, RNoT and TCN are asked in a step.

OPN: of each clip the middle frame is filled from the others, in a fixed number of peels through which the
gradient goes back once, so that holes of all sizes share a batch. RNoT: in one pass, against a judge. TCN:
the frames that OPN completed, in order, each led by the one before.

The published recipes also compare features of a pretrained VGG network; there is none here, and what it
would add is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engines.complete.learned.clip_tensors import distances
from engines.complete.learned.opn_fill import OpnFill
from engines.nets.opn import OPN, PEEL_PX, Memory, mostly, read
from engines.nets.padding import Padding
from engines.nets.rnot import RNoT
from engines.nets.tcn import TCN
from engines.train.adversary import Adversary
from engines.train.clips.drawing import Batches
from engines.train.fill_losses import fetched, masked_l1, seen_again, variation

PEELS = 5
"""As published."""


@dataclass(frozen=True, slots=True)
class OpnWeights:
    """How much each part of a peel's loss counts.

    Attributes
    ----------
    ring, rest : float
        L1 in the ring, and in all that is known by then.
    smooth : float
        Total variation in the ring.
    """

    ring: float = 6.0
    rest: float = 1.0
    smooth: float = 0.1


@dataclass(frozen=True, slots=True)
class OpnTask:
    """Peels holes.

    Attributes
    ----------
    source : callable
        Gives the batch of a number.
    device : torch.device
        Where the network is.
    peels : int
        So many, whatever a hole's size.
    weights : OpnWeights
        Of the loss.
    """

    source: Batches
    device: torch.device
    peels: int = PEELS
    weights: OpnWeights = OpnWeights()

    def loss(self, network: OPN, step: int) -> Tensor:
        """Ask for the batch of a number."""
        clips = self.source(step)
        unknown = clips.holes | clips.hidden
        dists = torch.stack([torch.stack([distances(one, PEEL_PX) for one in clip]) for clip in unknown])
        clips, dists = clips.to(self.device), dists.to(self.device)
        target, others = _parted(clips.frames.shape[1])
        # Frames are B x T x 3 x H x W here and B x 3 x T x H x W there.
        frames, valids = clips.frames.transpose(1, 2), (dists == 0).float().unsqueeze(1)
        dists = dists.unsqueeze(1)
        memory = network.memorise(frames[:, :, others], valids[:, :, others], dists[:, :, others])
        counted = ~clips.hidden[:, target]
        return self._peeled(
            network, frames[:, :, target], valids[:, :, target], dists[:, :, target], memory, counted
        )

    def _peeled(
        self, network: OPN, truth: Tensor, valid: Tensor, dist: Tensor, memory: Memory, counted: Tensor
    ) -> Tensor:
        padding = Padding.to_multiple(truth, 4)
        truth, valid, dist = (padding.added(planes) for planes in (truth, valid, dist))
        counted = padding.added(counted.float().unsqueeze(1))[:, 0] > 0
        picture, total = truth, truth.new_zeros(())
        for _ in range(self.peels):
            hole = dist > 0
            ring = hole & (dist <= PEEL_PX)
            filled = torch.where(hole, network.mean, picture)
            key, value = network.Encoder(filled, valid, hole.to(truth.dtype))
            made = network.Decoder(read(key, value, mostly(ring), memory))
            asked = ring[:, 0] & counted
            total = total + self.weights.ring * masked_l1(made, truth, asked)
            total = total + self.weights.rest * masked_l1(made, truth, ~hole[:, 0] & counted)
            total = total + self.weights.smooth * variation(made, asked)
            picture = torch.where(ring, made, picture).clamp(0, 1)
            dist = (dist - PEEL_PX).clamp(min=0)
        return total / self.peels


@dataclass(frozen=True, slots=True)
class RnotTask:
    """Fills holes in one pass.

    Attributes
    ----------
    source : callable
        Gives the batch of a number.
    adversary : Adversary or None
        The judge; None does without.
    device : torch.device
        Where the network is.
    adversarial : float
        How much the judge's doubt counts.
    """

    source: Batches
    adversary: Adversary | None
    device: torch.device
    adversarial: float = 0.1

    def loss(self, network: RNoT, step: int) -> Tensor:
        """Ask for the batch of a number."""
        clips = self.source(step).to(self.device)
        target, others = _parted(clips.frames.shape[1])
        frames, unknown = clips.frames.transpose(1, 2), (clips.holes | clips.hidden).unsqueeze(1)
        memory = network.memorise(frames[:, :, others], unknown[:, :, others])
        truth, asked = frames[:, :, target], (clips.holes & ~clips.hidden)[:, target]
        made = network(truth, unknown[:, :, target], memory)
        loss = masked_l1(made, truth, asked)
        if self.adversary is None:
            return loss
        composed = torch.where(asked.unsqueeze(1), made, truth)
        # Each picture is a clip of its own to the judge of pictures.
        composed, truth = ((one * 2 - 1).unsqueeze(1) for one in (composed, truth))
        self.adversary.learn(truth, composed, step)
        return loss + self.adversarial * self.adversary.doubt(composed)


@dataclass(frozen=True, slots=True)
class TcnWeights:
    """How much each part of the loss counts.

    Attributes
    ----------
    content : float
        L1 to the frames as completed.
    short, long : float
        Difference from the frame before, and from the first, fetched along the truth's motion.
    """

    content: float = 10.0
    short: float = 10.0
    long: float = 10.0


@dataclass(frozen=True, slots=True)
class TcnTask:
    """Steadies what OPN completed; OPN itself stays as it is.

    Attributes
    ----------
    source : callable
        Gives the batch of a number, with flow.
    completed : OpnFill
        OPN, which fills.
    device : torch.device
        Where the network is.
    weights : TcnWeights
        Of the loss.
    """

    source: Batches
    completed: OpnFill
    device: torch.device
    weights: TcnWeights = TcnWeights()

    def loss(self, network: TCN, step: int) -> Tensor:
        """Ask for the batch of a number."""
        clips = self.source(step)
        filled = torch.stack(
            [self.completed.fill(*one) for one in zip(clips.frames, clips.holes, strict=True)]
        )
        clips, filled = clips.to(self.device), filled.to(self.device)
        inside = clips.holes.unsqueeze(2).to(filled.dtype)
        made: list[Tensor] = []
        total, state = filled.new_zeros(()), None
        to_first = torch.zeros_like(clips.flow[:, 0])
        for at in range(filled.shape[1]):
            previous = made[-1] if made else torch.zeros_like(filled[:, 0])
            now, state = network(previous, inside[:, max(0, at - 1)], filled[:, at], inside[:, at], state)
            total = total + self.weights.content * (now - filled[:, at]).abs().mean()
            if at:
                flow, truth = clips.flow[:, at], clips.frames
                to_first = flow + fetched(to_first, flow)
                total = total + self.weights.short * _off(now, made[-1], truth[:, at], truth[:, at - 1], flow)
                total = total + self.weights.long * _off(now, made[0], truth[:, at], truth[:, 0], to_first)
            made.append(now)
        return total / len(made)


def _off(now: Tensor, before: Tensor, truth: Tensor, truth_before: Tensor, flow: Tensor) -> Tensor:
    """Compare a frame with an earlier one, where the truth shows the same in both."""
    sure = seen_again(truth, fetched(truth_before, flow))
    return (sure * (now - fetched(before, flow)).abs()).mean()


def _parted(count: int) -> tuple[int, list[int]]:
    """Choose the frame that is filled, and those that it is filled from."""
    target = count // 2
    return target, [at for at in range(count) if at != target]
