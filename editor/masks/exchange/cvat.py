"""Annotations in CVAT's format (XML 1.1), for pictures and for videos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from lxml import etree

from editor.masks.errors import MaskValueError
from editor.masks.exchange.annotations import Gathering, polygon_points
from editor.masks.exchange.files import Imported, not_understood, read_xml, understood
from editor.masks.exchange.run_lengths import filled
from editor.masks.levels import Matte
from editor.masks.model.frames import FrameSpan
from editor.masks.model.shapes import Box, Point, Shape, ShapeKey, ShapeKind

_LINE_WIDTH = 1 / 200
_KINDS = {
    "polygon": ShapeKind.POLYGON,
    "polyline": ShapeKind.POLYGON,
    "box": ShapeKind.RECTANGLE,
    "ellipse": ShapeKind.ELLIPSE,
}


@dataclass(frozen=True, slots=True)
class _Sighting:
    """One annotation on one frame."""

    frame: int
    tag: str
    outline: tuple[Point, ...] | Box
    is_key: bool

    @property
    def likeness(self) -> tuple[str, int]:
        """Equal for sightings that can be keyframes of one shape."""
        return self.tag, len(self.outline) if isinstance(self.outline, tuple) else 0


def read_cvat(path: Path) -> Imported:
    """Read annotations in CVAT's format.

    Parameters
    ----------
    path : Path
        The XML file; frames are those of the task's video or the numbers of its pictures.

    Returns
    -------
    Imported
        An object for each track, or for each label of pictures: polygons, lines, boxes and ellipses become
        shapes, masks become mattes.

    Raises
    ------
    MaskFileError
        If it is no such file, or has no annotations.
    """
    root = read_xml(path)
    if root.tag != "annotations":
        raise not_understood(path, "it is no annotation of CVAT")
    gathering = understood(path, lambda: _gathered(root))
    imported = gathering.imported()
    if not imported.objects:
        raise not_understood(path, "it has no outlines or masks")
    return imported


def _gathered(root: etree._Element) -> Gathering:
    gathering = Gathering()
    size = _integer(root, ".//original_size/width"), _integer(root, ".//original_size/height")
    for number, track in enumerate(root.iterfind("track")):
        name = f"{track.get('label', 'object')} {track.get('id', number)}"
        with _named(f"track {track.get('id', number)}"):
            _add_track(gathering, (name, number), name, track, size)
    for number, image in enumerate(root.iterfind("image")):
        with _named(f"image {image.get('id', number)}"):
            _add_image(gathering, image)
    return gathering


@contextmanager
def _named(entry: str) -> Iterator[None]:
    """Say which entry trouble is about."""
    try:
        yield
    except MaskValueError as error:
        raise MaskValueError(f"{entry}: {error.cause}", remedy=error.remedy) from error
    except (KeyError, IndexError, TypeError, ValueError, OverflowError) as error:
        cause = f"{entry}: its parts are not what they should be"
        raise MaskValueError(cause, remedy="export it again") from error


def _add_image(gathering: Gathering, image: etree._Element) -> None:
    frame = int(image.attrib["id"])
    for element in image:
        name = element.get("label", "object")
        shown = int(image.attrib["width"]), int(image.attrib["height"])
        _add_single(gathering, name, element, frame, shown)


def _integer(root: etree._Element, where: str) -> int:
    return int(root.findtext(where) or 0)


def _add_track(
    gathering: Gathering, key: tuple[str, int], name: str, track: etree._Element, size: tuple[int, int]
) -> None:
    run: list[_Sighting] = []
    for element in sorted(track, key=lambda element: int(element.attrib["frame"])):
        frame = int(element.attrib["frame"])
        if element.get("outside") == "1":
            _add_run(gathering, key, name, run, frame - 1)
            run = []
        elif element.tag == "mask":
            gathering.add_mask(key, name, frame, _mask(element, size))
        elif element.tag in _KINDS:
            is_key = element.get("keyframe", "1") == "1"
            run.append(_Sighting(frame, element.tag, _outline(element, size), is_key))
        else:
            gathering.note(f"annotations of the kind {element.tag!s:.20} are left out")
    _add_run(gathering, key, name, run, run[-1].frame if run else 0)


def _add_run(
    gathering: Gathering, key: tuple[str, int], name: str, run: Sequence[_Sighting], last: int
) -> None:
    """Add what is seen without a break; where its points change in number a new shape goes on."""
    groups = [list(group) for _, group in groupby(run, key=lambda sighting: sighting.likeness)]
    for position, group in enumerate(groups):
        # Between keyframes of different numbers of points the frames in between are all there is.
        kept = group if len(groups) > 1 else [one for one in group if one.is_key or one is group[0]]
        end = groups[position + 1][0].frame - 1 if position + 1 < len(groups) else last
        gathering.add_shape(key, name, _shape(kept, FrameSpan(group[0].frame, max(end, group[-1].frame))))


def _shape(sightings: Sequence[_Sighting], span: FrameSpan) -> Shape:
    tag = sightings[0].tag
    keys = tuple(_keys(sightings))
    if tag == "polyline":
        return Shape(_KINDS[tag], keys, is_closed=False, span=span, line_width=_LINE_WIDTH)
    return Shape(_KINDS[tag], keys, span=span)


def _keys(sightings: Sequence[_Sighting]) -> Iterator[ShapeKey]:
    for sighting in sightings:
        if isinstance(sighting.outline, Box):
            yield ShapeKey(sighting.frame, box=sighting.outline)
        else:
            yield ShapeKey(sighting.frame, sighting.outline)


def _add_single(
    gathering: Gathering, name: str, element: etree._Element, frame: int, size: tuple[int, int]
) -> None:
    if element.tag == "mask":
        gathering.add_mask(name, name, frame, _mask(element, size))
    elif element.tag in _KINDS:
        sighting = _Sighting(frame, element.tag, _outline(element, size), True)
        gathering.add_shape(name, name, _shape([sighting], FrameSpan(frame, frame)))
    else:
        gathering.note(f"annotations of the kind {element.tag!s:.20} are left out")


def _outline(element: etree._Element, size: tuple[int, int]) -> tuple[Point, ...] | Box:
    width, height = size
    if element.tag == "box":
        left, top, right, bottom = (float(element.attrib[side]) for side in ("xtl", "ytl", "xbr", "ybr"))
        return _box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top, element, size)
    if element.tag == "ellipse":
        x, y, across, down = (float(element.attrib[name]) for name in ("cx", "cy", "rx", "ry"))
        return _box(x, y, 2 * across, 2 * down, element, size)
    pairs = (pair.split(",") for pair in element.attrib["points"].split(";"))
    return polygon_points([(float(x), float(y)) for x, y in pairs], width, height)


def _box(
    x: float, y: float, across: float, down: float, element: etree._Element, size: tuple[int, int]
) -> Box:
    (centre,) = polygon_points([(x, y)], *size)
    turn = float(element.get("rotation", 0))
    return Box(centre.x, centre.y, abs(across) / size[0], abs(down) / size[1], turn)


def _mask(element: etree._Element, size: tuple[int, int]) -> Matte:
    left, top, width, height = (int(element.attrib[name]) for name in ("left", "top", "width", "height"))
    runs = [int(run) for run in element.attrib["rle"].split(",")]
    part = filled(runs, width, height, by_columns=False)
    if not (0 <= left <= size[0] - width and 0 <= top <= size[1] - height) or size[0] * size[1] > 1 << 27:
        raise MaskValueError("a mask lies outside the picture", remedy="export it again")
    whole = np.zeros((size[1], size[0]), np.uint8)
    whole[top : top + height, left : left + width] = part
    return whole
