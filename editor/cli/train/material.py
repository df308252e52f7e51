"""Folders become training material: everything is read, made small and kept, with a count as it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.datasets.training_clips import ClipRuns, MaskedClip
from editor.datasets.training_folders import TrainingFolders, find_training_folders
from editor.datasets.training_pictures import LabelledPictures, StillPictures, pictures_in

if TYPE_CHECKING:
    from engines.train.material import Material


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What was read.

    Attributes
    ----------
    material : Material
        To learn from.
    checks : dict of str to MaskedClip
        Held-out clips by name.
    told : str
        What it is, for the card.
    """

    material: Material
    checks: dict[str, MaskedClip]
    told: str


def read_training_data(roots: Sequence[Path], told: Callable[[str], None]) -> TrainingData:
    """Read all there is.

    Parameters
    ----------
    roots : sequence of Path
        Folders to look into.
    told : callable
        Gets what is being read.

    Raises
    ------
    CleanplateError
        If a folder holds nothing, or a file cannot be read.
    """
    from engines.train.material import Material

    folders = find_training_folders(roots)
    labelled = []
    for one in folders.labelled:
        told(f"reading {one.images.parent}")
        labelled.append(LabelledPictures(one.images, one.labels, _nothing, is_complete=one.is_complete))
    pictures = []
    for folder in folders.photographs:
        told(f"reading {folder}")
        pictures.append(StillPictures(pictures_in(folder), _nothing))
    clips = []
    for path in folders.clips:
        told(f"reading {path}")
        clips.append(ClipRuns(path))
    checks = {}
    for check in folders.checks:
        told(f"reading {check.path}")
        checks[check.name] = MaskedClip(check.path, list(check.masks), check.first)
    material = Material(
        instances=[one for one in labelled if one.are_instances],
        regions=[one for one in labelled if not one.are_instances],
        pictures=pictures,
        clips=clips,
    )
    material.check()
    return TrainingData(material, checks, _told(material, folders))


def _told(material: Material, folders: TrainingFolders) -> str:
    counts = [
        (sum(map(len, material.instances)), "photographs with object masks"),
        (sum(map(len, material.regions)), "photographs with region maps"),
        (sum(map(len, material.pictures)), "photographs"),
        (len(material.clips), "clips as backgrounds"),
    ]
    parts = [f"{count} {what}" for count, what in counts if count]
    checked = f"; checked on {', '.join(one.name for one in folders.checks)}" if folders.checks else ""
    left_out = f"; never shown: {', '.join(folders.left_out)}" if folders.left_out else ""
    return f"{', '.join(parts)}{checked}{left_out}"


def _nothing() -> None:
    pass
