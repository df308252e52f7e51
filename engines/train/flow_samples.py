"""Samples of completed motion, made once and kept on the disk: what is guessed under a hole, and the truth.

The guesses are those of the engine that will ask the network, with all their habits; making them takes longer
than learning from them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from engines.complete.explicit.motion import Flow, Motion, blind_masks, observe_motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Picture, PictureRun, cut_run
from engines.complete.explicit.solving import first_hypotheses
from engines.train.flow_material import FlowClip, FlowSource, draw_holes
from engines.train.material import MaterialError, Rgb8
from engines.train.samples import random_of
from engines.train.warps import Random

SAMPLES, FACTS = "samples.npy", "samples.json"

GUESSES = slice(0, 6)
BLINDS = slice(6, 9)
GREYS = slice(9, 11)
TRUTH = slice(11, 13)
BACKGROUND = slice(13, 15)
CERTAIN = slice(15, 16)
PLANES = 16
"""What the planes of a sample are: see `FlowCompletionNetwork.forward` for the first three; truth beside the
background's motion; that motion; and how certain the truth is."""

_TRIES = 30
_STILL_PX, _KEEPS_STILL = 0.5, 0.2
_CUT_LEVELS = 40.0
_AGREE_PX, _AGREE_SHARE = 0.7, 0.05
_UNCERTAIN = 0.25


@dataclass(frozen=True, slots=True)
class PreparationSettings:
    """How samples are made.

    Attributes
    ----------
    seed : int
        Decides all of them.
    windows : int
        Clips with a hole.
    per_window : int
        Samples of each.
    size_px : int
        Side of the samples.
    """

    seed: int
    windows: int = 120
    per_window: int = 20
    size_px: int = 128

    @property
    def count(self) -> int:
        """How many samples that makes."""
        return self.windows * self.per_window


@dataclass(frozen=True, slots=True, eq=False)
class _Guess:
    """One direction of time of a window, cut to the surroundings of its hole."""

    guess: Sequence[Flow]
    background: Sequence[Flow]
    truth: Sequence[Flow]
    back: Sequence[Flow]
    blinds: Sequence[NDArray[np.bool_]]
    greys: Sequence[NDArray[np.uint8]]


def prepared(
    sources: Sequence[FlowSource],
    settings: PreparationSettings,
    folder: Path,
    told: Callable[[int], None],
) -> NDArray[np.float16]:
    """Find the samples in a folder, or make them: N x 16 x S x S, on the disk.

    Parameters
    ----------
    sources : sequence of FlowSource
        Where clips come from, each as often as any other.
    settings : PreparationSettings
        How.
    folder : Path
        Where they are kept; made where it is missing.
    told : callable
        Gets the count of finished windows after each.

    Raises
    ------
    MaterialError
        If no source has a usable clip.
    OSError
        If the disk does not allow it.
    """
    facts = json.dumps({**asdict(settings), "sources": [one.name for one in sources]}, indent=1)
    path, note = folder / SAMPLES, folder / FACTS
    if not (path.is_file() and note.is_file() and note.read_text(encoding="utf-8") == facts):
        folder.mkdir(parents=True, exist_ok=True)
        note.unlink(missing_ok=True)
        _prepare(sources, settings, path, told)
        note.write_text(facts, encoding="utf-8")
    return np.asarray(np.load(path, mmap_mode="r"), np.float16)


def _prepare(
    sources: Sequence[FlowSource], settings: PreparationSettings, path: Path, told: Callable[[int], None]
) -> None:
    if not sources:
        raise MaterialError("no clip and no photograph")
    shape = (settings.count, PLANES, settings.size_px, settings.size_px)
    kept = open_memmap(path, mode="w+", dtype=np.float16, shape=shape)
    with Pool() as pool:
        for window in range(settings.windows):
            random = random_of(settings.seed, window)
            made = _window_samples(sources, settings, random, pool)
            kept[window * settings.per_window : (window + 1) * settings.per_window] = made
            told(window + 1)
    kept.flush()


def _window_samples(
    sources: Sequence[FlowSource], settings: PreparationSettings, random: Random, pool: Pool
) -> NDArray[np.float16]:
    clip = _usable_clip(sources, random)
    shape = clip.frames[0].shape[:2]
    holes = draw_holes(len(clip.frames), (shape[0], shape[1]), random)
    if not np.any(holes):
        holes = [np.ones(shape, np.bool_) & (np.arange(shape[1]) < shape[1] // 4)] * len(clip.frames)
    ways = list(_guessed(clip, holes, pool))
    places = [(way, pair) for way in range(2) for pair in range(len(ways[way].guess))]
    seen = [place for place in places if ways[place[0]].blinds[place[1]].any()]
    chosen = random.integers(len(seen), size=settings.per_window)
    return np.stack([_sample(ways[seen[at][0]], seen[at][1], settings.size_px, random) for at in chosen])


def _usable_clip(sources: Sequence[FlowSource], random: Random) -> FlowClip:
    """Choose a clip without a cut; those in which nothing moves teach little and come seldom."""
    for _ in range(_TRIES):
        clip = sources[int(random.integers(len(sources)))].clip(random)
        greys = [_small_grey(one) for one in clip.frames]
        changes = [float(cv2.absdiff(one, other).mean()) for one, other in pairwise(greys)]
        if len(greys) < 2 or max(changes) > _CUT_LEVELS:
            continue
        if _mean_motion_px(clip) > _STILL_PX or random.random() < _KEEPS_STILL:
            return clip
    raise MaterialError("no clip in which something moves")


def _small_grey(frame: Rgb8) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(cv2.resize(frame, (108, 60)), cv2.COLOR_RGB2GRAY), np.uint8)


def _grey(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(frame), cv2.COLOR_RGB2GRAY), np.uint8)


