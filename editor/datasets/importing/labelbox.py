"""Exports of Labelbox: a document of rows, or a row in each line; pictures and videos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from editor.datasets.importing.errors import AnnotationError, reading
from editor.datasets.importing.found import Findings, Footage, LabelMap, Region, Still
from editor.datasets.importing.json_lines import json_lines
from editor.datasets.importing.outlines import MapPainter, box, polygon
from editor.datasets.importing.places import MediaFolder
from editor.masks.exchange.files import read_json

_OLD, _ROW = "Labeled Data", "data_row"


def is_labelbox(content: object) -> bool:
    """Tell whether a row is of an export of Labelbox."""
    return isinstance(content, dict) and (_ROW in content or _OLD in content)


def find_in_labelbox(path: Path, media: MediaFolder) -> Findings:
    """Read an export.

    Parameters
    ----------
    path : Path
        Lines of JSON (`.ndjson`), or one list (`.json`).
    media : MediaFolder
        Where pictures and videos are, under the names that they were given (`external_id`).

    Raises
    ------
    MaskFileError
        If the file cannot be read.
    AnnotationError
        If a row cannot be used.
    """
    found = Findings("Labelbox")
    for entry, row in _rows(path):
        if not is_labelbox(row):
            raise AnnotationError(path, entry, "it is no row of Labelbox")
        if _OLD in row:
            _add_old(path, entry, row, media, found)
        else:
            _add(path, entry, row, media, found)
    if not found.stills and not found.footage:
        raise AnnotationError(path, "document", "it has no rows with labels")
    return found


def _rows(path: Path) -> Iterator[tuple[str, Any]]:
    if path.suffix.lower() != ".json":
        yield from json_lines(path)
        return
    content = read_json(path)
    rows = content if isinstance(content, list) else [content]
    yield from ((f"row {number}", row) for number, row in enumerate(rows, start=1))


def _add_old(path: Path, entry: str, row: dict[str, Any], media: MediaFolder, found: Findings) -> None:
    with reading(path, entry):
        name = str(row.get("External ID") or row[_OLD])
        label = row.get("Label") or {}
        objects = list(label.get("objects", ()))
    regions = tuple(_regions(path, entry, objects, found))
    found.stills.append(Still(path, entry, media.find(name, path, entry), Path(name).name, None, regions))


def _add(path: Path, entry: str, row: dict[str, Any], media: MediaFolder, found: Findings) -> None:
    with reading(path, entry):
        data, facts = row[_ROW], row.get("media_attributes") or {}
        name = str(data.get("external_id") or data["row_data"])
        size = (int(facts["width"]), int(facts["height"])) if facts.get("width") else None
        projects = dict(row.get("projects") or {}).values()
        labels = [label for project in projects for label in project["labels"]]
    if not labels:
        found.note("rows without labels are left out")
        return
    if len(labels) > 1:
        found.note("of rows that several people labelled the first label is taken")
    with reading(path, entry):
        annotations = labels[0]["annotations"]
        frames = annotations.get("frames")
        objects = list(annotations.get("objects", ()))
    if frames is None:
        picture = media.find(name, path, entry)
        regions = tuple(_regions(path, entry, objects, found))
        found.stills.append(Still(path, entry, picture, Path(name).name, size, regions))
    else:
        found.footage.append(_footage(path, entry, media.find_clip(name, path, entry), frames, found))


def _footage(path: Path, entry: str, clip: Path, frames: Any, found: Findings) -> Footage:
    """Read a video: frames are counted from 1, objects are named by their track."""
    regions: dict[int, tuple[Region, ...]] = {}
    classes: dict[str, str] = {}
    with reading(path, entry):
        numbered = sorted((int(number), one["objects"]) for number, one in frames.items())
    for number, objects in numbered:
        where = f"{entry}, frame {number}"
        with reading(path, where):
            by_track = dict(objects) if isinstance(objects, Mapping) else dict(enumerate(objects))
            classes |= {str(track): str(one["name"]) for track, one in by_track.items()}
        regions[number - 1] = tuple(_regions(path, where, list(by_track.values()), found))
    if not regions or min(regions) < 0:
        raise AnnotationError(path, entry, "it has no frames, or frames before the first")
    painter = MapPainter()

    def labels(frame: int, width: int, height: int) -> LabelMap:
        return painter.painted(regions[frame], width, height)

    counted = dict(Counter(classes.values()))
    return Footage(path, entry, clip.stem, str(clip), tuple(regions), labels, counted)


def _regions(path: Path, where: str, objects: list[Any], found: Findings) -> Iterator[Region]:
    for number, one in enumerate(objects, start=1):
        with reading(path, f"{where}, object {number}"):
            name = str(one.get("name") or one.get("title") or one.get("value") or "object")
            frame = one.get("bounding_box") or one.get("bbox")
            if one.get("polygon"):
                yield Region(name, (polygon([(corner["x"], corner["y"]) for corner in one["polygon"]]),))
            elif frame:
                sides = (float(frame[side]) for side in ("left", "top", "width", "height"))
                yield Region(name, (box(*sides),))
            elif "mask" in one or "instanceURI" in one:
                found.note("masks that lie behind addresses are left out: export polygons, or fetch them")
            else:
                found.note("points, lines and other things that enclose nothing are left out")
