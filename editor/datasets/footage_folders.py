"""Which files and folders hold footage that networks learn to fill from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from editor.datasets.json_objects import read_object
from editor.datasets.synthesise import SETTINGS_NAME
from editor.datasets.training_folders import OBJECTS
from editor.datasets.training_pictures import pictures_in
from editor.errors import UsageError

_IMAGES, _LABELS, _CLIP = "images", "labels", "clip.json"
_SCORING = "ground-truth"
_MOVIES = frozenset({".mov", ".mp4", ".m4v", ".mkv", ".avi", ".webm", ".mxf"})
_FEWEST_FRAMES = 5


@dataclass(frozen=True, slots=True)
class FootageFolder:
    """What one folder (or movie) that was named holds.

    Attributes
    ----------
    root : Path
        The folder.
    clips : dict of str to Path
        Clips by name.
    photographs : tuple of Path
        Pictures that have nothing to do with each other.
    """

    root: Path
    clips: dict[str, Path]
    photographs: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FootageFolders:
    """All that was found.

    Attributes
    ----------
    folders : tuple of FootageFolder
        One for each root; what one of them holds may be nothing.
    maps : tuple of Path
        Folders of maps with an object for each value, whose outlines become holes.
    checks : dict of str to Path
        Clips that are held out, to see how the network does.
    left_out : tuple of str
        Names of the clips that are never shown.
    """

    folders: tuple[FootageFolder, ...]
    maps: tuple[Path, ...]
    checks: dict[str, Path]
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """What was found below a root so far."""

    held_out: frozenset[str]
    never: frozenset[str]
    clips: dict[str, Path] = field(default_factory=dict)
    photographs: list[Path] = field(default_factory=list)
    maps: list[Path] = field(default_factory=list)
    checks: dict[str, Path] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def look_into(self, folder: Path) -> None:
        if (folder / _CLIP).is_file():
            self._add_described(folder)
        elif (folder / SETTINGS_NAME).is_file():
            # A shot that we drew: its mattes and keys are no photographs.
            self._add_movies(folder, f"{folder.name} ")
        elif (folder / _IMAGES).is_dir() and (folder / _LABELS).is_dir():
            self.photographs += pictures_in(folder / _IMAGES)
            self.maps.append(folder / _LABELS)
        else:
            self._add_movies(folder, "")
            self._add_pictures(folder)
            for below in sorted(path for path in folder.iterdir() if path.is_dir()):
                self.look_into(below)

    def add(self, name: str, path: Path, *, is_check: bool = False) -> None:
        """Take a clip, unless it is never to be shown."""
        if name in self.never:
            self.left_out.append(name)
        elif is_check or name in self.held_out:
            self.checks[name] = path
        else:
            self.clips[name] = path

    def _add_movies(self, folder: Path, prefix: str) -> None:
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in _MOVIES:
                self.add(f"{prefix}{path.stem}", path)

    def _add_pictures(self, folder: Path) -> None:
        pictures = pictures_in(folder)
        if _are_frames(pictures):
            self.add(folder.name, folder)
        else:
            self.photographs += pictures

    def _add_described(self, folder: Path) -> None:
        facts = read_object(folder / _CLIP)
        described = facts.get("masks")
        kind = str(described.get("kind", "")) if isinstance(described, dict) else ""
        path = folder / str(facts.get("file", "frames"))
        if kind.startswith(_SCORING):
            self.left_out.append(folder.name)
            return
        self.add(folder.name, path, is_check=kind.startswith(OBJECTS))
        if (folder / _LABELS).is_dir():
            self.maps.append(folder / _LABELS)


def find_footage(
    roots: Sequence[Path], held_out: Sequence[str] = (), never: Sequence[str] = ()
) -> FootageFolders:
    """Look for footage.

    A folder with a `clip.json` is a clip (those with true masks are for scoring and left out, those with
    masks of objects are held out), one with `images` and `labels` holds photographs and outlines; movies are
    clips; pictures of one name with consecutive numbers are a clip, others photographs.

    Parameters
    ----------
    roots : sequence of Path
        Folders, those below included, or movies.
    held_out, never : sequence of str
        Names of clips to check on, and of clips that are not even for that. A `protocol.json` of scoring
        tasks stands for the names of its scenes.

    Raises
    ------
    UsageError
        If a root is missing or holds nothing of the kind, a `clip.json` is damaged, or a name is nobody's.
    """
    kept, shunned = frozenset(clip_names(held_out)), frozenset(clip_names(never))
    all_found, folders = [], []
    for root in roots:
        found = _Found(kept, shunned)
        if root.is_file():
            found.add(root.stem, root)
        elif root.is_dir():
            found.look_into(root)
        else:
            raise UsageError("there is no such file or folder", remedy="check the path", path=root)
        if not (found.clips or found.photographs or found.maps or found.checks or found.left_out):
            raise UsageError("it holds no pictures and no clips", remedy="give another folder", path=root)
        all_found.append(found)
        folders.append(FootageFolder(root, found.clips, tuple(found.photographs)))
    checks = {name: path for found in all_found for name, path in found.checks.items()}
    for name in sorted(kept - set(checks)):
        if not any(Path(one).suffix == ".json" for one in held_out):
            raise UsageError(f"there is no clip {name!r} to check on", remedy="give the name of its folder")
    return FootageFolders(
        tuple(folders),
        tuple(path for found in all_found for path in found.maps),
        checks,
        tuple(sorted({name for found in all_found for name in found.left_out})),
    )


def clip_names(given: Sequence[str]) -> list[str]:
    """Read names; a list of scoring tasks stands for those of its scenes."""
    names = []
    for one in given:
        if not one.endswith(".json"):
            names.append(one)
            continue
        scenes = read_object(Path(one)).get("tasks", [])
        if not isinstance(scenes, list):
            raise UsageError("it has no list of tasks", remedy="give a protocol.json", path=Path(one))
        names += [str(scene.get("scene")) for scene in scenes if isinstance(scene, dict)]
    return names


def _are_frames(pictures: Sequence[Path]) -> bool:
    """Say whether pictures are the frames of one clip, by their names."""
    stems = [path.stem for path in pictures]
    prefixes = {stem.rstrip("0123456789") for stem in stems}
    numbers = [stem[len(stem.rstrip("0123456789")) :] for stem in stems]
    if len(pictures) < _FEWEST_FRAMES or len(prefixes) > 1 or not all(numbers):
        return False
    found = sorted(map(int, numbers))
    return len({path.suffix for path in pictures}) == 1 and found == list(
        range(found[0], found[0] + len(found))
    )
