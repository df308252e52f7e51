"""What the completion of motion is asked in a step, and how far its answers are from the truth."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engines.nets.flow_completion import FlowCompletionNetwork
from engines.train.flow_samples import BACKGROUND, BLINDS, CERTAIN, GREYS, GUESSES, TRUTH
from engines.train.samples import random_of
from engines.train.warps import Random

GRADIENT_WEIGHT, PHOTOMETRIC_WEIGHT = 0.5, 2.0
BOUNDARY_WEIGHT = 2.0
"""How many times more a pixel at a boundary of motion counts, beside the one that all count."""

BACKGROUND_SHARE = 0.02
"""What a pixel counts that moves with the background, beside one that moves by itself: the engine that will
ask has the background's motion as a hypothesis of its own, and the answer is to be the other one."""

_OWN_PX = 1.0
_POWER, _SMALL = 0.4, 0.01
_BOUNDARY_PX = 1.0
_LEAST_CERTAIN = 0.5
_RIGHT_PX = 1.0
_LEAST_OFF_PX, _MOST_OFF_PX = 1e-3, 20.0
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, eq=False)
class FlowTask:
    """Makes batches and losses of steps.

    Attributes
    ----------
    samples : ndarray
        From `prepared`.
    seed : int
        Decides, with the step, which samples a batch holds.
    batch_size : int
        Samples of a step.
    device : torch.device
        Where the network is.
    """

    samples: NDArray[np.float16]
    seed: int
    batch_size: int = 8
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    def loss(self, network: FlowCompletionNetwork, step: int) -> Tensor:
        """Ask what belongs to a step, from 0."""
        planes = [self._drawn(random_of(self.seed, step, at)) for at in range(self.batch_size)]
        return completion_loss(network, torch.from_numpy(np.stack(planes)).to(self.device))

    def _drawn(self, random: Random) -> NDArray[np.float32]:
        planes = self.samples[int(random.integers(len(self.samples)))].astype(np.float32)
        return turned(
            planes,
            mirror=bool(random.random() < 0.5),
            flip=bool(random.random() < 0.5),
            swap=bool(random.random() < 0.5),
        )


def turned(planes: NDArray[np.float32], *, mirror: bool, flip: bool, swap: bool) -> NDArray[np.float32]:
    """Mirror left and right, flip top and bottom, swap rows and columns; motion turns with the picture.

    Parameters
    ----------
    planes : ndarray
        16 x S x S.
    mirror, flip, swap : bool
        What is done, in this order.
    """
    turned_planes = planes.copy()
    xs = [*range(GUESSES.start, GUESSES.stop, 2), TRUTH.start, BACKGROUND.start]
    ys = [x + 1 for x in xs]
    if mirror:
        turned_planes = turned_planes[:, :, ::-1].copy()
        turned_planes[xs] *= -1
    if flip:
        turned_planes = turned_planes[:, ::-1].copy()
        turned_planes[ys] *= -1
    if swap:
        turned_planes = turned_planes.transpose(0, 2, 1).copy()
        turned_planes[xs + ys] = turned_planes[ys + xs]
    return turned_planes


def completion_loss(network: FlowCompletionNetwork, planes: Tensor) -> Tensor:
    """Add up how far the motion under the holes, its gradient, and the picture fetched along it are off.

    Parameters
    ----------
    network : FlowCompletionNetwork
        In training.
    planes : Tensor
        B x 16 x S x S.
    """
    truth, blind, certain = planes[:, TRUTH], planes[:, BLINDS][:, 1:2], planes[:, CERTAIN]
    completed = network(planes[:, GUESSES], planes[:, BLINDS], planes[:, GREYS])
    wanted = _wanted(truth)
    weight = blind * certain * wanted * (1 + BOUNDARY_WEIGHT * _boundary(truth))
    # Not the sum of the weights, or a batch in which all moves with the background would count as any other.
    total = (blind * certain).sum().clamp(min=1)
    off = (_robust((completed - truth).square().sum(1, keepdim=True)) * weight).sum() / total
    steep = sum(
        (
            _robust((_slope(completed, axis) - _slope(truth, axis)).square().sum(1, keepdim=True)) * weight
        ).sum()
        for axis in (2, 3)
    )
    visible = blind * wanted * (certain > _LEAST_CERTAIN)
    wrong = (_photometric(planes, completed) * visible).sum() / total
    loss: Tensor = off + GRADIENT_WEIGHT * steep / total + PHOTOMETRIC_WEIGHT * wrong
    return loss


