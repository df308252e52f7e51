"""How well a network fills clips that it did not learn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.measure.band import BandMeter, UnrestMeter
from engines.measure.masks import MaskMeter
from engines.measure.removal import RemovalMeter
from engines.train.clips.drawing import Clip

CHANGED_LEVELS = 13
"""From this difference on a pixel counts as taken away."""

Filler = Callable[[Tensor, Tensor], Tensor]
"""Fills T x 3 x H x W frames from 0 to 1, with T x H x W holes, and returns frames of that shape."""


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """A clip, and what a network made of it.

    Attributes
    ----------
    clip : Clip
        The truth.
    shown, result : ndarray
        T x H x W x 3, uint8: what the network was shown, and what came out, the truth outside the holes.
    made : ndarray
        T x H x W x 3, uint8: all that came out.
    """

    clip: Clip
    shown: NDArray[np.uint8]
    result: NDArray[np.uint8]
    made: NDArray[np.uint8]


def fill_clip(clip: Clip, filler: Filler) -> Filled:
    """Let a network fill a clip, or take away what is laid over it."""
    truth = _pictures(clip.planes[:, :3])
    inside = scored(clip)[..., None]
    shown = np.where(inside, np.uint8(128), truth)
    if clip.overlay is not None:
        shown = np.stack(clip.overlay.frames)
    frames = torch.from_numpy(shown.transpose(0, 3, 1, 2).astype(np.float32) / 255)
    unknown = torch.from_numpy(clip.holes | clip.hidden)
    made = _pictures(filler(frames, unknown).cpu().numpy())
    return Filled(clip, shown, np.where(inside, made, truth), made)


def scored(clip: Clip) -> NDArray[np.bool_]:
    """Say where a fill can be compared with the truth: T x H x W."""
    return clip.holes & ~clip.hidden


def score(filled: Sequence[Filled]) -> dict[str, float]:
    """Score fills: the mean over clips of each measure, by name.

    `psnr_hole_db`, `ssim`, `warping` (mean squared, times 100), `band` and `unrest` (levels of 255); where
    something was laid over, also `J` and `F` of what was taken away, and `gain_db`, by how much the covered
    pixels are nearer to the truth than before.
    """
    found = [_score(one) for one in filled]
    names = list(dict.fromkeys(name for one in found for name in one))
    return {name: fmean([one[name] for one in found if name in one]) for name in names}


def _score(filled: Filled) -> dict[str, float]:
    truth = _pictures(filled.clip.planes[:, :3])
    meter, band, unrest = RemovalMeter(), BandMeter(), UnrestMeter()
    holes = scored(filled.clip).astype(np.uint8)
    for result, true, hole in zip(filled.result, truth, holes, strict=True):
        for each in (meter, band, unrest):
            each.add(result, true, hole)
    scores = meter.scores()
    told = {
        "psnr_hole_db": scores.psnr_hole_db,
        "ssim": scores.ssim,
        "warping": scores.warping_error,
        "band": band.levels(),
        "unrest": unrest.levels(),
    }
    known = {name: value for name, value in told.items() if value is not None}
    return known | _erasure(filled, truth) if filled.clip.overlay is not None else known


def _erasure(filled: Filled, truth: NDArray[np.uint8]) -> dict[str, float]:
    """Score where something was taken away, and what that gained."""
    masks = MaskMeter()
    difference = np.abs(filled.made.astype(np.int16) - filled.shown).mean(axis=-1)
    for changed, covered in zip(difference >= CHANGED_LEVELS, filled.clip.holes, strict=True):
        masks.add(changed * np.uint8(255), covered * np.uint8(255))
    scores = masks.scores()
    covered = filled.clip.holes
    before, after = (
        float(np.square(one[covered].astype(np.float64) - truth[covered]).mean())
        for one in (filled.shown, filled.made)
    )
    gain_db = float(10 * np.log10(max(before, 1e-9) / max(after, 1e-9)))
    return {"J": scores.region.mean, "F": scores.boundary.mean, "gain_db": gain_db}


def _pictures(planes: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.rint(np.clip(planes, 0, 1) * 255).astype(np.uint8).transpose(0, 2, 3, 1)
