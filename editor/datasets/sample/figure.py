"""Somebody who walks by: capsules in the colours of clothes, rounded by light, with a shadow on the pavement.

Lengths are shares of the body's height; the origin lies on the ground under the hip, y points up and the body
walks towards positive x.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.datasets.sample.noise import Plane, smoothstep

Point = tuple[float, float]
Colour = tuple[float, float, float]

STRIDE = 0.80
"""Way of one cycle of two steps."""

REACH = 0.36
"""No part of the body is further than this from the vertical through its hip."""

HIP, SHOULDER, HEAD = 0.50, 0.795, 0.925
THIGH = SHIN = 0.245
UPPER_ARM = FOREARM = 0.165
SWING = 0.42

COAT: Colour = (0.86, 0.23, 0.16)
COAT_SHADED: Colour = (0.66, 0.16, 0.13)
TROUSERS: Colour = (0.19, 0.23, 0.36)
TROUSERS_SHADED: Colour = (0.13, 0.16, 0.26)
SHOE: Colour = (0.16, 0.12, 0.11)
SKIN: Colour = (0.87, 0.65, 0.52)
HAIR: Colour = (0.21, 0.13, 0.09)
SCARF: Colour = (0.96, 0.79, 0.33)
BAG: Colour = (0.37, 0.25, 0.16)


@dataclass(frozen=True, slots=True)
class Capsule:
    """A line from a to b that is thick at both ends."""

    a: Point
    b: Point
    radius_a: float
    radius_b: float
    colour: Colour


def walking_body(phase: float) -> tuple[Capsule, ...]:
    """Pose the body `phase` cycles into its walk; parts come from back to front."""
    angle = 2 * math.pi * phase
    bob = 0.012 * math.cos(2 * angle) - 0.012
    hip, neck = (0.0, HIP + bob), (0.018, SHOULDER + bob)
    head = (0.035, HEAD + bob)
    return (
        *_arm(neck, angle, COAT_SHADED),
        *_leg(hip, angle + math.pi, TROUSERS_SHADED),
        *_leg(hip, angle, TROUSERS),
        Capsule((-0.005, HIP - 0.06 + bob), (0.0, HIP + 0.10 + bob), 0.088, 0.076, COAT_SHADED),
        Capsule((0.0, HIP - 0.03 + bob), neck, 0.082, 0.074, COAT),
        Capsule((0.02, SHOULDER + 0.04 + bob), (0.028, SHOULDER + 0.08 + bob), 0.032, 0.030, SKIN),
        Capsule((-0.07, SHOULDER - 0.08 + bob), (-0.082, HIP + 0.06 + bob), 0.036, 0.046, BAG),
        Capsule((0.0, SHOULDER + 0.062 + bob), (0.045, SHOULDER + 0.05 + bob), 0.034, 0.034, SCARF),
        Capsule((0.030, HEAD - 0.012 + bob), head, 0.048, 0.055, SKIN),
        Capsule((0.006, HEAD - 0.006 + bob), (0.028, HEAD + 0.034 + bob), 0.046, 0.046, HAIR),
        *_arm(neck, angle + math.pi, COAT),
    )


def _leg(hip: Point, angle: float, colour: Colour) -> tuple[Capsule, ...]:
    thigh = SWING * math.sin(angle)
    bend = 0.10 + 0.85 * max(0.0, math.cos(angle)) ** 1.5
    knee = _along(hip, thigh, THIGH)
    ankle = _along(knee, thigh - bend, SHIN)
    toe = _along(ankle, thigh - 0.6 * bend + 1.45, 0.060)
    return (
        Capsule(ankle, toe, 0.026, 0.019, SHOE),
        Capsule(knee, ankle, 0.036, 0.026, colour),
        Capsule(hip, knee, 0.056, 0.038, colour),
    )


def _arm(neck: Point, angle: float, colour: Colour) -> tuple[Capsule, ...]:
    shoulder = (neck[0] - 0.012, neck[1] - 0.012)
    upper = 0.75 * SWING * math.sin(angle)
    elbow = _along(shoulder, upper, UPPER_ARM)
    hand = _along(elbow, upper + 0.28 + 0.25 * max(0.0, math.sin(angle)), FOREARM)
    return (
        Capsule(hand, _along(hand, upper + 0.4, 0.022), 0.022, 0.018, SKIN),
        Capsule(elbow, hand, 0.034, 0.027, colour),
        Capsule(shoulder, elbow, 0.042, 0.034, colour),
    )


def _along(start: Point, angle: float, length: float) -> Point:
    return start[0] + length * math.sin(angle), start[1] - length * math.cos(angle)


def distance_to(part: Capsule, x: Plane, y: Plane) -> tuple[Plane, Plane]:
    """Signed distance to a capsule's surface, negative inside, and its radius there.

    Parameters
    ----------
    part : Capsule
        The part.
    x, y : ndarray
        Points, float32.
    """
    way_x, way_y = part.b[0] - part.a[0], part.b[1] - part.a[1]
    from_x, from_y = x - np.float32(part.a[0]), y - np.float32(part.a[1])
    share = np.clip((from_x * way_x + from_y * way_y) / (way_x**2 + way_y**2), 0, 1)
    radius = part.radius_a + share * (part.radius_b - part.radius_a)
    distance = np.hypot(from_x - share * way_x, from_y - share * way_y) - radius
    return distance.astype(np.float32), radius.astype(np.float32)


def paint_body(parts: tuple[Capsule, ...], x: Plane, y: Plane, edge: float) -> tuple[Plane, Plane]:
    """Colour and coverage of a body.

    Parameters
    ----------
    parts : tuple of Capsule
        From back to front.
    x, y : ndarray
        H x W, float32, the pixels' places in body lengths.
    edge : float
        Width of the soft edge in body lengths.

    Returns
    -------
    rgb, alpha : ndarray
        H x W x 3 (not premultiplied) and H x W, float32, 0 to 1.
    """
    rgb = np.zeros((*x.shape, 3), np.float32)
    alpha = np.zeros(x.shape, np.float32)
    weave = 1 + 0.05 * np.sin(x * 260) * np.sin(y * 260 + x * 90)
    for part in parts:
        box = _box_of(part, x, y, edge)
        distance, radius = distance_to(part, x[box], y[box])
        cover = smoothstep(edge / 2, -edge / 2, distance)
        light = _roundness(part, x[box], y[box], distance, radius) * weave[box]
        colour = np.asarray(part.colour, np.float32) * light[..., None]
        rgb[box] += (colour - rgb[box]) * _share(cover, alpha[box])[..., None]
        alpha[box] = np.maximum(alpha[box], cover)
    return np.clip(rgb, 0, 1), alpha


def shadow_of(parts: tuple[Capsule, ...], x: Plane, y: Plane, softness: float) -> Plane:
    """Coverage of a body with a wide soft edge that ends at `softness`, as its shadow has."""
    nearest = np.full(x.shape, np.inf, np.float32)
    for part in parts:
        box = _box_of(part, x, y, softness)
        nearest[box] = np.minimum(nearest[box], distance_to(part, x[box], y[box])[0])
    return smoothstep(softness, -softness / 3, nearest)


def _share(cover: Plane, below: Plane) -> Plane:
    # Colours are kept free of the background: where nothing is below, the part's colour counts in full.
    return np.where(below > 0, cover / np.maximum(np.maximum(cover, below), 1e-6), cover > 0).astype(
        np.float32
    )


def _roundness(part: Capsule, x: Plane, y: Plane, distance: Plane, radius: Plane) -> Plane:
    # The light comes from the upper left and a little from the front.
    inwards = np.clip(1 + distance / radius, 0, 1)
    middle_x, middle_y = (part.a[0] + part.b[0]) / 2, (part.a[1] + part.b[1]) / 2
    side = np.clip(((y - middle_y) * 0.5 - (x - middle_x)) / (2 * radius), -1, 1)
    light: Plane = (0.72 + 0.30 * np.sqrt(1 - inwards**2) + 0.22 * side * inwards).astype(np.float32)
    return light


def _box_of(part: Capsule, x: Plane, y: Plane, margin: float) -> tuple[slice, slice]:
    reach = max(part.radius_a, part.radius_b) + margin
    near_x = (x > min(part.a[0], part.b[0]) - reach) & (x < max(part.a[0], part.b[0]) + reach)
    near_y = (y > min(part.a[1], part.b[1]) - reach) & (y < max(part.a[1], part.b[1]) + reach)
    rows, columns = np.nonzero(near_x & near_y)
    return _extent(rows), _extent(columns)


def _extent(hits: NDArray[np.int64]) -> slice:
    return slice(int(hits.min()), int(hits.max()) + 1) if hits.size else slice(0, 0)
