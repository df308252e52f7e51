"""A half-transparent logo that a search found is taken off by the renders of the project, not filled."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.objects import MaskObject
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.project.content.shots import Shot
from editor.project.copying import copy_to_shot
from editor.project.finding import put_found, search_of
from editor.project.history.compaction import compact
from editor.project.project import Project
from editor.project.snapshot import freeze
from editor.render.errors import RenderError
from editor.render.messages import ItemFound, Message
from editor.render.wiping.listing import list_found
from editor.render.wiping.request import What

HEIGHT, WIDTH, COUNT, FRAME = 180, 320, 30, 11
BESIDE = np.s_[85:105, 20:50]
LETTER, UNDER_WALKER = np.s_[24:50, 265:275], np.s_[22:50, 226:260]

Rgb = NDArray[np.uint8]


def scene(index: int) -> Rgb:
    wide = np.random.default_rng(5).integers(0, 256, (HEIGHT, WIDTH + 4 * COUNT, 3)).astype(np.uint8)
    wide = cv2.GaussianBlur(wide, (0, 0), 3)
    wide = np.clip((wide.astype(np.float32) - 127) * 3 + 120, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(wide[:, 4 * index : 4 * index + WIDTH])


def marked(index: int) -> Rgb:
    drawn = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.putText(drawn, "TV", (225, 48), cv2.FONT_HERSHEY_DUPLEX, 1.2, 255, 4, cv2.LINE_AA)
    share = drawn[..., None] * np.float32(0.5 / 255)
    return np.rint(scene(index) * (1 - share) + np.float32([235, 240, 240]) * share).astype(np.uint8)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news") / "frames"
    folder.mkdir()
    for index in range(COUNT):
        cv2.imwrite(str(folder / f"{index:05d}.png"), marked(index))
    return folder


@pytest.fixture(scope="module")
def item(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> ItemFound:
    """What a search of the whole clip finds."""
    with Project.create(tmp_path_factory.mktemp("search") / "a.cleanplate") as project:
        wanted = search_of(project.add_clip(clip), str(clip), What.LOGO)
    told: list[Message] = []
    list_found(wanted, told.append, lambda: None)
    (found,) = (one for one in told if isinstance(one, ItemFound))
    assert found.overlay
    return found


@pytest.fixture
def shot(project: Project, clip: Path) -> Shot:
    return project.add_clip(clip)


def put(project: Project, shot: Shot, item: ItemFound) -> int:
    (thing,) = set(put_found(project, shot, item, "Logo 1"))
    project.objects.change(thing, MaskObject("Logo 1", engine="spatial"))
    return thing


def apart(one: Rgb, other: Rgb, where: tuple[slice, slice]) -> float:
    return float(np.abs(one[where].astype(np.int32) - other[where]).mean())


def test_what_is_behind_comes_back_where_nothing_else_is_to_be_filled(
    project: Project, shot: Shot, item: ItemFound, tmp_path: Path
) -> None:
    thing = put(project, shot, item)
    painted = np.array(project.matte(shot, FRAME))
    painted[BESIDE] = 255
    matte = encode_matte(painted)
    project.layers.put_matte(thing, FrameMatte(FRAME, FrameState.CORRECTED, digest_of(matte)), matte)
    below = project.objects.add(shot.id, MaskObject("walker", engine="spatial"))
    left = Box(244 / WIDTH, 36 / HEIGHT, 40 / WIDTH, 40 / HEIGHT)
    project.draw(below, Shape(ShapeKind.RECTANGLE, (ShapeKey(0, box=left),)))
    project.render(shot, tmp_path / "clean")
    for index in (4, FRAME):
        before, truth = marked(index), scene(index)
        clean = np.asarray(cv2.imread(str(tmp_path / "clean" / f"{index:05d}.png")), np.uint8)
        assert apart(clean, truth, LETTER) < apart(before, truth, LETTER) / 3
        assert apart(clean, truth, UNDER_WALKER) > 10, "who goes below the logo does not come back there"
        assert np.array_equal(clean[BESIDE], before[BESIDE]) is not (index == FRAME)


def test_a_copy_over_the_same_pictures_knows_it_too(project: Project, shot: Shot, item: ItemFound) -> None:
    thing = project.objects.get(put(project, shot, item))
    assert project.overlays.of(copy_to_shot(project, thing, shot, 0).id) == item.overlay
    assert project.overlays.of(copy_to_shot(project, thing, shot, 1).id) is None


def test_it_is_part_of_the_document_and_of_its_snapshots(
    project: Project, shot: Shot, item: ItemFound, tmp_path: Path
) -> None:
    thing, masks = put(project, shot, item), tmp_path / "frozen.masks"
    one = freeze(project, shot, masks)
    project.overlays.put(thing, b"other")
    other = freeze(project, shot, masks)
    assert one.source != other.source
    with pytest.raises(RenderError, match="overlays is damaged"):
        project.render(shot, tmp_path / "broken")
    project.undo()
    project.objects.remove(thing)
    compact(project._store)
    project.undo()
    assert project.overlays.of(thing) == item.overlay
    with Project.open(project.path, read_only=True) as reader:
        assert reader.overlays.of(thing) == item.overlay
    project.shots.remove(shot.id)
    assert project.overlays.of(thing) is None
