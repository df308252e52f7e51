"""Strokes of a clean plate, worked out at full size and depth beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from editor.errors import CleanplateError
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.levels import Matte
from editor.masks.model.objects import MaskedObject, MaskObject
from editor.masks.model.strokes import Stroke
from editor.masks.tracking.matching import Homography
from editor.media.convert import Rgb
from editor.plates.layer import PlateLayer, decode_layer, encode_layer
from editor.plates.motion import motion_from
from editor.plates.painting import aligned, erased, painted, shifted
from editor.plates.pictures import ClipPictures
from ui.desk.mattes import MatteRequest


class PlateKind(StrEnum):
    """What a stroke takes its pixels from."""

    CLONE = "clone"
    HEAL = "heal"
    FRAME = "frame"


class UnalignedFrameError(CleanplateError):
    """Two frames whose backgrounds cannot be brought together."""


@dataclass(frozen=True, slots=True)
class PlateStroke:
    """A stroke on the plate of a frame.

    Attributes
    ----------
    frame : int
        Where it is painted.
    stroke : Stroke
        Where and how wide.
    is_erasing : bool
        Whether it takes paint away.
    kind : PlateKind
        What it takes its pixels from.
    source_frame : int
        The frame they come from.
    across, down : float
        From the painted place to that of the source, in fractions of the picture; not for `FRAME`.
    there : ndarray of float64 or None
        For `FRAME`: 3 x 3 from places of the frame to those of the source; None where it is to be found out.
    """

    frame: int
    stroke: Stroke
    is_erasing: bool
    kind: PlateKind
    source_frame: int
    across: float = 0.0
    down: float = 0.0
    there: Homography | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PlateWork:
    """What a stroke is worked out from; shares nothing with the document.

    Attributes
    ----------
    shot_id : int
        Whose plate it is.
    stroke : PlateStroke
        The stroke.
    grid : PixelGrid
        Size of the clip's frames.
    before, source_before : bytes or None
        The plates that the frame and the source have already.
    hole : MatteRequest
        What is to be removed of the frame.
    """

    shot_id: int
    stroke: PlateStroke
    grid: PixelGrid
    before: bytes | None
    source_before: bytes | None
    hole: MatteRequest


def work_out(work: PlateWork, picture_at: ClipPictures) -> bytes:
    """Paint a stroke; in any thread.

    Returns
    -------
    bytes
        The plate's picture; empty where nothing of it is left.

    Raises
    ------
    CleanplateError
        If a frame cannot be read, or cannot be aligned.
    """
    stroke, frame = work.stroke, picture_at(work.stroke.frame)
    layer = PlateLayer.empty(frame) if work.before is None else decode_layer(work.before)
    brush = _brush(work)
    if stroke.is_erasing:
        layer = erased(layer, brush)
    else:
        source = _source(work, picture_at)
        # Cloned pixels stay as they are; whatever comes from elsewhere in light or time is healed in.
        unknown = None if stroke.kind is PlateKind.CLONE else _hole(work.hole)
        layer = painted(frame, layer, source, brush, unknown=unknown)
    return encode_layer(layer) if layer.alpha.any() else b""


def find_alignment(picture_at: ClipPictures, frame: int, source_frame: int) -> Homography:
    """Find out where places of a frame lie in another one.

    Raises
    ------
    UnalignedFrameError
        If the background cannot be followed from one to the other.
    """
    step = 1 if source_frame > frame else -1
    there = None
    for found, there in motion_from(picture_at, frame, range(frame + step, source_frame + step, step)):
        if found == source_frame:
            return there
    raise UnalignedFrameError(
        f"the background cannot be followed from frame {frame} to {source_frame}",
        remedy="choose a nearer frame, or clone from it by hand",
    )


def _source(work: PlateWork, picture_at: ClipPictures) -> Rgb:
    stroke = work.stroke
    rgb = picture_at(stroke.source_frame)
    if work.source_before is not None:
        rgb = decode_layer(work.source_before).over(rgb)
    if stroke.kind is PlateKind.FRAME:
        there = stroke.there
        if there is None:
            there = find_alignment(picture_at, stroke.frame, stroke.source_frame)
        return aligned(rgb, there)
    return shifted(rgb, -stroke.across * work.grid.width, -stroke.down * work.grid.height)


def _brush(work: PlateWork) -> Matte:
    paint = MaskedObject(MaskObject("paint"), (work.stroke.stroke,))
    return Evaluator(work.grid, lambda _: b"").evaluate(work.stroke.frame, [paint], {})


def _hole(request: MatteRequest) -> Matte:
    evaluator = Evaluator(request.grid, request.pictures.__getitem__)
    return evaluator.evaluate(request.frame, request.objects, request.tracks)
