"""Folders that are searched for media, walked once."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

_MOST_FILES = 2_000_000


class SearchFolders:
    """Finds files by name in folders and all that is below them.

    Parameters
    ----------
    folders : iterable of Path
        Where to look; links to folders are not followed.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)

    def named(self, name: str) -> list[Path]:
        """Return all files of a name, whatever its case and its Unicode form."""
        return self._files.get(_key(name), [])

    @cached_property
    def _files(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = defaultdict(list)
        count = 0
        for folder in self._folders:
            for home, _, names in os.walk(folder):
                for name in names:
                    found[_key(name)].append(Path(home, name))
                count += len(names)
                if count > _MOST_FILES:
                    return found
        return found


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
