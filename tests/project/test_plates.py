"""Clean plates in the document: painted and brought in, undone, and handed to a render."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from project_clips import HEIGHT, WIDTH, write_frames

from editor.errors import UsageError
from editor.masks.model.objects import MaskObject
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.media.shaper import shape, unshape
from editor.plates.layer import PlateDataError, PlateLayer, decode_layer, encode_layer, linear_picture
from editor.project.content.plates import PlateOrigin
from editor.project.content.shots import Shot
from editor.project.history.compaction import compact
from editor.project.plates import bring_plate
from editor.project.project import Project
from editor.project.snapshot import freeze

FRAME = 1


@pytest.fixture
def shot(project: Project, tmp_path: Path) -> Shot:
    """Three frames of noise, with a box in their middle to be removed."""
    added = project.add_clip(write_frames(tmp_path / "shot", 3, np.random.default_rng(3)))
    thing = project.objects.add(added.id, MaskObject("box", engine="spatial"))
    project.draw(thing, Shape(ShapeKind.RECTANGLE, (ShapeKey(0, box=Box(0.5, 0.5, 0.5, 0.5)),)))
    return added


def painted(colour: tuple[int, int, int] = (200, 100, 50)) -> PlateLayer:
    """Covers the left half of the picture."""
    rgb, alpha = np.zeros((HEIGHT, WIDTH, 3), np.uint8), np.zeros((HEIGHT, WIDTH), np.uint8)
    rgb[:, : WIDTH // 2], alpha[:, : WIDTH // 2] = colour, 255
    return PlateLayer(rgb, alpha)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_a_layer_comes_back_as_it_was(depth: type[np.generic]) -> None:
    random = np.random.default_rng(4)
    rgb = random.integers(0, np.iinfo(depth).max, (HEIGHT, WIDTH, 3)).astype(depth)
    layer = PlateLayer(rgb, random.integers(0, 256, (HEIGHT, WIDTH)).astype(np.uint8))
    again = decode_layer(encode_layer(layer))
    assert np.array_equal(again.rgb, rgb)
    assert np.array_equal(again.alpha, layer.alpha)


def test_what_is_no_plate_is_refused() -> None:
    for data in (b"", b"nonsense", encode_layer(painted())[:60]):
        with pytest.raises(PlateDataError, match="damaged"):
            decode_layer(data)


def test_light_of_a_linear_plate_is_kept(tmp_path: Path) -> None:
    light = np.full((HEIGHT, WIDTH, 3), (0.25, 3.0, -0.01), np.float32)
    data = linear_picture(encode_layer(PlateLayer.whole(shape(light))))
    (tmp_path / "plate.tiff").write_bytes(data)
    read = cv2.imread(str(tmp_path / "plate.tiff"), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(read[..., 2::-1], unshape(shape(light)))
    assert (read[..., 3] == 1).all()


def test_a_frame_has_one_plate_and_undo_brings_the_one_before(project: Project, shot: Shot) -> None:
    first, second = encode_layer(painted()), encode_layer(painted((1, 2, 3)))
    project.plates.put(shot.id, FRAME, first)
    project.plates.put(shot.id, FRAME, second)
    (plate,) = project.plates.of(shot.id)
    assert project.picture(plate.digest) == second
    project.undo()
    (plate,) = project.plates.of(shot.id)
    assert project.picture(plate.digest) == first
    compact(project._store)
    project.redo()
    (plate,) = project.plates.of(shot.id)
    assert project.picture(plate.digest) == second
    project.shots.remove(shot.id)
    assert project.plates.of(shot.id) == []


def test_a_retouched_picture_is_brought_in(project: Project, shot: Shot, tmp_path: Path) -> None:
    path = tmp_path / "retouched ü.png"
    cv2.imencode(".png", np.full((HEIGHT, WIDTH, 3), 9, np.uint8))[1].tofile(path)
    plate = bring_plate(project, shot, FRAME, path)
    assert plate.origin is PlateOrigin.BROUGHT
    layer = decode_layer(project.picture(plate.digest))
    assert (layer.rgb == 9).all()
    assert (layer.alpha == 255).all()


@pytest.mark.parametrize("case", ["size", "missing", "frame", "float"])
def test_what_does_not_fit_is_refused_and_nothing_changes(
    project: Project, shot: Shot, tmp_path: Path, case: str
) -> None:
    path = tmp_path / ("retouched.tiff" if case == "float" else "retouched.png")
    size = (HEIGHT, WIDTH + (case == "size"), 3)
    if case != "missing":
        kind = np.float32 if case == "float" else np.uint8
        path.write_bytes(cv2.imencode(path.suffix, np.zeros(size, kind))[1].tobytes())
    before = project.document_hash()
    with pytest.raises(UsageError):
        bring_plate(project, shot, 77 if case == "frame" else FRAME, path)
    assert project.document_hash() == before


def test_the_render_takes_what_was_painted_and_only_that(
    project: Project, shot: Shot, tmp_path: Path
) -> None:
    unpainted = rendered(project, shot, tmp_path / "without")
    project.plates.put(shot.id, FRAME, encode_layer(painted()))
    after = rendered(project, shot, tmp_path / "with")
    hole = np.zeros((HEIGHT, WIDTH), bool)
    hole[HEIGHT // 4 : HEIGHT * 3 // 4, WIDTH // 4 : WIDTH * 3 // 4] = True
    left = np.arange(WIDTH) < WIDTH // 2
    assert (after[hole & left] == (50, 100, 200)).all()
    assert np.array_equal(after[~hole], unpainted[~hole])  # paint beside the matte is no part of it
    assert not (after[hole & ~left] == (50, 100, 200)).all(axis=1).any()
    assert not list(tmp_path.glob("*plate-0*"))


def rendered(project: Project, shot: Shot, out: Path) -> np.ndarray:
    project.render(shot, out)
    return cv2.imread(str(out / f"{FRAME:05d}.png"))


def test_a_snapshot_with_another_plate_is_another_one(project: Project, shot: Shot, tmp_path: Path) -> None:
    masks = tmp_path / "frozen.masks"
    without = freeze(project, shot, masks)
    project.plates.put(shot.id, FRAME, encode_layer(painted()))
    one = freeze(project, shot, masks)
    assert type(one).from_json(one.to_json()) == one
    assert [frame for frame, _ in one.request(tmp_path / "out").references] == [str(FRAME)]
    written = Path(one.plates[0][1])
    stamp = written.stat().st_mtime_ns
    assert freeze(project, shot, masks) == one
    assert written.stat().st_mtime_ns == stamp  # an interrupted render goes on
    project.plates.put(shot.id, FRAME, encode_layer(painted((1, 2, 3))))
    other = freeze(project, shot, masks)
    assert len({without.source, one.source, other.source}) == 3


def test_a_preview_at_half_size_takes_plates_too(project: Project, shot: Shot, tmp_path: Path) -> None:
    project.plates.put(shot.id, FRAME, encode_layer(PlateLayer.whole(painted().rgb + np.uint8(1))))
    project.render(shot, tmp_path / "small", scale=Fraction(2, 3))
    small = cv2.imread(str(tmp_path / "small" / f"{FRAME:05d}.png"))
    assert tuple(small[small.shape[0] // 2, small.shape[1] * 3 // 8]) == (51, 101, 201)
