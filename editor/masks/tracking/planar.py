"""A plane followed from frame to frame, and held to how it looked at first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.errors import MaskValueError
from editor.masks.evaluate.areas import Area
from editor.masks.levels import Matte
from editor.masks.model.tracks import TrackStep
from editor.masks.tracking.matching import (
    PATCH_PX,
    Grey,
    Homography,
    Match,
    Points,
    corners,
    match,
    moved,
)

Rgb = NDArray[np.uint8] | NDArray[np.uint16]
PictureAt = Callable[[int], Rgb]
"""Gives a frame by its index: H x W x 3."""

MatteAt = Callable[[int], Matte | None]
"""Gives what lies before the plane on a frame: H x W, 255 where points would mislead."""

_LONGEST_SIDE_PX = 1920
_FARTHEST_STEP_PX = 128
_REST_PX = 32
_LIGHT_WINDOW_PX = 41
_LEAST_CONTRAST = 8.0
_FARTHEST_PX = 30_000
_MOST_AREA_CHANGE = 2.0
_LEAST_AREA_PX = 64.0


@dataclass(frozen=True, slots=True)
class _Reference:
    """The plane as it was drawn.

    Attributes
    ----------
    area : Area
        The region's surroundings in the picture, at working size.
    grey : ndarray of uint8
        Its pixels.
    outline : ndarray of float32
        N x 2: corners of the region, in pixels.
    points : ndarray of float32
        N x 2: what is looked for in other frames, in pixels of the area.
    to_pixels : ndarray of float64
        3 x 3: from fractions of the picture to pixels.
    """

    area: Area
    grey: Grey
    outline: Points
    points: Points
    to_pixels: Homography


def track_plane(
    picture_at: PictureAt,
    reference_frame: int,
    region: Sequence[tuple[float, float]],
    frames: Sequence[int],
    *,
    in_front: MatteAt = lambda _: None,
) -> Iterator[TrackStep]:
    """Follow a plane through a shot, in one direction.

    From each frame to the next points are followed and a homography is fitted; then the frame, rectified by
    it, is compared to the reference frame, so that errors do not add up as long as the surface looks alike.

    Parameters
    ----------
    picture_at : callable
        Gives frames.
    reference_frame : int
        Frame index at which the region was drawn.
    region : sequence of (float, float)
        Corners of the surface, fractions of the picture.
    frames : sequence of int
        Frame indices in order, from the neighbour of the reference frame on, forwards or backwards.
    in_front : callable
        Gives mattes of what lies before the plane; None where nothing does.

    Yields
    ------
    TrackStep
        For each frame as long as the plane can be followed. Its error is how far points lie from where they
        lay on the reference frame; where they are not found there, it grows by that of each step.

    Raises
    ------
    MaskValueError
        If the region has too little texture to be followed.
    """
    grey = _grey(picture_at(reference_frame))
    reference = _reference(grey, region, in_front(reference_frame))
    if match(reference.points, reference.grey, reference.grey) is None:
        raise MaskValueError("the region has too little texture", remedy="draw it around more of the surface")
    last = Match(np.eye(3), 0.0)
    before, frame_before = grey, reference_frame
    for frame in frames:
        after = _grey(picture_at(frame))
        outline = moved(reference.outline, last.homography)
        step = _step(outline, before, after, in_front(frame_before))
        if step is None:
            return
        guess = Match(step.homography @ last.homography, last.error_px + step.error_px)
        now = _held(reference, guess, after, in_front(frame))
        if not _is_plausible(reference, last, now):
            return
        yield _as_step(frame, now, reference)
        last, before, frame_before = now, after, frame


def _grey(rgb: Rgb) -> Grey:
    eight_bit = (rgb >> 8 if rgb.dtype == np.uint16 else rgb).astype(np.uint8, copy=False)
    grey = cv2.cvtColor(eight_bit, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _LONGEST_SIDE_PX / max(grey.shape))
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _evenly_lit(grey.astype(np.float32))


def _evenly_lit(grey: NDArray[np.float32]) -> Grey:
    """Bring each surrounding to the same brightness and contrast, so that changes of light do not mislead."""
    window = (_LIGHT_WINDOW_PX, _LIGHT_WINDOW_PX)
    mean = cv2.boxFilter(grey, -1, window)
    variance = cv2.sqrBoxFilter(grey, -1, window) - mean * mean
    contrast = np.sqrt(np.maximum(variance, 0)) + _LEAST_CONTRAST
    return np.asarray(np.rint((grey - mean) / contrast * 48 + 128).clip(0, 255), np.uint8)


def _reference(grey: Grey, region: Sequence[tuple[float, float]], in_front: Matte | None) -> _Reference:
    height, width = grey.shape
    # A fraction counts from the picture's corner, a pixel from its own middle.
    to_pixels = np.array([[width, 0, -0.5], [0, height, -0.5], [0, 0, 1]], np.float64)
    outline = moved(np.array(region, np.float32), to_pixels)
    area = _around(outline, grey.shape, _REST_PX)
    part = area.within(Area(0, 0, width, height))
    points = corners(grey[part], _mask(outline, grey.shape, in_front)[part])
    return _Reference(area, grey[part].copy(), outline, points, to_pixels)


def _mask(outline: Points, shape: tuple[int, ...], in_front: Matte | None) -> Grey:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(outline.clip(-_FARTHEST_PX, _FARTHEST_PX)).astype(np.int32)], 255)
    if in_front is not None:
        mask[_hidden(in_front, shape)] = 0
    return mask


def _hidden(in_front: Matte, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where points would see what lies before the plane: on it, and with their patch beside it."""
    fitted = cv2.resize(in_front, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.dilate(fitted, np.ones((PATCH_PX, PATCH_PX), np.uint8)) > 0)


