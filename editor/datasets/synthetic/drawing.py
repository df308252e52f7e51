"""Made-up clips drawn one by one from photographs, each from its own number and a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np

from editor.datasets.synthetic.burned_in import BurnedIn, Logo, LogoKind, Subtitles, draw_script
from editor.datasets.synthetic.camera import CameraSettings, Random
from editor.datasets.synthetic.cutouts import CutOut, cut_out, made_up_cut_out
from editor.datasets.synthetic.developing import DevelopingSettings
from editor.datasets.synthetic.scene import MadeUpScene, SceneSettings
from editor.datasets.training_folders import find_training_folders
from editor.datasets.training_pictures import Picture, pictures_in, read_labels, read_rgb
from editor.errors import UsageError

_MOST_THINGS = 3
_STANDS_STILL, _GLOBAL_SHUTTER = 0.15, 0.4
_MADE_UP = 0.3
_TRIES = 8


class BurnIn(Enum):
    """What is burned into clips; the value is the name that users see."""

    NOTHING = "nothing"
    LOGOS = "logos"
    SUBTITLES = "subtitles"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Photographs:
    """What clips are made up from.

    Attributes
    ----------
    pictures : tuple of Path
        Photographs that cameras pass.
    labelled : tuple of (Path, Path)
        Photographs with maps whose values from 1 are one thing each; without any, things are shapes that are
        cut out of the photographs.
    """

    pictures: tuple[Path, ...]
    labelled: tuple[tuple[Path, Path], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A clip, with what was chosen for it.

    Attributes
    ----------
    scene : MadeUpScene
        To draw its frames.
    settings : SceneSettings
        How it is taken.
    photograph : str
        File name of the photograph beneath.
    burned_in : tuple of str
        What lies over it, in words.
    """

    scene: MadeUpScene
    settings: SceneSettings
    photograph: str
    burned_in: tuple[str, ...]


def find_photographs(folders: Sequence[Path], objects: Sequence[Path] = ()) -> Photographs:
    """Look for photographs, and for photographs with maps of the things in them.

    Parameters
    ----------
    folders : sequence of Path
        Where photographs are.
    objects : sequence of Path
        Folders with `images` and `labels`, or folders of such.

    Raises
    ------
    UsageError
        If a folder is missing or holds nothing of the kind.
    """
    pictures = [path for folder in folders for path in _pictures(folder)]
    labelled = []
    for one in find_training_folders(objects).labelled if objects else ():
        for path in pictures_in(one.images):
            label = one.labels / f"{path.stem}.png"
            if label.exists():
                labelled.append((path, label))
    if objects and not labelled:
        raise UsageError(
            "there are no maps of things", remedy="give a folder with images and labels", path=objects[0]
        )
    return Photographs(tuple(pictures), tuple(labelled))


def draw_clip(
    photographs: Photographs, size: tuple[int, int], frame_count: int, burn_in: BurnIn, random: Random
) -> Drawn:
    """Make up a clip.

    Parameters
    ----------
    photographs : Photographs
        What it is made from.
    size : tuple of int
        Height and width.
    frame_count : int
        Its length.
    burn_in : BurnIn
        What lies over it.
    random : Generator
        What decides everything.

    Raises
    ------
    UsageError
        If a photograph cannot be read.
    """
    path = photographs.pictures[int(random.integers(len(photographs.pictures)))]
    settings = _settings(size, frame_count, random)
    things = [_thing(photographs, random) for _ in range(int(random.integers(1, _MOST_THINGS + 1)))]
    over, told = _burned_in(burn_in, size, frame_count, random)
    scene = MadeUpScene(read_rgb(path), things, over, settings, random)
    return Drawn(scene, settings, path.name, told)


def _pictures(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError("there is no such folder", remedy="check the path", path=folder)
    found = pictures_in(folder)
    if not found:
        raise UsageError("it holds no pictures", remedy="give a folder of photographs", path=folder)
    return found


def _settings(size: tuple[int, int], frame_count: int, random: Random) -> SceneSettings:
    """Choose how a clip is taken: from a tripod that stands still to a shaking hand."""
    strength = np.exp(random.uniform(np.log(0.2), np.log(1.5)))
    # What a camera passes in so many frames is about the same in every clip, long or short.
    pace = strength * min(1.0, frame_count / 48)
    camera = CameraSettings(
        drift=float(0.45 * pace),
        zoom=float(0.3 * pace * random.random()),
        turn_deg=float(5 * pace * random.random()),
        tilt=float(0.15 * random.random()),
        shake_px=float(strength * random.uniform(0, 6)),
        readout=0.0 if random.random() < _GLOBAL_SHUTTER else float(random.uniform(0.2, 0.9)),
    )
    if random.random() < _STANDS_STILL:
        camera = CameraSettings(0, 0, 0, 0, 0, 0)
    developing = DevelopingSettings(
        exposure=float(random.choice([0, 0.1, 0.25])),
        focus_px=float(random.choice([0, 1, 3])),
        noise_levels=float(random.uniform(0, 4)),
        jpeg_quality=int(random.integers(55, 101)),
    )
    return SceneSettings(size[1], size[0], frame_count, camera, developing)


def _thing(photographs: Photographs, random: Random) -> CutOut:
    if photographs.labelled and random.random() > _MADE_UP:
        for _ in range(_TRIES):
            path, labels = photographs.labelled[int(random.integers(len(photographs.labelled)))]
            found = _labelled_thing(read_rgb(path), read_labels(labels), labels, random)
            if found is not None:
                return found
    path = photographs.pictures[int(random.integers(len(photographs.pictures)))]
    return made_up_cut_out(read_rgb(path), random)


def _labelled_thing(rgb: Picture, labels: Picture, path: Path, random: Random) -> CutOut | None:
    if labels.shape != rgb.shape[:2]:
        cause = f"the map is {labels.shape[1]}x{labels.shape[0]}, its picture {rgb.shape[1]}x{rgb.shape[0]}"
        raise UsageError(cause, remedy="give a map of the picture's size", path=path)
    values = [int(value) for value in np.unique(labels) if value]
    if not values:
        return None
    return cut_out(rgb, labels == values[int(random.integers(len(values)))])


def _burned_in(
    burn_in: BurnIn, size: tuple[int, int], frame_count: int, random: Random
) -> tuple[list[BurnedIn], tuple[str, ...]]:
    over: list[BurnedIn] = []
    told: list[str] = []
    if burn_in in (BurnIn.LOGOS, BurnIn.BOTH):
        kind = list(LogoKind)[int(random.integers(len(LogoKind)))]
        over.append(Logo(kind, size, random))
        told.append(f"{kind.value} logo")
    script = draw_script(random) if burn_in in (BurnIn.SUBTITLES, BurnIn.BOTH) else None
    if script is not None:
        over.append(Subtitles(script, size, frame_count, random))
        told.append(f"{script} subtitles")
    return over, tuple(told)
