"""Folders as DAVIS and YouTube-VOS have them: pictures and annotations of sequences, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from editor.datasets.importing.errors import AnnotationError, reading
from editor.datasets.importing.found import Findings, Footage, LabelMap
from editor.datasets.importing.pixels import decoded_labels, file_bytes
from editor.datasets.training_pictures import pictures_in
from editor.errors import UsageError

PICTURES, ANNOTATIONS = "JPEGImages", "Annotations"


def sequence_roots(folder: Path) -> list[Path]:
    """Find folders that hold pictures and annotations side by side: the folder, or ones below (`train`)."""
    candidates = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())]
    return [one for one in candidates if (one / PICTURES).is_dir() and (one / ANNOTATIONS).is_dir()]


def sequences_in(root: Path) -> Iterator[tuple[Path, Path]]:
    """List folders of pictures with those of their annotations, whatever sizes they lie under (`480p`)."""
    for maps in sorted(path for path in (root / ANNOTATIONS).rglob("*") if path.is_dir()):
        if pictures_in(maps):
            yield root / PICTURES / maps.relative_to(root / ANNOTATIONS), maps


def find_in_folders(source: Path, rate: Fraction | None) -> Findings:
    """Read sequences.

    Parameters
    ----------
    source : Path
        The folder with `JPEGImages` and `Annotations`, or one above them.
    rate : Fraction or None
        Frames per second, which such folders do not tell.

    Raises
    ------
    UsageError
        If there are none.
    AnnotationError
        If an annotation has no picture.
    """
    found = Findings("DAVIS or YouTube-VOS")
    for root in sequence_roots(source):
        for pictures, maps in sequences_in(root):
            found.footage.append(_footage(pictures, maps, root, rate))
    if not found.footage:
        cause = f"it holds no {PICTURES} with {ANNOTATIONS}"
        raise UsageError(cause, remedy="give the folder that holds both", path=source)
    return found


def _footage(pictures: Path, folder: Path, root: Path, rate: Fraction | None) -> Footage:
    name = folder.relative_to(root / ANNOTATIONS).as_posix()
    clip = tuple(pictures_in(pictures)) if pictures.is_dir() else ()
    places = {path.stem: index for index, path in enumerate(clip)}
    maps: dict[int, Path] = {}
    for path in pictures_in(folder):
        if path.stem not in places:
            raise AnnotationError(
                path, name, "it has no picture", remedy=f"take it away, or add it to {pictures}"
            )
        maps[places[path.stem]] = path
    objects = {int(value) for path in maps.values() for value in np.unique(_labels(path, name)) if value}

    def labels(frame: int, width: int, height: int) -> LabelMap:
        found = _labels(maps[frame], name)
        if found.shape != (height, width):
            cause = f"the annotation is {found.shape[1]}x{found.shape[0]}, its picture {width}x{height}"
            raise AnnotationError(maps[frame], name, cause)
        return found

    return Footage(
        folder, name, folder.name, clip, tuple(sorted(maps)), labels, {"object": len(objects)}, rate
    )


def _labels(path: Path, entry: str) -> LabelMap:
    with reading(path, entry):
        return decoded_labels(file_bytes(path))
