"""The model comes back from plain values as it went, and nothing else does."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.masks.errors import MaskValueError
from editor.masks.model.frame_mattes import FrameMatte, FrameState, Seed, digest_of
from editor.masks.model.frames import FrameSpan
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import MaskObject, MatteEdge
from editor.masks.model.shapes import Box, Interpolation, Operation, Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import PressureUse, Stroke, pack_points, unpack_points
from editor.masks.model.tracks import PlanarTrack, TrackStep
from editor.masks.model.values import from_values, to_values

numbers = st.floats(-4, 4, allow_nan=False)
lengths = st.floats(0, 4)
frames = st.integers(-10, 10_000)
spans = st.one_of(st.just(FrameSpan()), frames.map(lambda f: FrameSpan(f, f)), frames.map(FrameSpan))
points = st.builds(Point, *[numbers] * 7)
boxes = st.builds(Box, numbers, numbers, lengths, lengths, numbers, st.tuples(*[numbers] * 4))


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    kind = draw(st.sampled_from(ShapeKind))
    count = draw(st.integers(3, 6))
    keys = []
    for frame in sorted(draw(st.sets(frames, min_size=1, max_size=4))):
        interpolation = draw(st.sampled_from(Interpolation))
        if kind in {ShapeKind.RECTANGLE, ShapeKind.ELLIPSE}:
            keys.append(ShapeKey(frame, (), draw(boxes), interpolation))
        else:
            outline = draw(st.lists(points, min_size=count, max_size=count))
            keys.append(ShapeKey(frame, tuple(outline), None, interpolation))
    return Shape(
        kind,
        tuple(keys),
        operation=draw(st.sampled_from(Operation)),
        matte_class=draw(st.sampled_from(MatteClass)),
        span=draw(spans),
        line_width=draw(lengths),
        track=draw(st.none() | st.integers(0, 99)),
        name=draw(st.text(max_size=9)),
    )


strokes = st.builds(
    Stroke,
    st.lists(st.tuples(numbers, numbers, st.floats(0, 1)), min_size=1, max_size=5).map(pack_points),
    lengths,
    st.floats(0, 1),
    st.sampled_from(PressureUse),
    st.booleans(),
    st.sampled_from(MatteClass),
    spans,
)
mattes = st.builds(
    FrameMatte,
    frames,
    st.sampled_from([state for state in FrameState if state is not FrameState.EMPTY]),
    st.binary(max_size=4).map(digest_of),
    st.sampled_from(MatteClass),
    st.none() | st.text(max_size=9),
    st.none() | st.floats(0, 1),
    st.lists(st.builds(Seed, st.tuples(st.tuples(numbers, numbers)), st.booleans(), lengths)).map(tuple),
)
edges = st.builds(MatteEdge, lengths, lengths, lengths, numbers)
objects = st.builds(
    MaskObject,
    st.text(max_size=9),
    st.tuples(*[st.integers(0, 255)] * 3),
    edges,
    edges,
    edges,
    st.text(max_size=9),
    st.booleans(),
)
steps = st.builds(
    lambda x, y, error: TrackStep(7, (1, 0.1, x, 0, 1, y, 0.01, 0, 1), error), numbers, numbers, lengths
)
tracks = st.builds(
    PlanarTrack,
    frames,
    st.lists(st.tuples(numbers, numbers), min_size=3, max_size=5).map(tuple),
    steps.map(lambda step: (step,)),
    st.text(max_size=9),
)


@given(st.one_of(shapes(), strokes, mattes, objects, tracks))
def test_everything_comes_back_from_json_as_it_went(model: object) -> None:
    text = json.dumps(to_values(model), allow_nan=False)
    back = from_values(type(model), json.loads(text))
    assert back == model
    assert hash(back) == hash(model)


def test_what_is_missing_has_its_default() -> None:
    assert from_values(MaskObject, {"name": "Wire"}) == MaskObject("Wire")


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        (MaskObject, {}, "lacks 'name'"),
        (MaskObject, {"name": 3}, "MaskObject.name is 3 instead of a value of type str"),
        (MaskObject, {"name": "a", "smell": 1}, "has 'smell', which this version does not know"),
        (MaskObject, {"name": "a", "colour": [1, 2]}, "has 2 values instead of 3"),
        (MaskObject, {"name": "a", "colour": [1, 2, 999]}, "is no colour"),
        (MaskObject, {"name": "a", "main": {"feather": -1}}, "the feather is -1.0"),
        (MaskObject, {"name": "a", "main": {"grow": float("nan")}}, "the growth has a number that is not"),
        (MaskObject, {"name": "a", "main": {"grow": 10**400}}, "MaskObject.main.grow is 1000"),
        (MaskObject, {"name": "a", "main": 4}, "MaskObject.main is no record"),
        (MaskObject, {"name": "a", "is_locked": 1}, "instead of a value of type bool"),
        (FrameMatte, {"frame": 0, "state": "lost", "digest": "0" * 64}, "is 'lost', which this version"),
        (FrameMatte, {"frame": 0, "state": "empty", "digest": "0" * 64}, "has the state empty"),
        (FrameMatte, {"frame": 0, "state": "ai", "digest": "x"}, "'x' is no digest"),
        (FrameMatte, {"frame": True, "state": "ai", "digest": "0" * 64}, "frame is True"),
        (Stroke, {"points": "AAAA", "size": 0.1}, "are cut off"),
        (Stroke, {"points": "#", "size": 0.1}, "is not base64"),
        (Shape, {"kind": "polygon", "keys": []}, "a shape has no keyframe"),
        (Shape, {"kind": "polygon", "keys": 1}, "Shape.keys is no list"),
        (Shape, {"kind": "polygon", "keys": [{"frame": 0, "points": [[0]]}]}, "has 1 numbers instead of 7"),
        (Shape, {"kind": "polygon", "keys": [{"frame": 0, "points": [[0, 0]]}]}, "a polygon has 1 points"),
        (Shape, {"kind": "ellipse", "keys": [{"frame": 0}]}, "are not boxes"),
        (TrackStep, {"frame": 3, "homography": [1] * 9}, "at frame 3 the plane is seen edge-on"),
        (TrackStep, {"frame": 3, "homography": [1] * 8}, "has not nine numbers"),
        (PlanarTrack, {"reference_frame": 0, "region": [[0, 0], [1, 1]]}, "has no area"),
    ],
)
def test_strange_values_are_refused_in_one_sentence(kind: Any, values: Any, sentence: str) -> None:
    with pytest.raises(MaskValueError, match=re.escape(sentence)) as refused:
        from_values(kind, values)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("frames_of_keys", "sentence"),
    [((3, 3), "not in order"), ((4, 3), "not in order"), ((), "has no keyframe")],
)
def test_keyframes_are_in_order(frames_of_keys: tuple[int, ...], sentence: str) -> None:
    outline = (Point(0, 0), Point(1, 0), Point(1, 1))
    with pytest.raises(MaskValueError, match=sentence):
        Shape(ShapeKind.POLYGON, tuple(ShapeKey(frame, outline) for frame in frames_of_keys))


def test_keyframes_have_as_many_points_each() -> None:
    outline = (Point(0, 0), Point(1, 0), Point(1, 1))
    with pytest.raises(MaskValueError, match=r"\[3, 4\] points"):
        Shape(ShapeKind.POLYGON, (ShapeKey(0, outline), ShapeKey(1, (*outline, Point(0, 1)))))


def test_a_span_does_not_run_backwards() -> None:
    with pytest.raises(MaskValueError, match="5 to 4 run backwards"):
        FrameSpan(5, 4)


def test_the_way_of_a_stroke_is_packed_as_it_is() -> None:
    way = np.array([[0.1, 0.2, 0.5], [0.3, 0.4, 1]], np.float32)
    assert np.array_equal(unpack_points(pack_points(way)), way)
    assert np.array_equal(unpack_points(pack_points(way[:, :2]))[:, 2], [1, 1])


@pytest.mark.parametrize("way", [[], [[1.0]], [[1, np.nan, 1]], [1, 2, 3], [[1, 2, 3, 4]]])
def test_a_stroke_without_a_way_is_refused(way: list[Any]) -> None:
    with pytest.raises(MaskValueError, match="a stroke cannot go"):
        pack_points(way)
