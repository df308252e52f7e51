"""The matte of a frame: layers in order, frames in any order, edits like new."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from mask_scenes import GRID, dab, evaluated, masked, polygon, random_layers, rectangle

from editor.masks.codec import encode_matte
from editor.masks.errors import MatteDataError
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.frames import FrameSpan
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import Layer, MaskedObject, MaskObject, MatteEdge
from editor.masks.model.shapes import Box, Interpolation, Operation, Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import Stroke, pack_points
from editor.masks.model.tracks import PlanarTrack, TrackStep

LEFT, RIGHT = rectangle(0.1, 0.1, 0.6, 0.9), rectangle(0.4, 0.1, 0.9, 0.9)


def box_keys(*keys: tuple[int, float, Interpolation]) -> tuple[ShapeKey, ...]:
    return tuple(ShapeKey(frame, (), Box(x, 0.5, 0.1, 0.5), how) for frame, x, how in keys)


def middle(matte: Matte) -> float:
    """Where the matte lies, as a fraction of the width."""
    columns = matte.sum(axis=0, dtype=float)
    return float((columns * (np.arange(len(columns)) + 0.5)).sum() / columns.sum() / len(columns))


class Pictures:
    """A store of encoded mattes that counts how often it is asked."""

    def __init__(self) -> None:
        self.by_digest: dict[str, bytes] = {}
        self.asked = 0

    def add(self, matte: Matte, frame: int, state: FrameState = FrameState.AI) -> FrameMatte:
        data = encode_matte(matte)
        self.by_digest[digest_of(data)] = data
        return FrameMatte(frame, state, digest_of(data))

    def __call__(self, digest: str) -> bytes:
        self.asked += 1
        return self.by_digest[digest]


@pytest.mark.parametrize(
    ("operation", "white"),
    [
        (Operation.ADD, [True, True, True]),
        (Operation.SUBTRACT, [True, False, False]),
        (Operation.INTERSECT, [False, True, False]),
    ],
)
def test_operations_work_on_what_is_below(operation: Operation, white: list[bool]) -> None:
    matte = evaluated(LEFT, replace(RIGHT, operation=operation))
    assert (matte[45, [32, 80, 120]] == 255).tolist() == white
    assert set(matte[45, [32, 80, 120]].tolist()) <= {0, 255}


def test_order_counts() -> None:
    hole = dab(0.5, 0.5, 0.4, is_erasing=True)
    assert evaluated(LEFT, hole)[45, 80] == 0
    assert evaluated(hole, LEFT)[45, 80] == 255


def test_the_same_layer_twice_is_the_same_as_once() -> None:
    slanted = polygon((0.1, 0.2), (0.9, 0.3), (0.4, 0.8), feather=0.05)
    assert np.array_equal(evaluated(slanted, slanted), evaluated(slanted))


@pytest.mark.parametrize(
    ("how", "x"), [(Interpolation.LINEAR, 0.4), (Interpolation.EASED, 0.325), (Interpolation.HELD, 0.2)]
)
def test_keyframes_go_over_as_they_say(how: Interpolation, x: float) -> None:
    moving = Shape(ShapeKind.RECTANGLE, box_keys((10, 0.2, how), (18, 1.0, Interpolation.LINEAR)))
    assert middle(evaluated(moving, frame=12)) == pytest.approx(x, abs=1e-3)
    assert middle(evaluated(moving, frame=3)) == pytest.approx(0.2, abs=1e-3)


def test_points_and_feathers_move_from_keyframe_to_keyframe() -> None:
    first = (Point(0.1, 0.1), Point(0.3, 0.1), Point(0.3, 0.9), Point(0.1, 0.9))
    second = tuple(point._replace(x=point.x + 0.4, feather=0.2) for point in first)
    shape = Shape(ShapeKind.POLYGON, (ShapeKey(0, first), ShapeKey(10, second)))
    between = tuple(point._replace(x=point.x + 0.2, feather=0.1) for point in first)
    still = Shape(ShapeKind.POLYGON, (ShapeKey(0, between),))
    assert np.array_equal(evaluated(shape, frame=5), evaluated(still))


def test_layers_are_there_on_their_frames_alone() -> None:
    stroke = dab(0.5, 0.5, 0.4, span=FrameSpan(3, 5))
    there = [bool(evaluated(stroke, frame=frame).any()) for frame in range(2, 7)]
    assert there == [False, True, True, True, False]


def test_a_matte_covers_what_is_below_it_on_its_frame() -> None:
    pictures = Pictures()
    picture = evaluated(dab(0.2, 0.5, 0.2))
    erased = dab(0.2, 0.5, 0.1, is_erasing=True)
    thing = masked(LEFT, pictures.add(picture, 7), erased)
    evaluator = Evaluator(GRID, pictures)
    seventh = evaluator.evaluate(7, [thing])
    assert np.array_equal(seventh, np.minimum(picture, 255 - evaluated(replace(erased, is_erasing=False))))
    assert np.array_equal(evaluator.evaluate(8, [thing]), evaluated(LEFT, erased))


@pytest.mark.parametrize("grid", [PixelGrid(80, 45), PixelGrid(320, 180), PixelGrid(200, 90)])
def test_a_matte_of_a_proxy_fits_the_original(grid: PixelGrid) -> None:
    pictures = Pictures()
    soft = dab(0.5, 0.5, 0.6, hardness=0.5)
    stored = Evaluator(grid, pictures).evaluate(0, [masked(pictures.add(evaluated(soft), 0))])
    assert stored.shape == (grid.height, grid.width)
    drawn = evaluated(soft, grid=PixelGrid(grid.width, grid.height, 160 / 90 * grid.height / grid.width))
    assert np.abs(stored.astype(int) - drawn).max() <= 16


def test_a_damaged_matte_is_refused_and_the_next_frame_is_whole() -> None:
    evaluator = Evaluator(GRID, lambda _: b"nothing")
    broken = FrameMatte(1, FrameState.AI, digest_of(b"nothing"), MatteClass.SHADOW)
    evaluator.evaluate(0, [masked(LEFT)])
    with pytest.raises(MatteDataError):
        evaluator.evaluate(1, [masked(RIGHT, broken)])
    assert np.array_equal(evaluator.evaluate(2, [masked(RIGHT, broken)]), evaluated(RIGHT))


def test_grow_and_feather_are_fractions_of_the_height() -> None:
    grown = evaluated(rectangle(0.25, 0.25, 0.75, 0.75), edge=MatteEdge(grow=9 / 90, feather=10 / 90))
    column = grown[:45, 80].astype(int)
    assert column[14] == 255
    assert 0 < column[10] < column[12] < 255
    assert column[1] == 0


@pytest.mark.parametrize(("direction_deg", "row", "column"), [(0, 45, 150), (90, 85, 80), (180, 45, 10)])
def test_a_shadow_reaches_to_one_side(direction_deg: float, row: int, column: int) -> None:
    edge = MatteEdge(reach=60 / 90, direction_deg=direction_deg)
    shadow = replace(dab(0.5, 0.5, 0.3), matte_class=MatteClass.SHADOW)
    thing = MaskedObject(MaskObject("thing", shadow=edge), (shadow,))
    matte = Evaluator(GRID, Pictures()).evaluate(0, [thing])
    assert matte[row, column] == (255 if abs(row - 45) + abs(column - 80) <= 70 else 0)
    assert matte[45 - (row - 45), 80 - (column - 80)] == 0


def test_each_class_has_its_own_edge() -> None:
    thing = MaskedObject(
        MaskObject("thing", shadow=MatteEdge(grow=0.1)),
        (dab(0.25, 0.5, 0.2), replace(dab(0.75, 0.5, 0.2), matte_class=MatteClass.SHADOW)),
    )
    matte = Evaluator(GRID, Pictures()).evaluate(0, [thing])
    widths = (matte[45, :80] > 127).sum(), (matte[45, 80:] > 127).sum()
    assert widths[1] - widths[0] == pytest.approx(18, abs=1)


def test_objects_are_united_and_each_can_be_had() -> None:
    evaluator = Evaluator(GRID, Pictures())
    matte = evaluator.evaluate(0, [masked(LEFT), masked(RIGHT)])
    assert np.array_equal(matte, evaluated(LEFT, RIGHT))
    assert np.array_equal(evaluator.object_matte(1).over(GRID.area), evaluated(RIGHT))


def test_shapes_follow_a_plane_and_stay_as_drawn_at_their_keyframes() -> None:
    shift = tuple(TrackStep(frame, (1, 0, 0.1 * (frame - 4), 0, 1, 0, 0, 0, 1)) for frame in range(3, 8))
    tracks = {5: PlanarTrack(4, ((0, 0), (1, 0), (1, 1)), shift)}
    shape = Shape(ShapeKind.RECTANGLE, box_keys((5, 0.3, Interpolation.LINEAR)), track=5)
    evaluator = Evaluator(GRID, Pictures())
    places = {frame: middle(evaluator.evaluate(frame, [masked(shape)], tracks)) for frame in (0, 3, 5, 7, 99)}
    assert places == pytest.approx({0: 0.1, 3: 0.1, 5: 0.3, 7: 0.5, 99: 0.5}, abs=1e-3)
    assert middle(evaluator.evaluate(7, [masked(shape)], {})) == pytest.approx(0.3, abs=1e-3)


def test_between_keyframes_a_shape_moves_in_the_plane() -> None:
    shift = tuple(TrackStep(frame, (1, 0, 0.05 * frame, 0, 1, 0, 0, 0, 1)) for frame in range(11))
    tracks = {1: PlanarTrack(0, ((0, 0), (1, 0), (1, 1)), shift)}
    # At frame 10 the plane has moved by 0.5, the shape by 0.6: by 0.1 within the plane, half of it by now.
    keys = box_keys((0, 0.2, Interpolation.LINEAR), (10, 0.8, Interpolation.LINEAR))
    shape = Shape(ShapeKind.RECTANGLE, keys, track=1)
    matte = Evaluator(GRID, Pictures()).evaluate(5, [masked(shape)], tracks)
    assert middle(matte) == pytest.approx(0.2 + 0.25 + 0.05, abs=1e-3)


def test_a_zoom_of_the_plane_widens_feather_too() -> None:
    zoom = (TrackStep(0, (1, 0, 0, 0, 1, 0, 0, 0, 1)), TrackStep(1, (2, 0, -0.5, 0, 2, -0.5, 0, 0, 1)))
    tracks = {1: PlanarTrack(0, ((0, 0), (1, 0), (1, 1)), zoom)}
    soft = polygon((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6), feather=0.05, track=1)
    wide = polygon((0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), feather=0.1)
    zoomed = Evaluator(GRID, Pictures()).evaluate(1, [masked(soft)], tracks)
    assert np.abs(zoomed.astype(int) - evaluated(wide)).max() <= 1


@pytest.mark.parametrize("seed", range(12))
def test_any_edits_give_the_same_as_a_fresh_evaluation(seed: int) -> None:
    rng = np.random.default_rng(seed)
    edges = [
        MatteEdge(),
        MatteEdge(grow=0.053),
        MatteEdge(grow=-0.021),
        MatteEdge(feather=0.1),
        MatteEdge(reach=0.2, direction_deg=200),
    ]
    evaluator = Evaluator(GRID, Pictures())
    objects = [masked(*random_layers(rng)) for _ in range(3)]
    for _ in range(12):
        before = evaluator.evaluate(0, objects)
        objects = edited(objects, rng, edges)
        after = evaluator.evaluate(0, objects)
        assert np.array_equal(after, Evaluator(GRID, Pictures()).evaluate(0, objects))
        outside = np.ones(after.shape, bool)
        outside[evaluator.changed.within(GRID.area)] = False
        assert np.array_equal(after[outside], before[outside])


def edited(
    objects: list[MaskedObject], rng: np.random.Generator, edges: list[MatteEdge]
) -> list[MaskedObject]:
    """Change one thing: layers, their order, an edge, or the objects themselves."""
    if rng.random() < 0.15:
        return objects[1:] if len(objects) > 2 else [masked(*random_layers(rng)), *objects]
    position = int(rng.integers(len(objects)))
    layers: list[Layer] = list(objects[position].layers)
    settings = objects[position].settings
    match int(rng.integers(5)):
        case 0:
            layers += random_layers(rng)
        case 1:
            del layers[int(rng.integers(len(layers))) :]
        case 2:
            layers = [layers[place] for place in rng.permutation(len(layers))]
        case 3:
            layers[:1] = random_layers(rng)
        case 4:
            settings = replace(settings, main=edges[int(rng.integers(len(edges)))])
    return [*objects[:position], MaskedObject(settings, tuple(layers)), *objects[position + 1 :]]


def test_an_edit_touches_its_surroundings_alone() -> None:
    evaluator = Evaluator(PixelGrid(1920, 1080), Pictures())
    before = masked(*[dab(0.1 * x, 0.5, 0.05) for x in range(1, 10)])
    evaluator.evaluate(0, [before])
    evaluator.evaluate(0, [masked(*before.layers, dab(0.5, 0.8, 0.1))])
    assert evaluator.changed.shape == pytest.approx((108, 108), abs=6)
    evaluator.evaluate(0, [masked(*before.layers, dab(0.5, 0.8, 0.1))])
    assert evaluator.changed.is_empty


def test_what_was_drawn_is_drawn_once_for_all_frames() -> None:
    pictures = Pictures()
    still = pictures.add(evaluated(LEFT), 0)
    thing = masked(*[replace(still, frame=frame) for frame in range(20)])
    evaluator = Evaluator(GRID, pictures)
    for frame in range(20):
        evaluator.evaluate(frame, [thing])
    assert pictures.asked == 1


def test_a_thousand_frames_in_any_order_take_no_more_room_than_allowed() -> None:
    limit = 40 * 160 * 90
    evaluator = Evaluator(GRID, Pictures(), cache_bytes=limit)
    moving = Shape(
        ShapeKind.RECTANGLE, box_keys((0, 0.0, Interpolation.LINEAR), (999, 1.0, Interpolation.LINEAR))
    )
    strokes = [
        Stroke(pack_points([[0.1, 0.1], [frame / 1000, 0.9]]), 0.1, 0.5, span=FrameSpan(frame, frame + 5))
        for frame in range(0, 1000, 3)
    ]
    thing = masked(moving, *strokes)
    for frame in np.random.default_rng(0).permutation(1000).tolist():
        evaluator.evaluate(frame, [thing])
        assert evaluator.cached_bytes <= limit
