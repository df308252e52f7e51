"""Motion under the holes.

Two hypotheses of what moves there, each worked out for every pair of neighbours:

- `background_motion`: the camera, and the parallax of what moves nearly with it.
- `carried_motion`: motion seen at other times. What was visible before the hole came over it, or after it
  left, goes on with the motion it had beside the camera's, and keeps its sharp motion boundaries; where that
  meets the visible surroundings of the hole it is bent to agree with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Flow, Motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, bounding_box
from engines.complete.explicit.pixels import lay_over, times
from engines.complete.membrane import smoothed

_PARALLAX_PX = 2.0
"""Difference from the camera's motion at which flow begins to count as an object's own."""

_OBJECT_PX = 0.7
_BEND_PX = 1.0
_MEETING_PX = 0.5
_FIXED_POINT_ROUNDS = 5
_CONTEXT_PX = 32
"""So far from a hole its surroundings have a say in what moves under it."""

_NEVER_SEEN = 500.0
_GUESSED = 60.0
_UNCOVERED = 20.0
_LOST_INVERSE = 60.0
_SUM = np.ones((1, 2), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One pair of neighbours in the direction of carrying."""

    seen: Flow
    camera: Flow
    background: Flow
    blind: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Carried:
    """Completed flow of one pair beside the camera's, and for how many frames it has not been seen."""

    residual: Flow
    age: NDArray[np.float32]


def background_motion(
    seen: Motion, camera: Motion, blinds: Sequence[NDArray[np.bool_]], pool: Pool
) -> Motion:
    """Flow of the background, under the holes and under whatever moves in front of it."""

    def completed(flows: Sequence[Flow], cameras: Sequence[Flow]) -> list[Flow]:
        return pool.map(
            lambda i: cameras[i] + _smooth_parallax(flows[i] - cameras[i], blinds[i]), range(len(flows))
        )

    return Motion(completed(seen.forward, camera.forward), completed(seen.backward, camera.backward))


def _smooth_parallax(residual: Flow, blind: NDArray[np.bool_]) -> Flow:
    trust = np.square(1.0 / (1.0 + _square_length(residual) / np.float32(_PARALLAX_PX**2)))
    return smoothed(residual, trust * ~blind)


def carried_motion(
    seen: Motion, camera: Motion, background: Motion, blinds: Sequence[NDArray[np.bool_]], pool: Pool
) -> Motion:
    """Flow under the holes as it was seen at other times, from both sides, the fresher side first."""
    forward_steps = list(map(_Step, seen.forward, camera.forward, background.forward, blinds))
    backward_steps = list(map(_Step, seen.backward, camera.backward, background.backward, blinds))
    forward, backward = pool.map(_carry, [forward_steps, backward_steps[::-1]])
    backward = backward[::-1]

    def merged(i: int) -> tuple[Flow, Flow]:
        there = forward[i].residual + camera.forward[i]
        back = backward[i].residual + camera.backward[i]
        return (
            _merge(there, forward[i].age, back, backward[i].age, blinds[i]),
            _merge(back, backward[i].age, there, forward[i].age, blinds[i]),
        )

    pairs = pool.map(merged, range(len(blinds)))
    return Motion([there for there, _ in pairs], [back for _, back in pairs])


def _carry(steps: Sequence[_Step]) -> list[_Carried]:
    carried: list[_Carried] = []
    for i, step in enumerate(steps):
        if not step.blind.any():
            age = np.zeros(step.blind.shape, np.float32)
            carried.append(_Carried(step.seen - step.camera, age))
        elif i == 0:
            residual, age = step.seen - step.camera, _ages(step)
            _guess_unknown(step, residual, ~step.blind, age, _surroundings(step.blind))
            carried.append(_Carried(residual, age))
        else:
            carried.append(_carry_on(steps[i - 1], carried[-1], step))
    return carried


def _surroundings(blind: NDArray[np.bool_]) -> Box:
    tight = bounding_box(blind)
    return tight.grown(_CONTEXT_PX, *blind.shape) if tight else Box(0, 0, 0, 0)


def _ages(step: _Step) -> NDArray[np.float32]:
    return np.where(step.blind, np.float32(_NEVER_SEEN), np.float32(0))


def _carry_on(before: _Step, past: _Carried, step: _Step) -> _Carried:
    residual, age = step.seen - step.camera, _ages(step)
    box = _surroundings(step.blind)
    near, near_age, blind = residual[box.area], age[box.area], step.blind[box.area]
    predicted, predicted_age, known = _predict(before, past, _beside_camera(step, box), box)
    difference = near - predicted
    trust = np.square(1.0 / (1.0 + _square_length(difference) / np.float32(_BEND_PX**2)))
    bend = smoothed(difference, trust * (known & ~blind))
    taken = blind & known
    lay_over(near, predicted + bend, taken)
    lay_over(near_age, np.minimum(predicted_age + 1, np.float32(_NEVER_SEEN - 1)), taken)
    certain = ~step.blind
    certain[box.area] |= taken
    _guess_unknown(step, residual, certain, age, box)
    return _Carried(residual, age)


