"""Outlines and brushes become the pixels that geometry says."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from mask_scenes import GRID, dab, evaluated, polygon, rectangle

from editor.masks.evaluate.grid import PixelGrid
from editor.masks.levels import Matte
from editor.masks.model.shapes import Box, Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import PressureUse, Stroke, pack_points

SAMPLES = 8


def pixel_centres(grid: PixelGrid) -> tuple[np.ndarray, np.ndarray]:
    return np.meshgrid(np.arange(grid.width) + 0.5, np.arange(grid.height) + 0.5)


def covered(is_inside: np.ndarray) -> Matte:
    """Share of samples inside, of a picture sampled several times a pixel."""
    height, width = (size // SAMPLES for size in is_inside.shape)
    share = is_inside.reshape(height, SAMPLES, width, SAMPLES).mean(axis=(1, 3))
    return np.rint(share * 255).astype(np.uint8)


def sample_points(grid: PixelGrid) -> tuple[np.ndarray, np.ndarray]:
    steps = (np.arange(SAMPLES * max(grid.width, grid.height)) + 0.5) / SAMPLES
    return np.meshgrid(steps[: SAMPLES * grid.width], steps[: SAMPLES * grid.height])


def difference(matte: Matte, wanted: Matte) -> int:
    return int(np.abs(matte.astype(int) - wanted).max())


def is_same_area(matte: Matte, wanted: Matte) -> bool:
    """Whether curves come out within what the samples and the polylines for curves are off."""
    return difference(matte, wanted) <= 20 and abs(matte.sum() / wanted.sum() - 1) < 4e-3


def test_a_slanted_polygon_covers_each_pixel_by_its_share() -> None:
    corners = ((0.2, 0.15), (0.8, 0.3), (0.35, 0.9))
    x, y = sample_points(GRID)
    is_inside = np.ones_like(x, bool)
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        side = (x1 - x0) * 160 * (y - y0 * 90) - (y1 - y0) * 90 * (x - x0 * 160)
        is_inside &= side >= 0
    assert difference(evaluated(polygon(*corners)), covered(is_inside)) <= 8


def test_a_rectangle_between_pixels_is_exact() -> None:
    matte = evaluated(rectangle(10.5 / 160, 20 / 90, 20 / 160, 30.25 / 90))
    assert np.abs(matte[25, 9:21].astype(int) - [0, 128, *[255] * 9, 0]).max() <= 1
    assert np.abs(matte[29:32, 15].astype(int) - [255, 64, 0]).max() <= 1


@pytest.mark.parametrize("kind", [ShapeKind.ELLIPSE, ShapeKind.BEZIER])
def test_round_shapes_cover_what_the_circle_does(kind: ShapeKind) -> None:
    radius, handle = 30.0, 30 * 0.5522847498
    ring = ((0, -1), (1, 0), (0, 1), (-1, 0))
    points = tuple(
        Point(
            0.5 + dx * radius / 160, 0.5 + dy * radius / 90,
            dy * handle / 160, -dx * handle / 90, -dy * handle / 160, dx * handle / 90,
        )
        for dx, dy in ring
    )  # fmt: skip
    box = Box(0.5, 0.5, 60 / 160, 60 / 90)
    key = ShapeKey(0, (), box) if kind is ShapeKind.ELLIPSE else ShapeKey(0, points)
    x, y = sample_points(GRID)
    circle = covered(np.hypot(x - 80, y - 45) <= radius)
    assert is_same_area(evaluated(Shape(kind, (key,))), circle)


def test_a_turned_rectangle_stays_one_as_the_picture_is_seen() -> None:
    box = Box(0.5, 0.5, 60 / 160, 20 / 90, rotation_deg=90)
    turned = evaluated(Shape(ShapeKind.RECTANGLE, (ShapeKey(0, (), box),)))
    upright = evaluated(rectangle(70 / 160, 15 / 90, 90 / 160, 75 / 90))
    assert difference(turned, upright) <= 1


def test_a_spline_of_equal_points_is_that_point_and_one_of_a_square_is_inside_it() -> None:
    square = tuple(Point(x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)))
    spline = evaluated(Shape(ShapeKind.B_SPLINE, (ShapeKey(0, square),)))
    whole = evaluated(rectangle(0.2, 0.2, 0.8, 0.8))
    assert (spline <= whole).all()
    # The area of a closed cubic B-spline over a square is 0.6778 of it.
    assert spline.sum() / whole.sum() == pytest.approx(61 / 90, abs=0.01)


def test_an_open_spline_runs_from_its_first_to_its_last_point() -> None:
    points = (Point(0.2, 0.5), Point(0.5, 0.2), Point(0.8, 0.5))
    line = evaluated(Shape(ShapeKind.B_SPLINE, (ShapeKey(0, points),), is_closed=False, line_width=0.05))
    assert line[45, 32] == line[45, 127] == 255
    assert line[18, 80] == 0


def test_two_outlines_that_overlap_themselves_are_filled_throughout() -> None:
    knot = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8), (0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))
    assert difference(evaluated(polygon(*knot)), evaluated(rectangle(0.2, 0.2, 0.8, 0.8))) <= 1


def cones(line: np.ndarray, widths: np.ndarray) -> np.ndarray:
    """Upper envelope of cones along a line, by trying places on it one by one."""
    x, y = pixel_centres(GRID)
    best = np.zeros(x.shape)
    for (x0, y0), (x1, y1), w0, w1 in zip(line[:-1], line[1:], widths[:-1], widths[1:], strict=True):
        for share in np.linspace(0, 1, 120):
            distance = np.hypot(x - (x0 + share * (x1 - x0)), y - (y0 + share * (y1 - y0)))
            width = w0 + share * (w1 - w0)
            best = np.maximum(best, 1 - (distance + 0.5) / (width + 1))
    return np.rint(best.clip(0, 1) * 255)


@pytest.mark.parametrize("widths", [(0.15, 0.15, 0.15), (0.0, 0.25, 0.1)])
def test_feather_falls_by_distance_from_the_outline(widths: tuple[float, ...]) -> None:
    corners = np.array([(0.3, 0.3), (0.7, 0.35), (0.4, 0.75)])
    points = tuple(Point(x, y, feather=width) for (x, y), width in zip(corners, widths, strict=True))
    soft = evaluated(Shape(ShapeKind.POLYGON, (ShapeKey(0, points),)))
    hard = evaluated(polygon(*corners))
    ring = np.concatenate([corners, corners[:1]]) * (160, 90)
    envelope = cones(ring, np.array([*widths, widths[0]]) * 90)
    assert np.abs(soft - np.maximum(envelope, hard)).max() <= 18
    assert np.abs(soft - np.maximum(envelope, hard)).mean() < 1


def test_feather_inwards_falls_to_the_outline() -> None:
    soft = evaluated(polygon((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8), feather=-20 / 90))
    hard = evaluated(rectangle(0.2, 0.2, 0.8, 0.8))
    assert (soft <= hard).all()
    middle = soft[18:45, 80].astype(int)
    assert np.abs(np.diff(middle[1:19]) - 255 / 21).max() <= 1.5
    assert middle[-1] == 255


def test_feather_in_and_out_leaves_no_seam() -> None:
    points = tuple(
        Point(x, y, feather=width)
        for x, y, width in ((0.2, 0.2, 0.1), (0.8, 0.2, 0.1), (0.8, 0.8, -0.1), (0.2, 0.8, 0.1))
    )
    soft = evaluated(Shape(ShapeKind.POLYGON, (ShapeKey(0, points),)))
    assert (np.diff(soft[10:45, 40].astype(int)) >= 0).all()
    assert soft[45, 33] == 255


def test_a_hard_dab_is_a_disc() -> None:
    x, y = sample_points(GRID)
    assert is_same_area(evaluated(dab(0.5, 0.5, 0.4)), covered(np.hypot(x - 80, y - 45) <= 18))


@pytest.mark.parametrize("hardness", [0.0, 0.3, 0.8])
def test_hardness_is_the_solid_share_of_the_radius(hardness: float) -> None:
    matte = evaluated(dab(80.5 / 160, 45.5 / 90, 60 / 90, hardness=hardness))
    distance = np.arange(1, 40)
    fall = 30 * (1 - hardness) + 1
    wanted = ((30.5 - distance) / fall).clip(0, 1) * 255
    assert np.abs(matte[45, 81:120] - wanted).max() <= 4


def test_pressure_changes_size_or_hardness_or_nothing() -> None:
    way = pack_points([[0.2, 0.5, 0.25], [0.8, 0.5, 1.0]])
    thick = {use: evaluated(Stroke(way, 0.4, 1.0, use)) for use in PressureUse}
    widths = {use: (matte[:, [40, 120]] > 127).sum(axis=0).tolist() for use, matte in thick.items()}
    assert widths[PressureUse.NOTHING] == [36, 36]
    assert np.abs(np.array(widths[PressureUse.SIZE]) - (36 * 0.3125, 36 * 0.9375)).max() <= 2
    soft = thick[PressureUse.HARDNESS][:, [40, 120]]
    assert (soft[20:45, 0] < 255).sum() > 2 * (soft[20:45, 1] < 255).sum()


def near_line(way: np.ndarray, radius: float) -> np.ndarray:
    """Which samples lie within a distance of a line."""
    x, y = sample_points(GRID)
    is_near = np.zeros(x.shape, bool)
    for (x0, y0), (x1, y1) in pairwise(way):
        along = np.array([x1 - x0, y1 - y0])
        share = ((x - x0) * along[0] + (y - y0) * along[1]) / (along @ along)
        share = share.clip(0, 1)
        is_near |= np.hypot(x - x0 - share * along[0], y - y0 - share * along[1]) <= radius
    return is_near


@pytest.mark.parametrize(
    ("way", "radius"),
    [
        ([[20, 30], [130, 60]], 8.3),
        ([[20, 30], [130, 60], [20, 30]], 8.3),
        ([[80 + 25 * np.cos(a), 45 - 25 * np.sin(a)] for a in np.linspace(0, 13, 180)], 5.0),
        ([[80 + 8 * np.cos(a), 45 - 8 * np.sin(a)] for a in np.linspace(0, 3, 60)], 15.0),
        ([[20, 20], [120, 25], [120, 70], [119, 71], [30, 60]], 6.0),
    ],
    ids=["straight", "back over itself", "round twice", "tighter than the brush", "with corners"],
)
def test_a_hard_stroke_is_all_that_is_near_its_way(way: list[list[float]], radius: float) -> None:
    stroke = Stroke(pack_points(np.array(way) / (160, 90)), 2 * radius / 90)
    assert is_same_area(evaluated(stroke), covered(near_line(np.array(way), radius)))


@pytest.mark.parametrize("seed", range(5))
def test_a_hard_stroke_that_runs_into_itself_anywhere_has_no_pixel_wrong(seed: int) -> None:
    rng = np.random.default_rng(seed)
    steps = rng.normal(0, rng.uniform(2, 12), (rng.integers(4, 16), 2))
    way = (np.array([80, 45]) + np.cumsum(steps, axis=0)).clip((15, 15), (145, 75)).astype(np.float32)
    radius = float(rng.uniform(1.5, 10))
    stroke = Stroke(pack_points(way / (160, 90)), 2 * radius / 90)
    assert is_same_area(evaluated(stroke), covered(near_line(way.astype(np.float64), radius)))


def test_an_outline_of_more_corners_than_the_rasteriser_counts_is_drawn() -> None:
    angles = np.linspace(0, 2 * np.pi, 50_000, endpoint=False)
    corners = np.column_stack([80 + 30 * np.cos(angles), 45 + 30 * np.sin(angles)]) / (160, 90)
    x, y = sample_points(GRID)
    circle = covered(np.hypot(x - 80, y - 45) <= 30)
    assert is_same_area(evaluated(polygon(*map(tuple, corners.tolist()))), circle)


def test_a_stroke_back_over_itself_gets_no_denser() -> None:
    there = [[0.2, 0.5], [0.8, 0.5]]
    once = evaluated(Stroke(pack_points(there), 0.3, 0.2))
    twice = evaluated(Stroke(pack_points([*there, [0.2, 0.5]]), 0.3, 0.2))
    assert difference(twice, once) <= 1


def test_brushes_are_round_as_the_picture_is_seen() -> None:
    matte = evaluated(dab(0.5, 0.5, 0.5), grid=PixelGrid(160, 90, pixel_aspect=2.0))
    assert (matte[45] > 127).sum() * 2 == pytest.approx((matte[:, 80] > 127).sum(), abs=2)


@pytest.mark.parametrize("at", [-50.0, 50.0, 1e9, -1e30])
def test_what_lies_far_outside_is_not_there(at: float) -> None:
    soft = polygon((at, 0.1), (at, 0.4), (at, 0.9), feather=0.1)
    assert not evaluated(soft, dab(at, at, 0.1), dab(at, at, 0.1, hardness=0.5)).any()


def test_a_shape_from_far_left_to_far_right_covers_the_picture() -> None:
    assert (evaluated(polygon((-1e4, -1e4), (1e4, -1e4), (1e4, 1e4), (-1e4, 1e4), feather=0.1)) == 255).all()


def test_a_picture_of_twice_the_size_gets_the_same_matte_finer() -> None:
    layers = (
        polygon((0.2, 0.15), (0.8, 0.3), (0.35, 0.9), feather=0.1),
        Stroke(pack_points([[0.1, 0.9], [0.9, 0.8]]), 0.1, 0.5),
    )
    small, large = evaluated(*layers), evaluated(*layers, grid=PixelGrid(320, 180))
    shrunk = large.reshape(90, 2, 160, 2).mean(axis=(1, 3))
    assert np.abs(shrunk - small).max() <= 24
