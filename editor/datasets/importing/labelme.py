"""Annotations of labelme: a JSON file beside each picture."""

from __future__ import annotations

import base64
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from editor.datasets.importing.errors import reading
from editor.datasets.importing.found import Corners, Findings, Region, Still
from editor.datasets.importing.outlines import box, ellipse, polygon
from editor.datasets.importing.pixels import decoded_grey
from editor.datasets.importing.places import MediaFolder
from editor.errors import UsageError
from editor.masks.exchange.files import read_json
from editor.masks.levels import Matte

_CLOSED = {"polygon", None, ""}


def find_in_labelme(source: Path, media: MediaFolder) -> Findings:
    """Read annotations of labelme.

    Parameters
    ----------
    source : Path
        A folder with JSON files, those in folders below included, or one of them.
    media : MediaFolder
        Where pictures are that do not lie beside their annotation.

    Raises
    ------
    UsageError
        If there is no such file.
    MaskFileError
        If one is no JSON.
    AnnotationError
        If an entry cannot be used.
    """
    files = [source] if source.is_file() else sorted(source.rglob("*.json"))
    found = Findings("labelme")
    for file in files:
        content = read_json(file)
        if not isinstance(content, dict) or "shapes" not in content:
            found.note(f"{file.name} is left out: it is no annotation of labelme")
            continue
        found.stills.append(_still(file, content, media, found))
    if not found.stills:
        raise UsageError("there are no annotations of labelme", remedy="give another folder", path=source)
    return found


def _still(file: Path, content: dict[str, Any], media: MediaFolder, found: Findings) -> Still:
    parts: dict[Any, list[Region]] = defaultdict(list)
    with reading(file, "shapes"):
        shapes = list(content["shapes"])
    for number, shape in enumerate(shapes, start=1):
        with reading(file, f"shape {number}"):
            region = _region(shape, found)
            if region is not None:
                group = shape.get("group_id")
                parts[number if group is None else ("group", group, region.name)].append(region)
    with reading(file, "picture"):
        name = str(content.get("imagePath") or f"{file.stem}.png").replace("\\", "/")
        width, height = content.get("imageWidth"), content.get("imageHeight")
        size = (int(width), int(height)) if width and height else None
        beside = file.parent / name
        picture: Path | bytes
        if beside.is_file():
            picture = beside
        elif content.get("imageData"):
            picture = base64.b64decode(content["imageData"], validate=True)
        else:
            picture = media.find(name, file, "picture")
    return Still(file, "picture", picture, Path(name).name, size, tuple(map(_united, parts.values())))


def _region(shape: dict[str, Any], found: Findings) -> Region | None:
    kind, points, name = shape.get("shape_type"), shape["points"], str(shape["label"])
    if kind == "mask":
        return _masked(name, points, shape["mask"])
    outline = _outline(kind, points)
    if outline is None:
        found.note(f"shapes of the kind {kind} are left out: they enclose nothing")
        return None
    return Region(name, (outline,))


def _outline(kind: str | None, points: list[list[float]]) -> Corners | None:
    if kind in _CLOSED:
        return polygon(points)
    if kind == "rectangle":
        (left, top), (right, bottom) = points
        return box(left, top, right - left, bottom - top)
    if kind == "circle":
        (x, y), (edge_x, edge_y) = points
        radius = math.hypot(edge_x - x, edge_y - y)
        return ellipse(x, y, radius, radius)
    if kind == "oriented_rectangle":
        return polygon(points)
    return None


def _masked(name: str, points: list[list[float]], data: str) -> Region:
    left, top = (round(float(value)) for value in points[0])
    part = np.where(decoded_grey(base64.b64decode(data, validate=True)) > 0, 255, 0).astype(np.uint8)

    def whole(width: int, height: int) -> Matte:
        mask = np.zeros((height, width), np.uint8)
        shown = mask[max(0, top) : top + part.shape[0], max(0, left) : left + part.shape[1]]
        begun = part[max(0, -top) :, max(0, -left) :]
        shown[:] = begun[: shown.shape[0], : shown.shape[1]]
        return mask

    return Region(name, mask=whole)


def _united(parts: list[Region]) -> Region:
    """Make one object of the shapes of a group."""
    if len(parts) == 1:
        return parts[0]
    masks = [part.mask for part in parts if part.mask is not None]

    def mask(width: int, height: int) -> Matte:
        united: Matte = np.maximum.reduce([one(width, height) for one in masks])
        return united

    outlines = tuple(outline for part in parts for outline in part.outlines)
    return Region(parts[0].name, outlines, mask if masks else None)