def _wanted(truth: Tensor) -> Tensor:
    """Say how much each pixel counts by its own motion: B x 1 x H x W."""
    square = truth.square().sum(1, keepdim=True)
    wanted: Tensor = BACKGROUND_SHARE + (1 - BACKGROUND_SHARE) * (square / (square + _OWN_PX**2)).square()
    return wanted


def _robust(square: Tensor) -> Tensor:
    """Count large errors less than their size: half a pixel off is nearly as wrong for a texture as ten."""
    lifted: Tensor = (square + _SMALL).pow(_POWER) - _SMALL**_POWER
    return lifted


def _slope(flow: Tensor, axis: int) -> Tensor:
    """Difference to the next pixel; the last has none."""
    return functional.pad(flow.diff(dim=axis), (0, 1) if axis == 3 else (0, 0, 0, 1))


def _boundary(flow: Tensor) -> Tensor:
    """Say where motion changes from pixel to pixel: B x 1 x H x W, 0 to 1."""
    square = _slope(flow, 2).square().sum(1, keepdim=True) + _slope(flow, 3).square().sum(1, keepdim=True)
    widened: Tensor = functional.max_pool2d(square / (square + _BOUNDARY_PX**2), 3, 1, 1)
    return widened


def _photometric(planes: Tensor, completed: Tensor) -> Tensor:
    """Difference of the true pictures along the motion: B x 1 x H x W."""
    here, there = planes[:, GREYS].chunk(2, 1)
    flow = planes[:, BACKGROUND] + completed
    height, width = flow.shape[-2:]
    ys = torch.arange(height, dtype=flow.dtype, device=flow.device)[:, None] + flow[:, 1]
    xs = torch.arange(width, dtype=flow.dtype, device=flow.device) + flow[:, 0]
    places = torch.stack([2 * xs / (width - 1) - 1, 2 * ys / (height - 1) - 1], -1)
    fetched = functional.grid_sample(there, places, padding_mode="border", align_corners=True)
    off: Tensor = ((fetched - here).square() + 1e-4).sqrt()
    return off


def flow_scores(
    network: FlowCompletionNetwork, samples: NDArray[np.float16], device: torch.device | None = None
) -> dict[str, float]:
    """Compare answers, and the guesses they start from, with the truth under the holes.

    Returns
    -------
    dict of str to float
        `score` is the share of the guess's error that the answers take away, each pixel counting as in the
        loss; `off_px` and `guess_off_px` the mean errors, each of at most 20 pixels; `within` and
        `guess_within` the shares within one pixel; `own_off_px` and `guess_own_off_px` the mean errors of
        what moves by itself, a pixel or more beside the background.
    """
    sums = torch.zeros(2, 4, dtype=torch.float64)
    counted = torch.zeros(2, dtype=torch.float64)
    for start in range(0, len(samples), _AT_ONCE):
        planes = torch.from_numpy(samples[start : start + _AT_ONCE].astype(np.float32)).to(device)
        with torch.no_grad():
            completed = network(planes[:, GUESSES], planes[:, BLINDS], planes[:, GREYS])
        counts = (planes[:, BLINDS][:, 1] > 0) & (planes[:, CERTAIN][:, 0] > _LEAST_CERTAIN)
        truth = planes[:, TRUTH]
        wanted, moves = _wanted(truth)[:, 0][counts], (truth.norm(dim=1) >= _RIGHT_PX)[counts]
        for at, flow in enumerate((completed, planes[:, GUESSES][:, 2:4])):
            off = (flow - truth).norm(dim=1)[counts].clamp(max=_MOST_OFF_PX)
            told = (off * wanted).sum(), off.sum(), (off < _RIGHT_PX).sum(), off[moves].sum()
            sums[at] += torch.stack([one.double().cpu() for one in told])
        counted += torch.stack([counts.sum(), moves.sum()]).double().cpu()
    (own, off_px, within, moving), guess = sums[0].tolist(), sums[1].tolist()
    every, movers = counted.clamp(min=1).tolist()
    return {
        "score": 1 - own / max(guess[0], _LEAST_OFF_PX),
        "off_px": off_px / every,
        "guess_off_px": guess[1] / every,
        "within": within / every,
        "guess_within": guess[2] / every,
        "own_off_px": moving / movers,
        "guess_own_off_px": guess[3] / movers,
    }
