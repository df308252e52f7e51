"""The folder that training reads: pictures with their maps, clips with theirs; whole or not at all."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from editor.datasets.importing.errors import AnnotationError, reading
from editor.datasets.importing.found import Findings, Footage, Still
from editor.datasets.importing.frames import ClipFrames, check_frames, frames_of
from editor.datasets.importing.outlines import MapPainter
from editor.datasets.importing.pixels import decoded, encoded_labels, file_bytes
from editor.datasets.importing.resampling import taken_frames
from editor.datasets.training_folders import CLASSES_NAME, LEARNT, OBJECTS
from editor.datasets.training_pictures import PICTURE_SUFFIXES
from editor.datasets.whole_folders import whole_folder

REPORT_NAME = "import.json"
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """How annotations become material.

    Attributes
    ----------
    rate : Fraction or None
        Frames per second of the clips; None keeps their own.
    is_held_out : bool
        Whether clips are to check on, and not to learn from.
    """

    rate: Fraction | None = None
    is_held_out: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written.

    Attributes
    ----------
    folder : Path
        Where.
    picture_count, clip_count, frame_count : int
        How much of it.
    classes : dict of str to int
        Objects by class: in pictures each, in clips once a clip.
    """

    folder: Path
    picture_count: int
    clip_count: int
    frame_count: int
    classes: dict[str, int]


def write_material(
    found: Findings, source: Path, out: Path, settings: ImportSettings, tell: Callable[[str], None]
) -> Imported:
    """Write what annotations hold as training reads it; the folder appears when it is complete.

    Parameters
    ----------
    found : Findings
        What was read.
    source : Path
        Where from, for the record in the folder.
    out : Path
        The folder to make.
    settings : ImportSettings
        How.
    tell : callable
        Is given what is being written.

    Raises
    ------
    UsageError
        If the folder exists, or something cannot be used; nothing is left behind.
    WriteError
        If disk or folder do not allow it; nothing is left behind.
    """
    with whole_folder(out) as partial:
        writer = _Writer(partial, settings, tell)
        for still in found.stills:
            writer.add_still(still)
        for footage in found.footage:
            writer.add_footage(footage)
        writer.write_report(found, source)
    return Imported(out, writer.picture_count, writer.clip_count, writer.frame_count, dict(writer.classes))


