"""Annotations of CVAT (XML 1.1): pictures one by one, or tracks through a video."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from editor.datasets.importing.drawn import DrawnObjects
from editor.datasets.importing.errors import reading
from editor.datasets.importing.found import Findings, Footage, Region, Still
from editor.datasets.importing.places import MediaFolder
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.exchange.cvat import read_cvat
from editor.masks.exchange.files import Imported, read_xml
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import MaskedObject


def find_in_cvat(path: Path, media: MediaFolder) -> Findings:
    """Read annotations of CVAT.

    Parameters
    ----------
    path : Path
        The XML file.
    media : MediaFolder
        Where its pictures are, or its video.

    Raises
    ------
    MaskFileError
        If it is no such file, or an entry of it cannot be used.
    AnnotationError
        If a picture or the video is missing.
    """
    root, imported = read_xml(path), read_cvat(path)
    found = Findings("CVAT", notices=[notice.rstrip(".") for notice in imported.notices])
    if root.find("track") is not None:
        found.footage.append(_footage(path, root, imported, media))
    else:
        found.stills += _stills(path, root, imported, media)
    return found


def _footage(path: Path, root: etree._Element, imported: Imported, media: MediaFolder) -> Footage:
    tracks = [one.settings.name.rpartition(" ")[0] for one in imported.objects]
    with reading(path, "meta"):
        name = root.findtext(".//source") or root.findtext(".//task/name") or ""
        frames = _frames_of_task(root)
    clip = media.find_clip(name, path, "meta")
    drawn = DrawnObjects(imported.objects, imported.pictures)
    return Footage(path, "meta", clip.stem, str(clip), frames, drawn.labels, dict(Counter(tracks)))


def _frames_of_task(root: etree._Element) -> range:
    """Frames of the video that the task shows; a filter `step=5` takes each fifth."""
    first = int(root.findtext(".//start_frame") or 0)
    step = int((root.findtext(".//frame_filter") or "step=1").rpartition("=")[2])
    last = root.findtext(".//stop_frame")
    if last is None:
        return range(first, first + int(root.findtext(".//task/size") or root.findtext(".//size") or 0))
    return range(first, int(last) + 1, max(1, step))


def _stills(path: Path, root: etree._Element, imported: Imported, media: MediaFolder) -> list[Still]:
    pieces = _pieces_by_frame(imported)
    stills = []
    for image in root.iterfind("image"):
        entry = f"image {image.get('id')}"
        with reading(path, entry):
            name, number = image.attrib["name"], int(image.attrib["id"])
            size = int(image.attrib["width"]), int(image.attrib["height"])
        regions = tuple(
            Region(piece.settings.name, mask=_StillMask(piece, number, imported)) for piece in pieces[number]
        )
        stills.append(Still(path, entry, media.find(name, path, entry), name, size, regions))
    return stills


def _pieces_by_frame(imported: Imported) -> dict[int, list[MaskedObject]]:
    """Take objects apart: on a picture each shape is an object, not all of a label together."""
    pieces: dict[int, list[MaskedObject]] = defaultdict(list)
    for one in imported.objects:
        for layer in one.layers:
            frame = layer.frame if isinstance(layer, FrameMatte) else layer.span.first
            if frame is not None:
                pieces[frame].append(MaskedObject(one.settings, (layer,)))
    return pieces


@dataclass(frozen=True, slots=True)
class _StillMask:
    """The mask of one piece on its picture."""

    piece: MaskedObject
    frame: int
    imported: Imported

    def __call__(self, width: int, height: int) -> Matte:
        evaluator = Evaluator(PixelGrid(width, height), self.imported.pictures.__getitem__)
        return evaluator.evaluate(self.frame, [self.piece])
