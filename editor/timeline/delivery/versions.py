"""Names of delivered files: `SHOT_cleanplate_v001.mov`; a version that is there is never written again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from editor.errors import UsageError

DIGITS = 3
MOVIES = ("mov", "mkv", "mxf", "mp4")
PICTURES = ("exr", "png", "tif")
"""Endings of what is delivered."""


@dataclass(frozen=True, slots=True)
class Version:
    """A delivered version of a shot.

    Attributes
    ----------
    number : int
        From 1.
    path : Path
        A movie, a folder of pictures, or the picture of a still.
    """

    number: int
    path: Path


def plate_name(shot: str, number: int) -> str:
    """Name a version of a clean plate, without an ending."""
    return f"{shot}_cleanplate_v{number:0{DIGITS}}"


def matte_name(shot: str, number: int) -> str:
    """Name the matte beside it."""
    return f"{shot}_matte_v{number:0{DIGITS}}"


def is_plate_name(file: str, shot: str) -> bool:
    """Say whether a file's name, in any case, is that of a version of a shot."""
    return re.match(rf"{re.escape(shot)}_cleanplate_v\d{{{DIGITS},}}(?!\w)", file, re.IGNORECASE) is not None


def versions(folder: Path, shot: str) -> list[Version]:
    """List the delivered versions of a shot, the oldest first."""
    named = re.compile(rf"{re.escape(shot)}_cleanplate_v(\d{{{DIGITS},}})(\.\w+)?")
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = named.fullmatch(path.name)
        if match is not None and (
            path.is_dir() if match[2] is None else match[2][1:].lower() in (*MOVIES, *PICTURES)
        ):
            found.append(Version(int(match[1]), path))
    return sorted(found, key=lambda version: (version.number, version.path.name))


def next_number(folder: Path, shot: str) -> int:
    """Return the number after all that are there, whatever they are."""
    used = re.compile(rf"\.?{re.escape(shot)}_(?:cleanplate|matte)_v(\d+)\b.*")
    numbers = [int(match[1]) for path in _names(folder) if (match := used.fullmatch(path)) is not None]
    return max(numbers, default=0) + 1


def chosen(folder: Path, shot: str, number: int | None) -> Version | None:
    """Return a version of a shot: the given one, or the newest; None where there is none yet.

    Raises
    ------
    UsageError
        If the given one is not there, or a version is there twice.
    """
    known = versions(folder, shot)
    wanted = number if number is not None else (known[-1].number if known else None)
    found = [version for version in known if version.number == wanted]
    if number is not None and not found:
        raise UsageError(
            f"{folder} holds no {plate_name(shot, number)}", remedy="render it, or choose another"
        )
    if len(found) > 1:
        raise UsageError(
            f"version {wanted} of {shot} is there twice ({found[0].path.name}, {found[1].path.name})",
            remedy="move one of them away",
            path=folder,
        )
    return found[0] if found else None


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []
