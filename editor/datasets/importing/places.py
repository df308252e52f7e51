"""Finding the pictures and movies that annotations name."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from editor.datasets.importing.errors import AnnotationError
from editor.datasets.training_pictures import pictures_in


class MediaFolder:
    """Where pictures and movies lie.

    Parameters
    ----------
    root : Path
        The folder, or the one file that there is.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._by_name: dict[str, list[Path]] | None = None

    def find(self, name: str, file: Path, entry: str) -> Path:
        """Find a file by the name that an annotation gives it: a path, a bare name or an address.

        Raises
        ------
        AnnotationError
            If it is not there, or several are meant.
        """
        if self._root.is_file():
            return self._root
        plain = _plain(name)
        if plain and (self._root / plain).is_file():
            return self._root / plain
        known = self._names().get(PurePosixPath(plain).name, [])
        if len(known) > 1:
            raise AnnotationError(
                file, entry, f"there are several files named {known[0].name}", remedy="give full paths in it"
            )
        if not known:
            raise AnnotationError(
                file,
                entry,
                f"{plain or 'a file without a name'} is not in {self._root}",
                remedy="say where the pictures are with --media",
            )
        return known[0]

    def find_clip(self, name: str, file: Path, entry: str) -> Path:
        """Find a movie, or the folder of its pictures; a folder that holds pictures itself is the clip.

        Raises
        ------
        AnnotationError
            If it is not there, or several are meant.
        """
        plain = _plain(name)
        if self._root.is_dir():
            if plain and (self._root / plain).is_dir():
                return self._root / plain
            if pictures_in(self._root):
                return self._root
        return self.find(name, file, entry)

    def _names(self) -> dict[str, list[Path]]:
        if self._by_name is None:
            found: dict[str, list[Path]] = defaultdict(list)
            for path in sorted(self._root.rglob("*")):
                if path.is_file():
                    found[path.name].append(path)
            self._by_name = dict(found)
        return self._by_name


def _plain(name: str) -> str:
    """Leave out of an address all but its path, and turn the other kind of slashes."""
    if "://" in name:
        name = PurePosixPath(unquote(urlsplit(name).path)).name
    return name.replace("\\", "/")
