"""Annotations in COCO's format: polygons become shapes, run lengths become mattes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

from editor.masks.errors import MaskValueError
from editor.masks.exchange.annotations import Gathering, polygon_points
from editor.masks.exchange.files import Imported, not_understood, read_json, understood
from editor.masks.exchange.run_lengths import filled, unpacked
from editor.masks.model.frames import FrameSpan
from editor.masks.model.shapes import Shape, ShapeKey, ShapeKind

_FEWEST_CORNERS = 3
_IDENTITIES = ("track_id", "instance_id")


def read_coco(path: Path, frames: Mapping[str, int] | None = None) -> Imported:
    """Read annotations in COCO's format for object detection.

    Parameters
    ----------
    path : Path
        The JSON file.
    frames : mapping of str to int or None
        Frame index by the pictures' file names (without folders); None for their order by name.

    Returns
    -------
    Imported
        An object for each track where annotations say of which (`track_id`), otherwise for each category.

    Raises
    ------
    MaskFileError
        If it is no such file, or has no annotations.
    """
    content = read_json(path)
    gathering = understood(path, lambda: _gathered(content, frames))
    imported = gathering.imported()
    if not imported.objects:
        raise not_understood(path, "it has no outlines or masks")
    return imported


def _gathered(content: Any, frames: Mapping[str, int] | None) -> Gathering:
    images = {image["id"]: image for image in content["images"]}
    frame_of = _frames(images, frames)
    names = {category["id"]: str(category["name"]) for category in content.get("categories", ())}
    gathering = Gathering()
    for annotation in content["annotations"]:
        image = images[annotation["image_id"]]
        frame = frame_of.get(annotation["image_id"])
        if frame is None:
            gathering.note("annotations of pictures that are not in the clip are left out")
            continue
        key, name = _identity(annotation, names)
        _add(gathering, key, name, frame, annotation.get("segmentation"), image)
    return gathering


def _frames(images: Mapping[Any, Any], frames: Mapping[str, int] | None) -> dict[Any, int]:
    by_name = sorted(images, key=lambda number: str(images[number]["file_name"]))
    if frames is None:
        return {number: frame for frame, number in enumerate(by_name)}
    named = {number: Path(str(images[number]["file_name"])).name for number in by_name}
    return {number: frames[name] for number, name in named.items() if name in frames}


def _identity(annotation: Any, names: Mapping[Any, str]) -> tuple[Hashable, str]:
    category = annotation.get("category_id")
    name = names.get(category, "object")
    for identity in _IDENTITIES:
        known = annotation.get(identity, annotation.get("attributes", {}).get(identity))
        if known is not None:
            return (category, known), f"{name} {known}"
    return category, name


def _add(gathering: Gathering, key: Hashable, name: str, frame: int, outline: Any, image: Any) -> None:
    width, height = int(image["width"]), int(image["height"])
    if isinstance(outline, dict):
        mask_height, mask_width = (int(side) for side in outline["size"])
        counts = outline["counts"]
        runs = unpacked(counts) if isinstance(counts, str) else [int(count) for count in counts]
        gathering.add_mask(key, name, frame, filled(runs, mask_width, mask_height, by_columns=True))
        return
    for corners in outline or ():
        if len(corners) % 2 or len(corners) < 2 * _FEWEST_CORNERS:
            raise MaskValueError("an outline has no area", remedy="export it again")
        places = [(float(x), float(y)) for x, y in zip(corners[::2], corners[1::2], strict=True)]
        outlined = (ShapeKey(frame, polygon_points(places, width, height)),)
        shape = Shape(ShapeKind.POLYGON, outlined, span=FrameSpan(frame, frame))
        gathering.add_shape(key, name, shape)
