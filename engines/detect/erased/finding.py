"""When and where something was laid over a shot, by what Auto-STTN would take away.

Looks are a few frames apart. What is found in one look only is none: an overlay stays, or goes slowly. From
one look to the next the matte is where it was and where it is, so that it also covers what moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.detect.erased.looking import OverlayLook, Rgb8, Surety

_TOGETHER = 4
_SURE, _SURELY = 0.5, 0.85
_SMALLEST_SHARE, _LARGEST_SHARE = 0.0006, 0.2
_NEAR_PX = 13
_RIM_PX = 2
_ALIKE = 0.6

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ErasedSettings:
    """How closely to look.

    Attributes
    ----------
    step : int
        Every so many frames are looked at.
    region : tuple of four floats or None
        Left, top, right and bottom as fractions of the picture, outside of which nothing is looked for.
    """

    step: int = 8
    region: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ErasedEvent:
    """Something laid over some frames.

    Attributes
    ----------
    frames : range
        Frames that show it.
    top, left : int
        Where the matte lies in the picture, in pixels.
    matte : ndarray
        H x W, uint8; 255 where it is on any of them.
    confidence : float
        0 to 1.
    """

    frames: range
    top: int
    left: int
    matte: NDArray[np.uint8]
    confidence: float


def find_erased(
    read: Callable[[int], Rgb8],
    shots: Sequence[range],
    settings: ErasedSettings,
    look: OverlayLook,
    tell: Callable[[int], None] = lambda _: None,
) -> list[ErasedEvent]:
    """Find what was laid over a clip.

    Parameters
    ----------
    read : callable
        Gives a frame by its index: H x W x 3, uint8.
    shots : sequence of range
        Frames without a cut between them.
    settings : ErasedSettings
        How closely to look.
    look : OverlayLook
        The network.
    tell : callable
        Is told each frame that was looked at, ascending; may raise to stop.

    Returns
    -------
    list of ErasedEvent
        By first frame.
    """
    return [event for shot in shots if shot for event in _in_shot(read, shot, settings, look, tell)]


def _in_shot(
    read: Callable[[int], Rgb8],
    shot: range,
    settings: ErasedSettings,
    look: OverlayLook,
    tell: Callable[[int], None],
) -> list[ErasedEvent]:
    places = sorted({*shot[:: settings.step], shot[-1]})
    sureties: list[Surety] = []
    size = 0, 0
    for first in range(0, len(places), _TOGETHER):
        pictures = [read(at) for at in places[first : first + _TOGETHER]]
        size = pictures[0].shape[:2]
        sureties += look.look(pictures)
        tell(places[min(first + _TOGETHER, len(places)) - 1])
    inside = _inside(sureties[0].shape, settings.region)
    masks = _lasting([_believed(np.where(inside, surety, 0)) for surety in sureties])
    surest = [
        float(surety[mask].mean()) if mask.any() else 0.0
        for surety, mask in zip(sureties, masks, strict=True)
    ]
    return [_event(frames, mask, max(surest), size) for frames, mask in _stretches(places, masks, shot.stop)]


def _inside(shape: tuple[int, ...], region: tuple[float, float, float, float] | None) -> Mask:
    inside = np.ones(shape, np.bool_)
    if region is not None:
        left, top, right, bottom = region
        rows = (np.arange(shape[0]) + 0.5) / shape[0]
        columns = (np.arange(shape[1]) + 0.5) / shape[1]
        inside &= ((rows >= top) & (rows < bottom))[:, None] & (columns >= left) & (columns < right)
    return inside


def _believed(surety: NDArray[np.floating]) -> Mask:
    """Keep what is likely, wherever some of it is sure, and it is neither a speck nor half the picture."""
    likely = (surety > _SURE).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(likely, connectivity=8)
    sure = np.bincount(labels[surety > _SURELY], minlength=count) > 0
    share = stats[:, cv2.CC_STAT_AREA] / surety.size
    kept = sure & (share >= _SMALLEST_SHARE) & (share <= _LARGEST_SHARE)
    kept[0] = False
    return np.asarray(kept[labels], np.bool_)


def _lasting(masks: Sequence[Mask]) -> list[Mask]:
    """Keep what the look before or after has, too, there or nearby."""
    if len(masks) < 2:
        return list(masks)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _NEAR_PX + 1, 2 * _NEAR_PX + 1))
    around = [cv2.dilate(mask.astype(np.uint8), kernel) > 0 for mask in masks]
    kept = []
    for at, mask in enumerate(masks):
        others = [around[near] for near in (at - 1, at + 1) if 0 <= near < len(masks)]
        count, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
        again = np.bincount(labels[np.logical_or.reduce(others) & mask], minlength=count) > 0
        again[0] = False
        kept.append(np.asarray(again[labels], np.bool_))
    return kept


def _stretches(places: Sequence[int], masks: Sequence[Mask], end: int) -> list[tuple[range, Mask]]:
    """Join looks to stretches of frames: where it was and where it is, and longer where it stays."""
    found: list[tuple[range, Mask]] = []
    following = [*masks[1:], masks[-1]]
    ends = [*places[1:], end]
    for start, stop, mask, then in zip(places, ends, masks, following, strict=True):
        both = mask | then
        if not both.any():
            continue
        if found and found[-1][0].stop == start and _overlap(found[-1][1], both) >= _ALIKE:
            found[-1] = range(found[-1][0].start, stop), found[-1][1] | both
        else:
            found.append((range(start, stop), both))
    return found


def _overlap(one: Mask, other: Mask) -> float:
    return float((one & other).sum() / max(1, (one | other).sum()))


def _event(frames: range, mask: Mask, confidence: float, size: tuple[int, int]) -> ErasedEvent:
    """Bring a mask to the size of the picture, with a rim for what the network is not sure of."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _RIM_PX + 1, 2 * _RIM_PX + 1))
    grown = cv2.dilate(mask.astype(np.uint8) * 255, kernel)
    large = cv2.resize(grown, (size[1], size[0]), interpolation=cv2.INTER_LINEAR) > 127
    left, top, width, height = cv2.boundingRect(large.astype(np.uint8))
    matte = large[top : top + height, left : left + width].astype(np.uint8) * 255
    return ErasedEvent(frames, top, left, matte, confidence)
