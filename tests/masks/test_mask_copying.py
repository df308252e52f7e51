"""What is copied to other frames and shots looks there as it did here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from mask_scenes import GRID, NO_PICTURES, dab, masked

from editor.masks.copying import copied_to_frame, copied_to_shot
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, Seed, digest_of
from editor.masks.model.frames import FrameSpan
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Box, Interpolation, Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.tracks import PlanarTrack, TrackStep

TURN = tuple(
    TrackStep(frame, (1, 0.02 * frame, 0, -0.03 * frame, 1, 0.01 * frame, 0.02 * frame, 0, 1))
    for frame in range(9)
)
TRACKS = {1: PlanarTrack(0, ((0, 0), (1, 0), (1, 1)), TURN)}
MOVING_BOX = (
    ShapeKey(0, (), Box(0.3, 0.4, 0.3, 0.3)),
    ShapeKey(8, (), Box(0.6, 0.5, 0.2, 0.4, 30, (0.1, 0, 0, 0))),
)
BENT = tuple(Point(x, y, -0.05, 0.1, 0.05, -0.1, 0.02) for x, y in ((0.3, 0.3), (0.7, 0.4), (0.5, 0.8)))
WARPED = tuple(point._replace(x=point.x + 0.1) for point in BENT)
SHAPES = [
    Shape(ShapeKind.RECTANGLE, MOVING_BOX),
    Shape(ShapeKind.ELLIPSE, MOVING_BOX, track=1),
    Shape(ShapeKind.BEZIER, (ShapeKey(2, BENT, None, Interpolation.EASED), ShapeKey(6, WARPED)), track=1),
    Shape(ShapeKind.B_SPLINE, (ShapeKey(2, BENT), ShapeKey(6, WARPED))),
]


def at(frame: int, *layers: Layer) -> Matte:
    return Evaluator(GRID, NO_PICTURES.__getitem__).evaluate(frame, [masked(*layers)], TRACKS)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.kind)
@pytest.mark.parametrize("source", [2, 5])
def test_a_shape_on_another_frame_is_as_it_was_here(shape: Shape, source: int) -> None:
    (copy,) = copied_to_frame([shape], source, 7, GRID, TRACKS)
    assert np.abs(at(7, copy).astype(int) - at(source, shape)).max() <= 1
    assert not at(6, copy).any()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.kind)
def test_a_shape_in_another_shot_moves_as_it_did_here(shape: Shape) -> None:
    (copy,) = copied_to_shot([shape], 100, range(100, 109), GRID, TRACKS)
    assert isinstance(copy, Shape)
    assert copy.track is None
    for frame in range(9):
        assert np.abs(at(100 + frame, copy).astype(int) - at(frame, shape)).max() <= 1


def test_a_matte_on_another_frame_is_a_corrected_one() -> None:
    guess = FrameMatte(
        3, FrameState.AI, digest_of(b""), made_from="a", confidence=0.4, seeds=(Seed(((0, 0),)),)
    )
    assert copied_to_frame([guess], 3, 9, GRID, {}) == (FrameMatte(9, FrameState.CORRECTED, digest_of(b"")),)
    assert copied_to_frame([guess], 4, 9, GRID, {}) == ()


def test_what_does_not_fall_into_the_other_shot_is_left_out() -> None:
    early, late = dab(0, 0, 0.1, span=FrameSpan(0, 4)), dab(0, 0, 0.1, span=FrameSpan(5, 9))
    always, pinned = dab(0, 0, 0.1), FrameMatte(2, FrameState.PINNED, digest_of(b""))
    copies = copied_to_shot([early, late, always, pinned], 10, range(15, 30), GRID, {})
    assert copies == (replace(late, span=FrameSpan(15, 19)), always)


def test_without_its_track_a_shape_is_copied_as_it_was_drawn() -> None:
    lost = replace(SHAPES[2], track=99)
    (copy,) = copied_to_shot([lost], 0, range(9), GRID, TRACKS)
    assert copy == replace(lost, track=None)
