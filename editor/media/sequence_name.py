"""How picture sequences are named, and which one a user means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from editor.media.errors import MediaError, SequenceError

PICTURE_SUFFIXES = frozenset({".png", ".tif", ".tiff", ".exr", ".dpx", ".jpg", ".jpeg"})
_PLACE = re.compile(r"%0?(\d*)d|(#+)")
_DIGITS = re.compile(r"\d+")
_MOST_MISSING = 1_000_000
_RIVAL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class PictureSequence:
    """Pictures of one shot, in order.

    Attributes
    ----------
    pattern : str
        Their common name with `%04d` or `%d` in the number's place; the plain name of a single picture.
    paths : tuple of Path
        The pictures, by number.
    numbers : tuple of int
        Number in each name; empty where the name of a single picture has none.
    """

    pattern: str
    paths: tuple[Path, ...]
    numbers: tuple[int, ...]

    @property
    def missing_numbers(self) -> tuple[int, ...]:
        """Numbers between the first and the last that have no picture."""
        if not self.numbers:
            return ()
        present = set(self.numbers)
        return tuple(n for n in range(self.numbers[0], self.numbers[-1]) if n not in present)


@dataclass(frozen=True, slots=True)
class _Group:
    """Pictures whose names differ in one number only: what is before and behind it; number and path."""

    prefix: str
    suffix: str
    pictures: list[tuple[int, Path]]

    @property
    def pattern(self) -> str:
        around = len(self.prefix) + len(self.suffix)
        width = min(len(path.name) - around for _, path in self.pictures)
        place = f"%0{width}d" if width > 1 else "%d"
        return f"{self.prefix}{place}{self.suffix}"


def is_picture(path: Path) -> bool:
    """Say whether a file name is that of a picture we read."""
    return path.suffix.lower() in PICTURE_SUFFIXES and not path.name.startswith(".")


def find_sequence(path_or_pattern: str) -> PictureSequence | None:
    """Find the pictures that a user means.

    Parameters
    ----------
    path_or_pattern : str
        A folder: its largest group of pictures whose names differ in one number only; strays beside it are
        left out. A pattern with `%04d`, `%d` or `####`. A single picture: that picture alone.

    Returns
    -------
    PictureSequence or None
        None where the name is neither of these.

    Raises
    ------
    SequenceError
        If a folder or pattern names no pictures, or a folder holds several sequences of similar length.
    """
    path = Path(path_or_pattern)
    if path.is_dir():
        return _largest_group(path)
    if path.is_file() or not _PLACE.search(path.name):
        return _single(path) if is_picture(path) else None
    return _matching(path)


def _single(path: Path) -> PictureSequence:
    digits = _DIGITS.findall(path.stem)
    return PictureSequence(path.name, (path,), (int(digits[-1]),) if digits else ())


def _matching(pattern: Path) -> PictureSequence:
    place = list(_PLACE.finditer(pattern.name))[-1]
    width = int(place[1] or 1) if place[1] is not None else len(place[2])
    prefix, suffix = pattern.name[: place.start()], pattern.name[place.end() :]
    numbered = re.compile(rf"{re.escape(prefix)}(\d{{{width},}}){re.escape(suffix)}")
    found = [
        (int(match[1]), path)
        for path in _pictures(pattern.parent)
        if (match := numbered.fullmatch(path.name))
    ]
    if not found:
        raise SequenceError(
            "no picture has such a name", remedy="check folder and pattern", path=str(pattern)
        )
    return _sequence(pattern.parent, _Group(prefix, suffix, found))


def _largest_group(folder: Path) -> PictureSequence:
    pictures = _pictures(folder)
    if not pictures:
        raise SequenceError(
            "it holds no PNG, TIFF, EXR, DPX or JPEG pictures",
            remedy="choose another folder",
            path=str(folder),
        )
    if len(pictures) == 1:
        return _single(pictures[0])
    groups = _by_size(pictures)
    if not groups or len(groups[0].pictures) < 2:
        raise SequenceError(
            "it holds no numbered pictures of one name", remedy="choose one of the pictures", path=str(folder)
        )
    largest = groups[0]
    taken = {path for _, path in largest.pictures}
    rivals = _by_size([path for path in pictures if path not in taken])[:1]
    if any(len(rival.pictures) >= max(2, _RIVAL_SHARE * len(taken)) for rival in rivals):
        patterns = (largest.pattern, *(rival.pattern for rival in rivals))
        raise SequenceError(
            f"it holds several sequences ({', '.join(patterns)})",
            remedy="name one of them by its pattern",
            path=str(folder),
            patterns=patterns,
        )
    return _sequence(folder, largest)


def _by_size(pictures: Iterable[Path]) -> list[_Group]:
    """Group pictures by what is before and behind each number in their names, the largest group first.

    A name with several numbers (`sc02_0017_v3.png`) is in several groups; the one that counts up is the
    largest, and of equal groups the one whose number stands last.
    """
    groups: dict[tuple[str, str], list[tuple[int, Path]]] = defaultdict(list)
    for path in pictures:
        for digits in _DIGITS.finditer(path.stem):
            name = path.name
            groups[name[: digits.start()], name[digits.end() :]].append((int(digits[0]), path))
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), -len(group[0][0]), group[0]))
    return [_Group(prefix, suffix, found) for (prefix, suffix), found in ordered]


def _sequence(folder: Path, group: _Group) -> PictureSequence:
    found = sorted(group.pictures)
    numbers = tuple(number for number, _ in found)
    where = str(folder / group.pattern)
    if len(set(numbers)) < len(numbers):
        raise SequenceError(
            "the same number occurs with and without leading zeros", remedy="keep one of each", path=where
        )
    if numbers[-1] - numbers[0] - len(numbers) > _MOST_MISSING:
        raise SequenceError(
            "the numbers in the names lie too far apart", remedy="renumber the pictures", path=where
        )
    return PictureSequence(group.pattern, tuple(path for _, path in found), numbers)


def _pictures(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if is_picture(path) and path.is_file()]
    except OSError as error:
        remedy = "check the name" if isinstance(error, FileNotFoundError) else "allow reading it"
        raise MediaError("the folder cannot be read", remedy=remedy, path=folder) from error
