"""Things to be followed: people and regions as photographs show them, and shapes cut out of anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np

from engines.train.material import Frames, LabelledFrames, Labels, Material, MaterialError, Rgb8, SoftMask
from engines.train.warps import Random

_LEAST_SHARE, _LARGEST_SHARE = 0.006, 0.4
_LEAST_PIXELS = 150
_TRIES = 8
_MERGED = 0.35
_KINDS = (0.4, 0.35, 0.25)
_CONTOUR_POINTS = 12

SourceT = TypeVar("SourceT", bound=Frames)


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """An object in its picture.

    Attributes
    ----------
    rgb : Rgb8
        The whole picture.
    mask : SoftMask
        Of the object, of the picture's size.
    """

    rgb: Rgb8
    mask: SoftMask

    @property
    def centre_px(self) -> tuple[float, float]:
        """Middle of its box, x and y."""
        left, top, width, height = self._box()
        return left + width / 2, top + height / 2

    @property
    def length_px(self) -> float:
        """Longer side of its box."""
        return float(max(self._box()[2:]))

    def _box(self) -> tuple[int, int, int, int]:
        left, top, width, height = cv2.boundingRect((self.mask > 0.5).astype(np.uint8))
        return left, top, max(1, width), max(1, height)


def draw_thing(material: Material, random: Random) -> Thing:
    """Choose something to follow: an instance, a region or a made-up shape.

    Parameters
    ----------
    material : Material
        What there is; kinds that are missing are passed over.
    random : Generator
        What chooses.

    Raises
    ------
    MaterialError
        If nothing usable is found.
    """
    kinds = (
        (material.instances, _instance),
        (material.regions, _region),
    )
    weights = np.array([_KINDS[at] * any(map(len, kinds[at][0])) for at in range(2)] + [_KINDS[2]])
    for _ in range(_TRIES):
        kind = int(random.choice(3, p=weights / weights.sum()))
        thing = cut_shape(material, random) if kind == 2 else kinds[kind][1](kinds[kind][0], random)
        if thing is not None:
            return thing
    raise MaterialError("the label pictures hold no object of a usable size")


def draw_picture(material: Material, random: Random) -> Rgb8:
    """Choose a picture of any kind, as a background or a texture."""
    source, index = draw_index([*material.pictures, *material.regions, *material.instances], random)
    return source.frame(index)


def _instance(sources: Sequence[LabelledFrames], random: Random) -> Thing | None:
    source, index = draw_index(sources, random)
    labels = source.labels(index)
    mask = _mask_of(labels, [int(random.choice(_values(labels, from_value=1)))]) if labels.any() else None
    return None if mask is None else Thing(source.frame(index), mask)


def _region(sources: Sequence[LabelledFrames], random: Random) -> Thing | None:
    source, index = draw_index(sources, random)
    labels = source.labels(index)
    chosen = [int(random.choice(_values(labels, from_value=0)))]
    if random.random() < _MERGED:
        around = cv2.dilate((labels == chosen[0]).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        neighbours = [int(one) for one in np.unique(labels[around]) if one != chosen[0]]
        if neighbours:
            chosen.append(neighbours[int(random.integers(len(neighbours)))])
    mask = _mask_of(labels, chosen)
    return None if mask is None else Thing(source.frame(index), mask)


def cut_shape(material: Material, random: Random) -> Thing:
    """Cut a smooth shape out of a picture."""
    rgb = draw_picture(material, random)
    height, width = rgb.shape[:2]
    angles = np.linspace(0, 2 * np.pi, _CONTOUR_POINTS, endpoint=False)
    radius = min(height, width) * random.uniform(0.12, 0.3) * np.exp(random.normal(0, 0.3, _CONTOUR_POINTS))
    stretch = np.exp(random.normal(0, 0.35))
    points = np.column_stack([np.cos(angles) * radius * stretch, np.sin(angles) * radius / stretch])
    points += [width / 2, height / 2]
    mask = np.zeros((height, width), np.float32)
    cv2.fillPoly(mask, [np.rint(_rounded(points)).astype(np.int32)], 1.0)
    return Thing(rgb, mask)


def _rounded(
    points: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Cut a polygon's corners, three times (Chaikin)."""
    for _ in range(3):
        after = np.roll(points, -1, axis=0)
        points = np.stack([0.75 * points + 0.25 * after, 0.25 * points + 0.75 * after], 1).reshape(-1, 2)
    return points


def _mask_of(labels: Labels, values: Sequence[int]) -> SoftMask | None:
    mask = np.isin(labels, values)
    area = int(np.count_nonzero(mask))
    is_usable = max(_LEAST_PIXELS, _LEAST_SHARE * mask.size) <= area <= _LARGEST_SHARE * mask.size
    return mask.astype(np.float32) if is_usable else None


def _values(labels: Labels, *, from_value: int) -> list[int]:
    return [int(one) for one in np.unique(labels) if one >= from_value]


def draw_index(sources: Sequence[SourceT], random: Random) -> tuple[SourceT, int]:
    """Choose a picture, each alike, whichever source it is in."""
    counts = np.cumsum([len(one) for one in sources])
    if not len(counts) or not counts[-1]:
        raise MaterialError("no picture")
    at = int(random.integers(counts[-1]))
    place = int(np.searchsorted(counts, at, side="right"))
    return sources[place], at - (int(counts[place - 1]) if place else 0)