def _predict(
    before: _Step, past: _Carried, plain: Flow, box: Box
) -> tuple[Flow, NDArray[np.float32], NDArray[np.bool_]]:
    """Move the past pair's motion on; of two things that meet the one that moves more lies in front."""
    past_near = past.residual[box.area]
    strength = _objectness(past_near, _beside_camera(before, box))
    in_front = smoothed(past_near, strength * (past.age[box.area] < _NEVER_SEEN) + np.float32(1e-4))
    whole = past.residual + before.camera
    front_places, front_meets = _arrivals(whole, in_front + before.camera[box.area], box)
    back_places, back_meets = _arrivals(whole, before.background[box.area], box)
    front, back = _fetch(past.residual, front_places), _fetch(past.residual, back_places)
    front_age, back_age = _fetch_nearest(past.age, front_places), _fetch_nearest(past.age, back_places)
    uncovered = ~front_meets & ~back_meets
    front_meets &= front_age < _NEVER_SEEN
    back_meets &= back_age < _NEVER_SEEN
    farther = _square_length(front - plain) >= _square_length(back - plain)
    takes_front = front_meets & (farther | ~back_meets)
    predicted, age = plain, np.full(plain.shape[:2], _UNCOVERED, np.float32)
    for taken, flow, its_age in ((back_meets, back, back_age), (takes_front, front, front_age)):
        lay_over(predicted, flow, taken)
        lay_over(age, its_age, taken)
    return predicted, age, takes_front | back_meets | uncovered


def _guess_unknown(
    step: _Step, residual: Flow, known: NDArray[np.bool_], age: NDArray[np.float32], box: Box
) -> None:
    """Set, in place, motion that no time has shown: object or background, whichever surrounds the place."""
    if known.all():
        return
    near, unknown = residual[box.area], ~known[box.area]
    plain = _beside_camera(step, box)
    strength = _objectness(near, plain)
    weight = (~unknown).astype(np.float32)
    is_object = smoothed(strength[..., None], weight)[..., 0] > 0.5
    extended = smoothed(near, weight * (strength + np.float32(1e-4)))
    lay_over(near, plain, unknown & ~is_object)
    lay_over(near, extended, unknown & is_object)
    age[box.area].flat[np.flatnonzero(unknown)] = _GUESSED


def _beside_camera(step: _Step, box: Box) -> Flow:
    return step.background[box.area] - step.camera[box.area]


def _objectness(residual: Flow, plain: Flow) -> NDArray[np.float32]:
    square = _square_length(residual - plain)
    return np.asarray(square / (square + np.float32(_OBJECT_PX**2)), np.float32)


def _square_length(flow: Flow) -> NDArray[np.float32]:
    return np.asarray(cv2.transform(cv2.multiply(flow, flow), _SUM), np.float32)


def _arrivals(flow: Flow, first_guess: Flow, box: Box) -> tuple[Flow, NDArray[np.bool_]]:
    """Find the place that moves onto each pixel of a box of the next picture, x and y, and whether one does.

    By fixed point, from a first guess of the motion there.
    """
    height, width = flow.shape[:2]
    here = np.empty((box.bottom - box.top, box.right - box.left, 2), np.float32)
    here[..., 0] = np.arange(box.left, box.right)
    here[..., 1] = np.arange(box.top, box.bottom)[:, None]
    places = here - first_guess
    for _ in range(_FIXED_POINT_ROUNDS):
        np.subtract(here, _fetch(flow, places), out=places)
    off = _square_length(places + _fetch(flow, places) - here)
    x, y = places[..., 0], places[..., 1]
    inside = (x >= -0.5) & (x <= width - 0.5) & (y >= -0.5) & (y <= height - 0.5)
    return places, inside & (off < _MEETING_PX**2)


def _inverse(flow: Flow, age: NDArray[np.float32], box: Box) -> tuple[Flow, NDArray[np.float32]]:
    places, meets = _arrivals(flow, flow[box.area], box)
    inverse_age = np.where(meets, _fetch_nearest(age, places), np.float32(_LOST_INVERSE))
    return -_fetch(flow, places), inverse_age


def _merge(
    own: Flow,
    own_age: NDArray[np.float32],
    other: Flow,
    other_age: NDArray[np.float32],
    blind: NDArray[np.bool_],
) -> Flow:
    """Under what is blind, mix motion with the inverse of the opposite one, the fresher first."""
    if not blind.any():
        return own
    box = _surroundings(blind)
    inverse, inverse_age = _inverse(other, other_age, box)
    share = _freshness(own_age[box.area])
    share /= share + _freshness(inverse_age)
    merged = own.copy()
    near = merged[box.area]
    lay_over(near, inverse + times(near - inverse, share), blind[box.area])
    return merged


def _freshness(age: NDArray[np.float32]) -> NDArray[np.float32]:
    fresh = 1 / (1 + age)
    return np.asarray(fresh * fresh * fresh, np.float32)


def _fetch(values: Flow, places: Flow) -> Flow:
    x, y = cv2.split(places)
    return np.asarray(cv2.remap(values, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _fetch_nearest(values: NDArray[np.float32], places: Flow) -> NDArray[np.float32]:
    x, y = cv2.split(places)
    return np.asarray(cv2.remap(values, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE), np.float32)
