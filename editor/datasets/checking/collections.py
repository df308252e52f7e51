"""What lies in a folder of material: collections of pictures and clips, with their masks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from editor.datasets.importing.folders import ANNOTATIONS, PICTURES, sequence_roots
from editor.datasets.training_folders import CLASSES_NAME
from editor.datasets.training_pictures import pictures_in
from editor.errors import UsageError

MOVIE_SUFFIXES = frozenset({".mp4", ".mov", ".mkv", ".avi", ".mxf", ".webm", ".m4v", ".mpg", ".mts", ".ts"})
_IMAGES, _MASKS = "images", ("labels", "masks")
_FEWEST_FRAMES = 8


@dataclass(frozen=True, slots=True)
class Collection:
    """Pictures that belong together, or a clip.

    Attributes
    ----------
    name : str
        Its place below the folder that is looked over.
    path : Path
        Its folder, or the movie.
    is_clip : bool
        Whether neighbouring pictures are neighbours in time.
    pictures : tuple of Path
        In order; empty for a movie.
    masks : mapping of str to Path or None
        By the name of their picture without its ending, for movies by the index of the frame; None where
        nobody made masks.
    numbers_objects : bool
        Whether each value of a mask is one object; else a mask is one area or several.
    rate : Fraction or None
        Frames per second as a description beside it tells them.
    classes : mapping of str to int
        Objects by class as that description tells them.
    fault : str
        Why the description cannot be used; empty where it can.
    """

    name: str
    path: Path
    is_clip: bool
    pictures: tuple[Path, ...] = ()
    masks: Mapping[str, Path] | None = None
    numbers_objects: bool = False
    rate: Fraction | None = None
    classes: Mapping[str, int] = field(default_factory=dict)
    fault: str = ""

    @property
    def is_movie(self) -> bool:
        """Whether it is one file."""
        return not self.pictures and self.path.is_file()


def find_collections(root: Path) -> list[Collection]:
    """Look for pictures and clips.

    Parameters
    ----------
    root : Path
        A folder, or one movie.

    Raises
    ------
    UsageError
        If it is missing, or holds nothing of the kind.
    """
    if root.is_file():
        return [Collection(root.name, root, is_clip=True)]
    if not root.is_dir():
        raise UsageError("there is no such folder", remedy="check the path", path=root)
    found = list(_below(root, root))
    if not found:
        raise UsageError("it holds no pictures and no clips", remedy="give another folder", path=root)
    return found


def _below(folder: Path, root: Path) -> Iterator[Collection]:
    if (folder / "clip.json").is_file():
        yield _described_clip(folder, root)
        return
    if folder in sequence_roots(folder):
        yield from _sequences(folder, root)
        return
    if (folder / _IMAGES).is_dir():
        yield _labelled(folder, root)
        return
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in MOVIE_SUFFIXES and path.is_file():
            yield Collection(_name(path, root), path, is_clip=True)
    if pictures := tuple(pictures_in(folder)):
        yield Collection(_name(folder, root), folder, _are_frames(pictures), pictures)
    for below in sorted(path for path in folder.iterdir() if path.is_dir()):
        yield from _below(below, root)


def _described_clip(folder: Path, root: Path) -> Collection:
    name, masks, numbers = _name(folder, root), None, False
    for kind in _MASKS:
        if masks is None and (folder / kind).is_dir():
            masks, numbers = _masks_in(folder / kind), kind == "labels"
    try:
        facts = json.loads((folder / "clip.json").read_text(encoding="utf-8"))
        path = folder / str(facts.get("file", "frames"))
        rate = _rate(facts)
        classes = _classes(facts.get("classes", {}))
    except (OSError, ValueError, AttributeError, TypeError, ZeroDivisionError):
        return Collection(name, folder, is_clip=True, fault="its clip.json cannot be read")
    if not path.exists() or (path.is_dir() and not pictures_in(path)):
        return Collection(name, folder, is_clip=True, fault=f"{path.name} is missing, or empty")
    pictures = tuple(pictures_in(path)) if path.is_dir() else ()
    if masks is not None and not pictures:
        masks = {str(int(stem)) if stem.isdecimal() else stem: mask for stem, mask in masks.items()}
    return Collection(name, path, True, pictures, masks, numbers, rate, classes)


def _sequences(folder: Path, root: Path) -> Iterator[Collection]:
    base = folder / PICTURES
    for path in sorted(one for one in base.rglob("*") if one.is_dir()):
        if pictures := tuple(pictures_in(path)):
            masks = _masks_in(folder / ANNOTATIONS / path.relative_to(base))
            yield Collection(_name(path, root), path, True, pictures, masks, numbers_objects=True)


def _labelled(folder: Path, root: Path) -> Collection:
    pictures = tuple(pictures_in(folder / _IMAGES))
    for kind in _MASKS:
        if (folder / kind).is_dir():
            masks, numbers = _masks_in(folder / kind), kind == "labels"
            told = folder / CLASSES_NAME
            try:
                classes = _classes(json.loads(told.read_text(encoding="utf-8"))) if told.exists() else {}
            except (OSError, ValueError, TypeError):
                fault = f"its {CLASSES_NAME} cannot be read"
                return Collection(_name(folder, root), folder, is_clip=False, fault=fault)
            return Collection(_name(folder, root), folder, False, pictures, masks, numbers, classes=classes)
    return Collection(_name(folder, root), folder, _are_frames(pictures), pictures)


def _masks_in(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in pictures_in(folder)} if folder.is_dir() else {}


def _are_frames(pictures: tuple[Path, ...]) -> bool:
    """Tell frames from photographs: they are numbered in one row."""
    stems = [path.stem for path in pictures]
    if len(stems) < _FEWEST_FRAMES or not all(stem.isdecimal() for stem in stems):
        return False
    numbers = sorted(map(int, stems))
    return numbers[-1] - numbers[0] < 2 * len(numbers)


def _classes(told: Any) -> dict[str, int]:
    return {str(name): int(count) for name, count in dict(told).items()}


def _rate(facts: Mapping[str, Any]) -> Fraction | None:
    told = facts.get("rate", facts.get("fps"))
    return None if told is None else Fraction(str(told)).limit_denominator(1001)


def _name(path: Path, root: Path) -> str:
    name = path.relative_to(root).as_posix()
    return path.name if name == "." else name
