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
from engines.complete.membrane import pull_push

_PARALLAX_PX = 2.0
"""Difference from the camera's motion at which flow begins to count as an object's own."""

_OBJECT_PX = 0.7
_BEND_PX = 1.0
_MEETING_PX = 0.5
_FIXED_POINT_ROUNDS = 5

_NEVER_SEEN = 500.0
_GUESSED = 60.0
_UNCOVERED = 20.0
_LOST_INVERSE = 60.0


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
    square = np.einsum("ijk,ijk->ij", residual, residual)
    trust = np.square(1.0 / (1.0 + square / _PARALLAX_PX**2)) * ~blind
    return pull_push(residual, trust.astype(np.float32))


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
            _merge(there, forward[i].age, *_inverse(back, backward[i].age), blinds[i]),
            _merge(back, backward[i].age, *_inverse(there, forward[i].age), blinds[i]),
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
            carried.append(_guess_unknown(step, step.seen - step.camera, ~step.blind, _ages(step)))
        else:
            carried.append(_carry_on(steps[i - 1], carried[-1], step))
    return carried


def _ages(step: _Step) -> NDArray[np.float32]:
    return np.where(step.blind, np.float32(_NEVER_SEEN), np.float32(0))


def _carry_on(before: _Step, past: _Carried, step: _Step) -> _Carried:
    residual = step.seen - step.camera
    plain = step.background - step.camera
    predicted, predicted_age, known = _predict(before, past, plain)
    difference = residual - predicted
    square = np.einsum("ijk,ijk->ij", difference, difference)
    trust = (known & ~step.blind) * np.square(1.0 / (1.0 + square / _BEND_PX**2))
    bend = pull_push(difference, trust.astype(np.float32))
    taken = step.blind & known
    residual[taken] = (predicted + bend)[taken]
    age = _ages(step)
    age[taken] = np.minimum(predicted_age[taken] + 1, _NEVER_SEEN - 1)
    return _guess_unknown(step, residual, ~step.blind | taken, age)


def _predict(
    before: _Step, past: _Carried, plain: Flow
) -> tuple[Flow, NDArray[np.float32], NDArray[np.bool_]]:
    """Move the past pair's motion on; of two things that meet the one that moves more lies in front."""
    past_plain = before.background - before.camera
    strength = _objectness(past.residual, past_plain)
    in_front = pull_push(past.residual, strength * (past.age < _NEVER_SEEN) + np.float32(1e-4))
    whole = past.residual + before.camera
    front_x, front_y, front_meets = _arrivals(whole, in_front + before.camera)
    back_x, back_y, back_meets = _arrivals(whole, before.background)
    front, back = _fetch(past.residual, front_x, front_y), _fetch(past.residual, back_x, back_y)
    front_age = _fetch_nearest(past.age, front_x, front_y)
    back_age = _fetch_nearest(past.age, back_x, back_y)
    uncovered = ~front_meets & ~back_meets
    front_meets &= front_age < _NEVER_SEEN
    back_meets &= back_age < _NEVER_SEEN
    farther = _square_length(front - plain) >= _square_length(back - plain)
    takes_front = front_meets & (farther | ~back_meets)
    predicted = np.where(takes_front[..., None], front, np.where(back_meets[..., None], back, plain))
    age = np.where(takes_front, front_age, np.where(back_meets, back_age, np.float32(_UNCOVERED)))
    return predicted, age, takes_front | back_meets | uncovered


def _guess_unknown(
    step: _Step, residual: Flow, known: NDArray[np.bool_], age: NDArray[np.float32]
) -> _Carried:
    """Motion that no time has shown: object or background, whichever surrounds the place."""
    if not known.all():
        plain = step.background - step.camera
        strength = _objectness(residual, plain)
        weight = known.astype(np.float32)
        is_object = pull_push(strength[..., None], weight)[..., 0] > 0.5
        extended = pull_push(residual, weight * (strength + np.float32(1e-4)))
        guess = np.where(is_object[..., None], extended, plain)
        residual[~known] = guess[~known]
        age[~known] = _GUESSED
    return _Carried(residual, age)


def _objectness(residual: Flow, plain: Flow) -> NDArray[np.float32]:
    square = _square_length(residual - plain)
    return np.asarray(square / (square + _OBJECT_PX**2), np.float32)


def _square_length(flow: Flow) -> NDArray[np.float32]:
    return np.asarray(np.einsum("ijk,ijk->ij", flow, flow), np.float32)


def _arrivals(
    flow: Flow, first_guess: Flow
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """Find the place that moves onto each pixel of the next picture, by fixed point, and whether one does."""
    height, width = flow.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = xs - first_guess[..., 0], ys - first_guess[..., 1]
    for _ in range(_FIXED_POINT_ROUNDS):
        step = _fetch(flow, x, y)
        x, y = xs - step[..., 0], ys - step[..., 1]
    step = _fetch(flow, x, y)
    off = np.hypot(x + step[..., 0] - xs, y + step[..., 1] - ys)
    inside = (x >= -0.5) & (x <= width - 0.5) & (y >= -0.5) & (y <= height - 0.5)
    return x, y, inside & (off < _MEETING_PX)


def _inverse(flow: Flow, age: NDArray[np.float32]) -> tuple[Flow, NDArray[np.float32]]:
    x, y, meets = _arrivals(flow, flow)
    inverse_age = np.where(meets, _fetch_nearest(age, x, y), np.float32(_LOST_INVERSE))
    return -_fetch(flow, x, y), inverse_age


def _merge(
    own: Flow,
    own_age: NDArray[np.float32],
    other: Flow,
    other_age: NDArray[np.float32],
    blind: NDArray[np.bool_],
) -> Flow:
    own_weight, other_weight = 1 / (1 + own_age) ** 3, 1 / (1 + other_age) ** 3
    share = (own_weight / (own_weight + other_weight))[..., None]
    merged = own.copy()
    merged[blind] = (own * share + other * (1 - share))[blind]
    return merged


def _fetch(values: Flow, x: NDArray[np.float32], y: NDArray[np.float32]) -> Flow:
    return np.asarray(cv2.remap(values, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _fetch_nearest(
    values: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    fetched = cv2.remap(values, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(fetched, np.float32)
