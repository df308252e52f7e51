"""What kind of output a name asks for."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from editor.errors import UsageError
from editor.media.codecs import CODECS, CONTAINERS, PICTURES
from editor.media.picture import ClipInfo

_PLACE = re.compile(r"%0?(\d*)d|(#+)")
_DIGITS = re.compile(r"\d+")
_DEFAULT_DIGITS = 5


@dataclass(frozen=True, slots=True)
class SequenceName:
    """Where the pictures of a sequence go.

    Attributes
    ----------
    folder : Path
        Their folder.
    prefix, suffix : str
        What stands before and after the number in each name.
    digits : int
        Least digits of the number; 0 for a single name without one.
    kind : str
        Key of `PICTURES`.
    """

    folder: Path
    prefix: str
    suffix: str
    digits: int
    kind: str


def movie_container(out: str | Path, codec: str | None) -> str | None:
    """Tell movies from picture sequences.

    Parameters
    ----------
    out : str or Path
        As the user gave it.
    codec : str or None
        As the user gave it.

    Returns
    -------
    str or None
        Key of `CONTAINERS`; None for a sequence.

    Raises
    ------
    UsageError
        If there is no such codec, or the name is of no kind that is written.
    """
    path = Path(out)
    if codec is not None and codec not in CODECS and codec not in PICTURES:
        raise UsageError(
            f"there is no codec {codec}", remedy=f"choose one of {', '.join((*CODECS, *PICTURES))}", path=path
        )
    suffix = path.suffix.lower()
    if suffix in CONTAINERS and not path.is_dir():
        return suffix
    if _is_folder(out) or _kind_of(suffix) is not None or codec in PICTURES:
        return None
    raise UsageError(
        f"nothing is written with the ending {suffix}",
        remedy=f"choose {', '.join(CONTAINERS)}, or a folder or pattern of .png, .tif or .exr",
        path=path,
    )


def sequence_name(out: str | Path, codec: str | None, source: ClipInfo) -> SequenceName:
    """Work out the names of a sequence.

    Parameters
    ----------
    out : str or Path
        A folder, a pattern (`shot.%04d.exr`, `shot.####.png`), or the name of a single picture.
    codec : str or None
        `png`, `tiff` or `exr` for a folder, where it is not to be the source's own kind or PNG.
    source : ClipInfo
        A sequence's own names are taken over into a folder.

    Raises
    ------
    UsageError
        If name and codec contradict each other.
    """
    path = Path(out)
    if codec is not None and codec in CODECS:
        raise UsageError(
            f"{CODECS[codec].label} goes into movies, not into pictures",
            remedy=f"name a movie, or choose one of {', '.join(PICTURES)}",
            path=path,
        )
    named = None if _is_folder(out) else _kind_of(path.suffix.lower())
    if named is None:
        return _in_folder(path, codec or _own_kind(source), source)
    if codec not in (None, named):
        raise UsageError(
            f"the ending {path.suffix} is not that of {PICTURES[codec].label}",
            remedy=f"end the name in {PICTURES[codec].suffixes[0]}, or choose {named}",
            path=path,
        )
    return _by_pattern(path, named)


def _is_folder(out: str | Path) -> bool:
    ends_in_separator = str(out).endswith(("/", os.sep))
    return ends_in_separator or Path(out).is_dir() or not Path(out).suffix


def _kind_of(suffix: str) -> str | None:
    return next((kind for kind, spec in PICTURES.items() if suffix in spec.suffixes), None)


def _own_kind(source: ClipInfo) -> str:
    if source.format.is_float:
        return "tiff" if source.codec == "tiff" else "exr"
    return source.codec if source.codec in PICTURES else "png"


def _in_folder(folder: Path, kind: str, source: ClipInfo) -> SequenceName:
    ending = PICTURES[kind].suffixes[0]
    stem = source.path.stem
    places = [place for place in _DIGITS.finditer(stem) if int(place[0]) in source.file_numbers[:1]]
    if not places:
        return SequenceName(folder, "", ending, _DEFAULT_DIGITS, kind)
    number = places[-1]
    return SequenceName(folder, stem[: number.start()], stem[number.end() :] + ending, len(number[0]), kind)


def _by_pattern(path: Path, kind: str) -> SequenceName:
    places = list(_PLACE.finditer(path.name))
    if not places:
        return SequenceName(path.parent, path.name, "", 0, kind)
    place = places[-1]
    digits = int(place[1] or 1) if place[1] is not None else len(place[2])
    return SequenceName(path.parent, path.name[: place.start()], path.name[place.end() :], digits, kind)
