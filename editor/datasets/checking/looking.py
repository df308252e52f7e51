"""One look at every picture, frame and mask of a collection."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.checking.collections import Collection
from editor.datasets.checking.files import damage_in
from editor.datasets.checking.hashes import perceptual_hash
from editor.datasets.importing.pixels import decoded, decoded_labels, file_bytes
from editor.errors import CleanplateError
from editor.media.convert import to_rgb
from editor.media.opening import open_clip

Grey = NDArray[np.uint8]
Rgb8 = NDArray[np.uint8]

_SMALL = 64, 36
_INSIDE = 128
_LEAST_PART = 2e-4
"""Areas of a mask below this share of the picture are specks and no objects."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that cannot be read.

    Attributes
    ----------
    place : str
        Which file or frame.
    cause : str
        Why.
    """

    place: str
    cause: str


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A picture or frame that was looked at.

    Attributes
    ----------
    index : int
        Its place in the collection.
    place : str
        The name of its file, or the number of the frame.
    width, height : int
        In pixels.
    digest : str
        Of its file; empty for frames of movies.
    code : int or None
        Hash of how it looks; None for pictures without structure.
    mean, bright : float
        Mean level, and the level that one pixel in a hundred exceeds: 0 to 255.
    change : float
        Mean difference of levels to the one before, seen small; infinite for the first.
    """

    index: int
    place: str
    width: int
    height: int
    digest: str
    code: int | None
    mean: float
    bright: float
    change: float


@dataclass(frozen=True, slots=True)
class MaskSight:
    """A mask that was looked at.

    Attributes
    ----------
    index : int
        Of its picture.
    place : str
        Its name.
    width, height : int
        In pixels.
    share : float
        Of the picture, 0 to 1.
    objects : int
        How many there are.
    """

    index: int
    place: str
    width: int
    height: int
    share: float
    objects: int


@dataclass(slots=True)
class Looked:
    """All that was seen of a collection.

    Attributes
    ----------
    collection : Collection
        Of which.
    sights : list of Sight
        Its pictures, in order, without damaged ones.
    masks : list of MaskSight
        Their masks, without damaged ones.
    damages : list of Damage
        What cannot be read.
    unmasked : list of str
        Pictures without a mask, where others have one.
    superfluous : list of str
        Masks without a picture.
    rate : Fraction or None
        Frames per second, where it is a clip and somebody tells.
    is_variable_rate : bool
        Whether the times between frames differ.
    """

    collection: Collection
    sights: list[Sight] = field(default_factory=list)
    masks: list[MaskSight] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)
    unmasked: list[str] = field(default_factory=list)
    superfluous: list[str] = field(default_factory=list)
    rate: Fraction | None = None
    is_variable_rate: bool = False


def look_at_collection(collection: Collection, tell: Callable[[str], None]) -> Looked:
    """Read everything in a collection once.

    Parameters
    ----------
    collection : Collection
        What to look at.
    tell : callable
        Is given what is looked at.
    """
    looked = Looked(collection, rate=collection.rate)
    if collection.fault:
        looked.damages.append(Damage("", collection.fault))
        return looked
    keys: list[str] = []
    before: Grey | None = None
    for index, key, place, digest, rgb in _pictures(looked, keys):
        tell(f"{collection.name} {place}")
        sight, before = _sight(index, place, digest, rgb, before)
        looked.sights.append(sight)
        _look_at_mask(looked, index, key)
    if collection.masks is not None:
        looked.superfluous += [mask.name for key, mask in collection.masks.items() if key not in set(keys)]
        looked.unmasked += [key for key in keys if key not in collection.masks]
    return looked


def _pictures(looked: Looked, keys: list[str]) -> Iterator[tuple[int, str, str, str, Rgb8]]:
    """Give index, key, place, digest and pixels of all that can be read; keys name all there are."""
    if looked.collection.is_movie:
        yield from _frames(looked, keys)
        return
    for index, path in enumerate(looked.collection.pictures):
        keys.append(path.stem)
        read = _read(path, looked.damages, decoded)
        if read is not None:
            yield index, path.stem, path.name, hashlib.sha256(read[0]).hexdigest(), read[1]


def _frames(looked: Looked, keys: list[str]) -> Iterator[tuple[int, str, str, str, Rgb8]]:
    index = 0
    try:
        with closing(open_clip(looked.collection.path)) as reader:
            looked.rate = reader.info.rate
            looked.is_variable_rate = reader.info.is_variable_rate
            keys += map(str, range(len(reader)))
            for index in range(len(reader)):
                rgb = to_rgb(reader.read(index))
                small = (rgb >> 8 if rgb.dtype == np.uint16 else rgb).astype(np.uint8, copy=False)
                yield index, str(index), f"frame {index}", "", small
    except CleanplateError as error:
        looked.damages.append(Damage(f"frame {index}", error.cause))


def _read(
    path: Path, damages: list[Damage], decode: Callable[[bytes], NDArray[np.uint8]]
) -> tuple[bytes, NDArray[np.uint8]] | None:
    try:
        data = file_bytes(path)
        cause = damage_in(data)
        if cause is None:
            return data, decode(data)
    except CleanplateError as error:
        cause = error.cause
    damages.append(Damage(path.name, cause))
    return None


def _sight(index: int, place: str, digest: str, rgb: Rgb8, before: Grey | None) -> tuple[Sight, Grey]:
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
    small = cv2.resize(grey, _SMALL, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    change = float("inf") if before is None else float(np.mean(cv2.absdiff(small, before)))
    sight = Sight(
        index,
        place,
        width=rgb.shape[1],
        height=rgb.shape[0],
        digest=digest,
        code=perceptual_hash(grey),
        mean=float(small.mean()),
        bright=float(np.percentile(small, 99)),
        change=change,
    )
    return sight, small


def _look_at_mask(looked: Looked, index: int, key: str) -> None:
    path = (looked.collection.masks or {}).get(key)
    if path is None:
        return
    read = _read(path, looked.damages, decoded_labels)
    if read is None:
        return
    labels = read[1]
    share, count = mask_facts(labels, numbers_objects=looked.collection.numbers_objects)
    height, width = labels.shape
    looked.masks.append(MaskSight(index, path.name, width, height, share, count))


def mask_facts(labels: Grey, *, numbers_objects: bool) -> tuple[float, int]:
    """Tell how much of a picture a mask covers, and how many objects it has."""
    if numbers_objects:
        return float(np.mean(labels > 0)), len(np.unique(labels[labels > 0]))
    inside = (labels >= _INSIDE if labels.max(initial=0) >= _INSIDE else labels > 0).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(inside)
    areas = stats[1:, cv2.CC_STAT_AREA]
    return float(inside.mean()), int((areas >= _LEAST_PART * inside.size).sum())