def _mean_motion_px(clip: FlowClip) -> float:
    middle = len(clip.frames) // 2
    greys = [_grey(clip.frames[at]) for at in (middle - 1, middle)]
    flow = np.zeros((*greys[0].shape, 2), np.float32)
    cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST).calc(greys[0], greys[1], flow)
    return float(np.hypot(flow[..., 0], flow[..., 1]).mean())


def _guessed(clip: FlowClip, holes: Sequence[NDArray[np.bool_]], pool: Pool) -> Iterator[_Guess]:
    """Work out what the engine would guess, forwards, then backwards in time."""
    around = np.logical_or.reduce(holes)
    covered = [
        np.where(hole[..., None], 0, one).astype(np.uint8)
        for one, hole in zip(clip.frames, holes, strict=True)
    ]
    pictures = [Picture(at, one, hole) for at, (one, hole) in enumerate(zip(covered, holes, strict=True))]
    run = cut_run(pictures, around, pool)
    background, guess = first_hypotheses(run, pool)
    greys = [_grey(frame[run.box.area]) for frame in clip.frames]
    truth = _cut_truth(clip, run, greys, pool)
    blinds = blind_masks(run.small_holes)
    yield _Guess(guess.forward, background.forward, truth.forward, truth.backward, blinds, greys)
    yield _Guess(
        guess.backward[::-1],
        background.backward[::-1],
        truth.backward[::-1],
        truth.forward[::-1],
        blinds[::-1],
        greys[::-1],
    )


def _cut_truth(clip: FlowClip, run: PictureRun, greys: Sequence[NDArray[np.uint8]], pool: Pool) -> Motion:
    if clip.truth is None:
        return observe_motion(greys, [False] * (len(greys) - 1), pool)
    area = run.box.area
    return Motion([one[area] for one in clip.truth.forward], [one[area] for one in clip.truth.backward])


def _sample(way: _Guess, pair: int, size_px: int, random: Random) -> NDArray[np.float16]:
    last = len(way.guess) - 1
    pairs = [max(0, pair - 1), pair, min(last, pair + 1)]
    planes = [way.guess[at] - way.background[at] for at in pairs]
    planes += [way.blinds[at][..., None].astype(np.float32) for at in pairs]
    planes += [way.greys[at][..., None].astype(np.float32) / 255 for at in (pair, pair + 1)]
    planes += [way.truth[pair] - way.background[pair], way.background[pair]]
    planes += [_certainty(way.truth[pair], way.back[pair])]
    stacked = np.concatenate(planes, axis=2)
    return _cut_around(stacked, way.blinds[pair], size_px, random).transpose(2, 0, 1).astype(np.float16)


def _certainty(there: Flow, back: Flow) -> NDArray[np.float32]:
    """Say where both ways agree: what is hidden in the other picture can only be guessed."""
    height, width = there.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = xs + there[..., 0], ys + there[..., 1]
    returned = cv2.remap(back, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    off = np.hypot(*np.moveaxis(there + returned, 2, 0))
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    agrees = (off < _AGREE_PX + _AGREE_SHARE * np.hypot(there[..., 0], there[..., 1])) & inside
    return np.where(agrees, np.float32(1), np.float32(_UNCERTAIN))[..., None]


def _cut_around(
    planes: NDArray[np.float32], blind: NDArray[np.bool_], size_px: int, random: Random
) -> NDArray[np.float32]:
    """Cut a square in which some of the hole lies; beyond the picture there is no hole."""
    ys, xs = np.nonzero(blind)
    at = int(random.integers(len(ys)))
    height, width = blind.shape
    top, left = (
        int(np.clip(centre - random.integers(size_px // 4, 3 * size_px // 4), 0, max(0, side - size_px)))
        for centre, side in ((int(ys[at]), height), (int(xs[at]), width))
    )
    cut = planes[top : top + size_px, left : left + size_px]
    below, beside = size_px - cut.shape[0], size_px - cut.shape[1]
    padded = np.pad(cut, ((0, below), (0, beside), (0, 0)), mode="edge")
    padded[cut.shape[0] :, :, BLINDS] = 0
    padded[:, cut.shape[1] :, BLINDS] = 0
    return np.asarray(padded, np.float32)
