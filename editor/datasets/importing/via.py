"""Annotations of the VGG Image Annotator, versions 1 and 2."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from editor.datasets.importing.errors import AnnotationError, reading
from editor.datasets.importing.found import Corners, Findings, Region, Still
from editor.datasets.importing.outlines import box, ellipse, polygon
from editor.datasets.importing.places import MediaFolder
from editor.masks.exchange.files import read_json

_PROJECT = "_via_img_metadata"
_CLASS_NAMES = ("class", "label", "name", "type", "category", "object")


def is_via(content: object) -> bool:
    """Tell whether a JSON document is of this program: a saved project, or exported annotations."""
    if not isinstance(content, dict) or not content:
        return False
    pictures = content.get(_PROJECT, content)
    return _PROJECT in content or all(
        isinstance(one, dict) and "filename" in one and "regions" in one for one in pictures.values()
    )


def find_in_via(path: Path, media: MediaFolder) -> Findings:
    """Read a project or exported annotations.

    Parameters
    ----------
    path : Path
        The JSON file.
    media : MediaFolder
        Where its pictures are.

    Raises
    ------
    MaskFileError
        If it is no JSON.
    AnnotationError
        If it is of another program, or an entry cannot be used.
    """
    content, found = read_json(path), Findings("VIA")
    if not is_via(content):
        raise AnnotationError(path, "document", "it is no annotation of VIA 1 or 2")
    for key, one in content.get(_PROJECT, content).items():
        with reading(path, f"picture {key}"):
            name, regions = str(one["filename"]), one["regions"]
            # Version 1 numbers the regions by keys, version 2 lists them.
            listed = list(regions.values() if isinstance(regions, dict) else regions)
        entry = f"picture {name}"
        drawn = tuple(_regions(path, entry, listed, found))
        found.stills.append(Still(path, entry, media.find(name, path, entry), name, None, drawn))
    return found


def _regions(path: Path, picture: str, listed: list[Any], found: Findings) -> Iterable[Region]:
    for number, one in enumerate(listed, start=1):
        with reading(path, f"{picture}, region {number}"):
            shape = one["shape_attributes"]
            outline = _outline(shape)
            if outline is None:
                found.note(f"regions of the kind {shape['name']} are left out: they enclose nothing")
            else:
                yield Region(_class_of(one.get("region_attributes", {})), (outline,))


def _outline(shape: dict[str, Any]) -> Corners | None:
    kind = shape["name"]
    if kind == "polygon":
        return polygon(list(zip(shape["all_points_x"], shape["all_points_y"], strict=True)))
    if kind == "rect":
        return box(*(float(shape[side]) for side in ("x", "y", "width", "height")))
    if kind == "circle":
        return ellipse(*(float(shape[part]) for part in ("cx", "cy", "r", "r")))
    if kind == "ellipse":
        x, y, across, down = (float(shape[part]) for part in ("cx", "cy", "rx", "ry"))
        return ellipse(x, y, across, down, float(shape.get("theta", 0)))
    return None


def _class_of(attributes: dict[str, Any]) -> str:
    """Take the attribute that names the class; where none does, the first one that is a word."""
    words = {name: value for name, value in attributes.items() if isinstance(value, str) and value}
    for name in (*_CLASS_NAMES, *words):
        if name in words:
            return words[name].strip()
    return "object"