class _Writer:
    def __init__(self, folder: Path, settings: ImportSettings, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._settings = settings
        self._tell = tell
        self._painter = MapPainter()
        self._names: set[str] = set()
        self.classes: Counter[str] = Counter()
        self._still_classes: Counter[str] = Counter()
        self.picture_count = self.clip_count = self.frame_count = 0

    def add_still(self, still: Still) -> None:
        """Write a picture and its map."""
        self._tell(still.name)
        with reading(still.file, still.entry):
            data = file_bytes(still.picture)
            height, width = decoded(data).shape[:2]
            if still.size is not None and still.size != (width, height):
                meant = f"{still.size[0]}x{still.size[1]}"
                cause = f"it is for a picture of {meant}, {still.name} is {width}x{height}"
                raise AnnotationError(still.file, still.entry, cause, remedy="give the picture it is for")
            labels = self._painter.painted(still.regions, width, height)
        suffix = Path(still.name).suffix.lower()
        name = self._fresh_name(Path(still.name).stem, "pictures")
        pictures = self._folder / "pictures"
        # The ending is only a name: readers look at what is in the file.
        _write(pictures / "images" / f"{name}{suffix if suffix in PICTURE_SUFFIXES else '.png'}", data)
        _write(pictures / "labels" / f"{name}.png", encoded_labels(labels))
        self._still_classes.update(region.name for region in still.regions)
        self.picture_count += 1

    def add_footage(self, footage: Footage) -> None:
        """Write the frames of a clip from the first annotated one to the last, and their maps."""
        self._tell(footage.name)
        with frames_of(footage) as frames:
            check_frames(footage, len(frames))
            taken = self._taken(footage, frames)
            folder = self._folder / "clips" / self._fresh_name(footage.name, "clips")
            labelled, size = self._write_frames(footage, frames, taken, folder)
            if not labelled:
                raise AnnotationError(footage.file, footage.entry, "none of the frames taken has an object")
            facts = self._facts(footage, self._settings.rate or frames.rate, len(taken), labelled, size)
        _write(folder / "clip.json", _json(facts))
        self.classes.update(footage.classes)
        self.clip_count += 1
        self.frame_count += len(taken)

    def _taken(self, footage: Footage, frames: ClipFrames) -> list[int]:
        span = range(footage.annotated[0], footage.annotated[-1] + 1)
        rate, times_s = self._settings.rate, frames.times_s
        if rate is None or len(span) == 1:
            return list(span)
        if times_s is None:
            raise AnnotationError(
                footage.file,
                footage.entry,
                "nobody knows how many frames a second it has",
                remedy="say it with --source-rate, or leave out --rate",
            )
        within = times_s[span.start : span.stop]
        return [span.start + at for at in taken_frames(within, rate, footage.file)]

    def _write_frames(
        self, footage: Footage, frames: ClipFrames, taken: list[int], folder: Path
    ) -> tuple[list[int], tuple[int, int]]:
        annotated, labelled = frozenset(footage.annotated), []
        size: tuple[int, int] | None = None
        for number, index in enumerate(taken):
            frame = frames.encoded(index)
            size = size or (frame.width, frame.height)
            if size != (frame.width, frame.height):
                cause = f"frame {index} is {frame.width}x{frame.height}, the first {size[0]}x{size[1]}"
                raise AnnotationError(footage.file, footage.entry, cause, remedy="give frames of one size")
            _write(folder / "frames" / f"{number:05d}{frame.suffix}", frame.data)
            labels = footage.labels(index, *size) if index in annotated else None
            if labels is None:
                continue
            labelled.append(number)
            if self._settings.is_held_out:
                labels = np.where(labels > 0, np.uint8(255), np.uint8(0))
            kind = "masks" if self._settings.is_held_out else "labels"
            _write(folder / kind / f"{number:05d}.png", encoded_labels(labels))
        return labelled, size or (0, 0)

    def _facts(
        self,
        footage: Footage,
        rate: Fraction | None,
        count: int,
        labelled: list[int],
        size: tuple[int, int],
    ) -> dict[str, Any]:
        kind = f"{OBJECTS} mask" if self._settings.is_held_out else f"{LEARNT}, each value one object"
        facts: dict[str, Any] = {
            "name": footage.name,
            "media": "frames",
            "file": "frames",
            "width": size[0],
            "height": size[1],
            "frames": count,
            "classes": footage.classes,
            "masks": {
                "kind": kind,
                "count": len(labelled),
                "indices": "all" if len(labelled) == count else labelled,
            },
        }
        if rate is not None:
            facts |= {"fps": round(float(rate), 6), "rate": str(rate)}
        return facts

    def write_report(self, found: Findings, source: Path) -> None:
        """Write down what the folder was made from."""
        if self.picture_count:
            _write(self._folder / "pictures" / CLASSES_NAME, _json(dict(self._still_classes.most_common())))
            self.classes.update(self._still_classes)
        report = {
            "source": source.name,
            "format": found.format,
            "pictures": self.picture_count,
            "clips": self.clip_count,
            "frames": self.frame_count,
            "classes": dict(self.classes.most_common()),
            "left_out": found.notices,
        }
        _write(self._folder / REPORT_NAME, _json(report))

    def _fresh_name(self, wanted: str, kind: str) -> str:
        """Take a name that is free, also where the disk takes capitals for small letters."""
        plain = _UNFIT.sub("_", wanted).strip(" .") or "unnamed"
        name, number = plain, 1
        while f"{kind}/{name.casefold()}" in self._names:
            number += 1
            name = f"{plain}-{number}"
        self._names.add(f"{kind}/{name.casefold()}")
        return name


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _json(content: dict[str, Any]) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
