"""Finding clips again that were moved or renamed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from editor.errors import CleanplateError
from editor.project.content.fingerprint import fingerprint_of
from editor.project.content.media import Media


def find_moved(wanted: Iterable[Media], folders: Iterable[Path], check: Callable[[], None]) -> dict[int, str]:
    """Search folders, and those within them, for clips.

    A clip is recognised by its size and by what its files begin and end with. One of its old name is
    preferred; movies are found under other names, too.

    Parameters
    ----------
    wanted : iterable of Media
        The clips.
    folders : iterable of Path
        Where to look; what cannot be read is passed over.
    check : callable
        Is called for each folder; may raise to stop.

    Returns
    -------
    dict of int to str
        Where each was found, as `open_clip` takes it, by the clip's id.
    """
    missing = list(wanted)
    named: dict[int, str] = {}
    renamed: dict[int, str] = {}
    for top in folders:
        for folder, _, files in os.walk(top):
            check()
            for media in missing:
                if media.id not in named:
                    named |= _first_same(media, [Path(folder) / media.name])
                if media.id not in named and media.id not in renamed:
                    renamed |= _first_same(media, _as_large(media, Path(folder), files))
    return renamed | named


def _as_large(media: Media, folder: Path, files: Sequence[str]) -> list[Path]:
    """List the files of a folder that are of a movie's kind and size."""
    suffix = Path(media.name).suffix.lower()
    like = [folder / name for name in files if suffix and name.lower().endswith(suffix)]
    return [path for path in like if _size_of(path) == media.facts.fingerprint.size_bytes]


def _first_same(media: Media, candidates: Iterable[Path]) -> dict[int, str]:
    for candidate in candidates:
        with suppress(OSError, CleanplateError):
            if fingerprint_of(str(candidate)) == media.facts.fingerprint:
                return {media.id: str(candidate)}
    return {}


def _size_of(path: Path) -> int | None:
    with suppress(OSError):
        return path.stat().st_size
    return None