def _step(outline: Points, before: Grey, after: Grey, in_front: Matte | None) -> Match | None:
    """Follow the region from one frame to the next; only its surroundings are looked at."""
    mask = _mask(outline, before.shape, in_front)
    area = _around(outline, before.shape, _FARTHEST_STEP_PX)
    whole = Area(0, 0, before.shape[1], before.shape[0])
    if area.is_empty:
        return None
    part = area.within(whole)
    found = match(corners(before[part], mask[part]), before[part], after[part])
    if found is None:
        return None
    shift = _shift(area)
    return Match(shift @ found.homography @ np.linalg.inv(shift), found.error_px)


def _around(outline: Points, shape: tuple[int, ...], margin_px: int) -> Area:
    left, top, width, height = cv2.boundingRect(outline.clip(-_FARTHEST_PX, _FARTHEST_PX))
    area = Area(left, top, left + width, top + height).widened(margin_px)
    return area.meet(Area(0, 0, shape[1], shape[0]))


def _shift(area: Area) -> Homography:
    """From pixels of an area to pixels of the picture."""
    return np.array([[1, 0, area.left], [0, 1, area.top], [0, 0, 1]], np.float64)


def _held(reference: _Reference, guess: Match, after: Grey, in_front: Matte | None) -> Match:
    """Compare a frame, rectified, to the reference frame, and take what is left over into account."""
    shift = _shift(reference.area)
    rectified = cv2.warpPerspective(
        after,
        guess.homography @ shift,
        reference.grey.shape[::-1],
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )
    points = _in_sight(reference.points, guess.homography @ shift, after.shape, in_front)
    rest = match(points, reference.grey, rectified.astype(np.uint8, copy=False))
    if rest is None:
        return guess
    return Match(guess.homography @ shift @ rest.homography @ np.linalg.inv(shift), rest.error_px)


def _in_sight(
    points: Points, homography: Homography, shape: tuple[int, ...], in_front: Matte | None
) -> Points:
    """Leave out points that something is in front of."""
    if in_front is None:
        return points
    height, width = shape
    column, row = np.rint(moved(points, homography)).astype(int).T
    is_inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    is_hidden = _hidden(in_front, shape)[row.clip(0, height - 1), column.clip(0, width - 1)]
    return np.asarray(points[is_inside & ~is_hidden])


def _is_plausible(reference: _Reference, last: Match, now: Match) -> bool:
    """Whether the region is still one, seen from the same side, and of about the size it just had."""
    was, area = (
        cv2.contourArea(moved(reference.outline, it.homography), oriented=True) for it in (last, now)
    )
    depth = now.homography[2, :2] @ reference.outline.T + now.homography[2, 2]
    if not (depth > 0).all() or abs(area) < _LEAST_AREA_PX or not np.isfinite(area):
        return False
    return 1 / _MOST_AREA_CHANGE < area / was < _MOST_AREA_CHANGE


def _as_step(frame: int, now: Match, reference: _Reference) -> TrackStep:
    in_fractions = np.linalg.inv(reference.to_pixels) @ now.homography @ reference.to_pixels
    in_fractions /= in_fractions[2, 2]
    error = float(now.error_px / reference.to_pixels[1, 1])
    return TrackStep(frame, tuple(in_fractions.ravel().tolist()), error)
