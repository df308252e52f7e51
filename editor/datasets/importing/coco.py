"""Annotations in COCO's format: each is an object of its picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from editor.datasets.importing.errors import reading
from editor.datasets.importing.found import Findings, Region, Still
from editor.datasets.importing.outlines import box, polygon
from editor.datasets.importing.places import MediaFolder
from editor.masks.errors import MaskValueError
from editor.masks.exchange.files import read_json
from editor.masks.exchange.run_lengths import filled, unpacked


def find_in_coco(path: Path, media: MediaFolder) -> Findings:
    """Read annotations in COCO's format for object detection.

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
        If an entry of it cannot be used.
    """
    content, found = read_json(path), Findings("COCO")
    with reading(path, "categories"):
        names = {one["id"]: str(one["name"]) for one in content.get("categories", ())}
    with reading(path, "images"):
        images = {one["id"]: one for one in content["images"]}
    with reading(path, "annotations"):
        annotations = list(content["annotations"])
    regions: dict[Any, list[Region]] = defaultdict(list)
    for position, one in enumerate(annotations):
        entry = f"annotation {one.get('id', position) if isinstance(one, dict) else position}"
        with reading(path, entry):
            if one["image_id"] not in images:
                raise MaskValueError(f"there is no image {one['image_id']}", remedy="export it again")
            if one.get("iscrowd"):
                found.note("crowds are left out: they are no single objects")
                continue
            if (region := _region(one, names)) is None:
                found.note("annotations without an outline, a mask or a box are left out")
            else:
                regions[one["image_id"]].append(region)
    for number, image in images.items():
        entry = f"image {number}"
        with reading(path, entry):
            name, size = str(image["file_name"]), (int(image["width"]), int(image["height"]))
        picture = media.find(name, path, entry)
        found.stills.append(Still(path, entry, picture, name, size, tuple(regions[number])))
    return found


def _region(one: Mapping[str, Any], names: Mapping[Any, str]) -> Region | None:
    name, outline = names.get(one.get("category_id"), "object"), one.get("segmentation")
    if outline:
        return segmented(name, outline)
    if one.get("bbox"):
        return Region(name, (box(*(float(value) for value in one["bbox"])),))
    return None


def segmented(name: str, outline: Any) -> Region:
    """Take an object as COCO outlines it: lists of x, y, x, y, or runs in columns.

    Raises
    ------
    MaskValueError
        If it encloses nothing, or the runs do not fill the mask.
    """
    if isinstance(outline, dict):
        height, width = (int(side) for side in outline["size"])
        counts = outline["counts"]
        runs = unpacked(counts) if isinstance(counts, str) else [int(count) for count in counts]
        filled(runs, width, height, by_columns=True)  # so that damage is told before anything is written
        return Region(name, mask=lambda _width, _height: filled(runs, width, height, by_columns=True))
    if any(len(flat) % 2 for flat in outline):
        raise MaskValueError("an outline has an odd count of numbers", remedy="export it again")
    return Region(name, tuple(polygon(list(zip(flat[::2], flat[1::2], strict=True))) for flat in outline))
