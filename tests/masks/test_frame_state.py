"""What a frame has of an object follows from the layers on it."""

from __future__ import annotations

import pytest

from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.frames import FrameSpan
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import Layer, frame_state
from editor.masks.model.shapes import Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import Stroke, pack_points

OUTLINE = (Point(0, 0), Point(1, 0), Point(1, 1))
DOT = pack_points([[0.5, 0.5]])
GUESS = FrameMatte(5, FrameState.AI, digest_of(b"guess"))
HERE = Stroke(DOT, 0.1, span=FrameSpan(5, 5))
EVERYWHERE = Stroke(DOT, 0.1)
ANIMATED = Shape(ShapeKind.POLYGON, (ShapeKey(3, OUTLINE), ShapeKey(8, OUTLINE)))
DRAWN_ELSEWHERE = Shape(ShapeKind.POLYGON, (ShapeKey(3, OUTLINE),))


@pytest.mark.parametrize(
    ("layers", "state"),
    [
        ((), FrameState.EMPTY),
        ((GUESS,), FrameState.AI),
        ((GUESS, HERE), FrameState.CORRECTED),
        ((GUESS, EVERYWHERE), FrameState.AI),
        ((HERE, GUESS), FrameState.AI),
        ((ANIMATED,), FrameState.CORRECTED),
        ((ANIMATED, GUESS), FrameState.AI),
        ((DRAWN_ELSEWHERE,), FrameState.EMPTY),
        ((FrameMatte(5, FrameState.PINNED, digest_of(b"")), EVERYWHERE), FrameState.PINNED),
        ((FrameMatte(4, FrameState.PINNED, digest_of(b"")),), FrameState.EMPTY),
        ((FrameMatte(5, FrameState.AI, digest_of(b""), MatteClass.SHADOW),), FrameState.EMPTY),
    ],
)
def test_the_state_of_frame_five(layers: tuple[Layer, ...], state: FrameState) -> None:
    assert frame_state(layers, 5, MatteClass.MAIN) is state


def test_key_mattes_are_those_that_a_person_answers_for() -> None:
    keys = {state for state in FrameState if state.is_key}
    assert keys == {FrameState.CORRECTED, FrameState.PINNED, FrameState.IMPORTED}
