"""Which folders hold what: photographs, photographs with maps, clips, clips with masks to check on."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import dataclass
from pathlib import Path

from editor.datasets.json_objects import read_object
from editor.datasets.training_pictures import pictures_in
from editor.errors import UsageError

_IMAGES, _LABELS, _MASKS, _CLIP = "images", "labels", "masks", "clip.json"
_SCORING = "ground-truth"
"""Masks whose kind begins so are for scoring: their clips are neither learned from nor checked on."""

CLASSES_NAME = "classes.json"
"""Beside `images` and `labels` it counts the objects of each class."""

OBJECTS = "object-removal"
"""Masks whose kind begins so make their clip one to check on."""

LEARNT = "object-labels"
"""Maps whose kind begins so are learned from: they lie in `labels`, each value one object."""


@dataclass(frozen=True, slots=True)
class LabelledFolder:
    """Photographs and their maps.

    Attributes
    ----------
    images, labels : Path
        Both folders.
    is_complete : bool
        Whether each photograph must have its map; frames of a clip need not.
    """

    images: Path
    labels: Path
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class CheckClip:
    """A clip that is held out.

    Attributes
    ----------
    name : str
        Of its folder.
    path : Path
        The clip.
    masks : tuple of Path
        Of consecutive frames.
    first : int
        The frame of the first mask.
    """

    name: str
    path: Path
    masks: tuple[Path, ...]
    first: int


@dataclass(frozen=True, slots=True)
class TrainingFolders:
    """All that folders hold.

    Attributes
    ----------
    labelled : tuple of LabelledFolder
        Photographs with maps.
    photographs : tuple of Path
        Folders of photographs.
    clips : tuple of Path
        Clips to learn from.
    checks : tuple of CheckClip
        Clips that are held out, to see how the network does.
    left_out : tuple of str
        Names of the clips that are kept for scoring.
    """

    labelled: tuple[LabelledFolder, ...]
    photographs: tuple[Path, ...]
    clips: tuple[Path, ...]
    checks: tuple[CheckClip, ...]
    left_out: tuple[str, ...]


def find_training_folders(roots: Sequence[Path]) -> TrainingFolders:
    """Look for what can be learned from.

    A folder with `images` and `labels` holds photographs with maps; one with a `clip.json` is a clip, whose
    frames may have `labels`, too; any other with pictures in it holds photographs.

    Parameters
    ----------
    roots : sequence of Path
        Where to look, folders below included.

    Raises
    ------
    UsageError
        If a folder is missing, holds nothing of the kind, or a `clip.json` is damaged.
    """
    found = _Found()
    for root in roots:
        if not root.is_dir():
            raise UsageError("there is no such folder", remedy="check the path", path=root)
        before = found.count()
        found.look_into(root)
        if found.count() == before:
            raise UsageError("it holds no pictures and no clips", remedy="give another folder", path=root)
    return found.folders()


class _Found:
    def __init__(self) -> None:
        self._labelled: list[LabelledFolder] = []
        self._photographs: list[Path] = []
        self._clips: list[Path] = []
        self._checks: list[CheckClip] = []
        self._left_out: list[str] = []

    def count(self) -> int:
        kinds: tuple[Sized, ...] = (
            self._labelled,
            self._photographs,
            self._clips,
            self._checks,
            self._left_out,
        )
        return sum(len(kind) for kind in kinds)

    def folders(self) -> TrainingFolders:
        return TrainingFolders(
            tuple(self._labelled),
            tuple(self._photographs),
            tuple(self._clips),
            tuple(self._checks),
            tuple(self._left_out),
        )

    def look_into(self, folder: Path) -> None:
        if (folder / _CLIP).is_file():
            self._add_clip(folder)
        elif (folder / _IMAGES).is_dir() and (folder / _LABELS).is_dir():
            self._labelled.append(LabelledFolder(folder / _IMAGES, folder / _LABELS))
        else:
            if pictures_in(folder):
                self._photographs.append(folder)
            for below in sorted(path for path in folder.iterdir() if path.is_dir()):
                self.look_into(below)

    def _add_clip(self, folder: Path) -> None:
        facts = read_object(folder / _CLIP)
        described = facts.get("masks")
        kind = str(described.get("kind", "")) if isinstance(described, dict) else ""
        path = folder / str(facts.get("file", "frames"))
        if kind.startswith(_SCORING):
            self._left_out.append(folder.name)
        elif kind.startswith(OBJECTS):
            self._checks.append(_check_clip(folder, path))
        else:
            self._clips.append(path)
            if kind.startswith(LEARNT):
                self._labelled.append(LabelledFolder(path, folder / _LABELS, is_complete=False))


def _check_clip(folder: Path, path: Path) -> CheckClip:
    """Take the masks of consecutive frames from the first on."""
    masks = sorted(mask for mask in (folder / _MASKS).glob("*.png") if mask.stem.isdecimal())
    if not masks:
        raise UsageError("it has no masks of frames", remedy="complete it or take it away", path=folder)
    first = int(masks[0].stem)
    run = [mask for at, mask in enumerate(masks) if int(mask.stem) == first + at]
    return CheckClip(folder.name, path, tuple(run), first)
