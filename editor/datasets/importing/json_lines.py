"""JSON Lines: a picture in each line, with its objects."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from editor.datasets.importing.coco import segmented
from editor.datasets.importing.errors import AnnotationError, reading
from editor.datasets.importing.found import Findings, LabelMap, Region, Still
from editor.datasets.importing.outlines import box, polygon
from editor.datasets.importing.pixels import decoded_grey, decoded_labels, file_bytes
from editor.datasets.importing.places import MediaFolder
from editor.masks.errors import MaskValueError
from editor.masks.exchange.files import read_text
from editor.masks.levels import Matte

_PICTURE_KEYS = ("image", "file_name", "filename", "picture")


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the objects of a file, one a line, each with what to call it; empty lines are passed over.

    Raises
    ------
    MaskFileError
        If the file cannot be read.
    AnnotationError
        If a line is no JSON object.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        entry = f"line {number}"
        try:
            content = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise AnnotationError(path, entry, "it is no JSON") from error
        if not isinstance(content, dict):
            raise AnnotationError(path, entry, "it is no JSON object")
        yield entry, content


def find_in_json_lines(path: Path, media: MediaFolder) -> Findings:
    """Read JSON Lines.

    A line is `{"image": NAME, "objects": [...]}`; an object has a `label` and one of `polygon` (a list of
    [x, y]), `polygons`, `box` ([left, top, width, height]), `segmentation` (as in COCO) or `mask` (the name
    of a picture). Instead of objects a line may have `mask`, whose levels or palette number the objects.

    Parameters
    ----------
    path : Path
        The file.
    media : MediaFolder
        Where pictures and masks are.

    Raises
    ------
    MaskFileError
        If the file cannot be read.
    AnnotationError
        If a line cannot be used.
    """
    found = Findings("JSON Lines")
    for entry, line in json_lines(path):
        with reading(path, entry):
            name = next((str(line[key]) for key in _PICTURE_KEYS if key in line), None)
            if name is None:
                raise MaskValueError("it names no image", remedy='write "image": NAME')
            size = (int(line["width"]), int(line["height"])) if "width" in line else None
            objects = list(line.get("objects", ()))
            if "objects" not in line and "mask" not in line:
                raise MaskValueError("it has neither objects nor a mask", remedy="write one of them")
        regions = [_region(path, entry, number, one, media) for number, one in enumerate(objects, start=1)]
        if "mask" in line:
            regions += _numbered(path, entry, str(line["mask"]), media)
        found.stills.append(Still(path, entry, media.find(name, path, entry), name, size, tuple(regions)))
    if not found.stills:
        raise AnnotationError(path, "document", "it has no lines")
    return found


def _region(path: Path, line: str, number: int, one: Any, media: MediaFolder) -> Region:
    entry = f"{line}, object {number}"
    with reading(path, entry):
        name = str(one.get("label", "object"))
        if "polygon" in one:
            return Region(name, (polygon(one["polygon"]),))
        if "polygons" in one:
            return Region(name, tuple(map(polygon, one["polygons"])))
        if "segmentation" in one:
            return segmented(name, one["segmentation"])
        if "box" in one:
            return Region(name, (box(*(float(value) for value in one["box"])),))
        if "mask" in one:
            data = file_bytes(media.find(str(one["mask"]), path, entry))
            return Region(name, mask=_given(np.asarray(np.where(decoded_grey(data) > 0, 255, 0), np.uint8)))
        raise MaskValueError("it has no outline, no box and no mask", remedy="write one of them")


def _numbered(path: Path, entry: str, name: str, media: MediaFolder) -> Iterator[Region]:
    picture = media.find(name, path, entry)
    with reading(path, entry):
        labels: LabelMap = decoded_labels(file_bytes(picture))
    for number in np.unique(labels[labels > 0]):
        yield Region("object", mask=_given(np.where(labels == number, np.uint8(255), np.uint8(0))))


def _given(mask: Matte) -> Callable[[int, int], Matte]:
    """Give a mask that is there already; whether it is of the picture's size is seen when it is painted."""
    return lambda _width, _height: mask
