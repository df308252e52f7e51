"""Shapes, annotations and mattes come into a project from other programs, and leave it for them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from project_clips import HEIGHT, WIDTH, ellipse, stroke

from editor.errors import UsageError
from editor.masks.errors import MaskFileError
from editor.masks.mattes import MatteRequest, open_mattes
from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.media.opening import probe
from editor.project.content.shots import Shot
from editor.project.exchange import Program, export_mattes, export_shapes, import_masks
from editor.project.project import Project

MOVING, STILL = ellipse(0, 7), ellipse(3)


@pytest.fixture
def shot(project: Project, clip: Path) -> Shot:
    """Ten frames with a walker that moves."""
    added = project.add_clip(clip)
    project.draw(project.add_object(added, "walker"), MOVING)
    return added


def difference(project: Project, shot: Shot, other: Shot, frame: int) -> int:
    before, after = (project.matte(one, frame).astype(int) for one in (shot, other))
    assert before.max() == 255
    return int(np.abs(before - after).max())


@pytest.mark.parametrize("program", [Program.NATRON, Program.SVG])
def test_shapes_come_back_from_other_programs(
    project: Project, shot: Shot, tmp_path: Path, program: Program
) -> None:
    out = tmp_path / ("roto" if program is Program.SVG else "roto.py")
    assert export_shapes(project, shot, out, program) == ()
    other = project.shots.add(shot.media_id, range(10), "back")
    before = project.document_hash()
    brought = import_masks(project, other, out)
    assert [one.shot_id for one in brought.objects] == [other.id]
    assert max(difference(project, shot, other, frame) for frame in range(10)) <= 2
    project.undo()
    assert project.document_hash() == before


def test_shapes_that_stand_still_come_back_from_nuke(project: Project, clip: Path, tmp_path: Path) -> None:
    shot = project.add_clip(clip, name="still")
    project.draw(project.add_object(shot, "rig"), STILL)
    other = project.shots.add(shot.media_id, range(10), "back")
    export_shapes(project, shot, tmp_path / "roto.nk", Program.NUKE)
    brought = import_masks(project, other, tmp_path / "roto.nk")
    assert [one.settings.name for one in brought.objects] == ["rig"]
    assert difference(project, shot, other, 5) <= 2


def test_frames_are_numbered_as_the_other_program_does(project: Project, shot: Shot, tmp_path: Path) -> None:
    export_shapes(project, shot, tmp_path / "roto.py", Program.NATRON, first_frame=1001)
    other = project.shots.add(shot.media_id, range(10), "back")
    import_masks(project, other, tmp_path / "roto.py", first_frame=1001)
    assert difference(project, shot, other, 4) <= 2
    late = project.shots.add(shot.media_id, range(10), "late")
    import_masks(project, late, tmp_path / "roto.py", first_frame=998)
    assert difference(project, shot, late, 7) > 100


def test_annotations_belong_to_the_pictures_that_they_name(
    project: Project, shot: Shot, tmp_path: Path
) -> None:
    corners = [8, 6, 24, 6, 24, 18, 8, 18]
    annotations = {
        "images": [
            {"id": 1, "file_name": "sub/00004.png", "width": WIDTH, "height": HEIGHT},
            {"id": 2, "file_name": "nobody.png", "width": WIDTH, "height": HEIGHT},
        ],
        "categories": [{"id": 1, "name": "rig"}],
        "annotations": [{"image_id": image, "category_id": 1, "segmentation": [corners]} for image in (1, 2)],
    }
    (tmp_path / "rig.json").write_text(json.dumps(annotations), encoding="utf-8")
    other = project.shots.add(shot.media_id, range(10), "annotated")
    brought = import_masks(project, other, tmp_path / "rig.json")
    assert any("not in the clip" in notice for notice in brought.notices)
    wanted = np.zeros((HEIGHT, WIDTH), np.uint8)
    wanted[6:18, 8:24] = 255
    assert (project.matte(other, 4) == wanted).all()
    assert not project.matte(other, 5).any()


def test_masks_are_imported_mattes_and_those_of_no_frame_are_left_out(
    project: Project, shot: Shot, tmp_path: Path
) -> None:
    mask = '<mask frame="{}" outside="0" keyframe="1" rle="0, 4" left="2" top="2" width="2" height="2"/>'
    size = f"<meta><original_size><width>{WIDTH}</width><height>{HEIGHT}</height></original_size></meta>"
    track = f'<track id="0" label="rig">{mask.format(2)}{mask.format(99)}</track>'
    (tmp_path / "rig.xml").write_text(f"<annotations>{size}{track}</annotations>", encoding="utf-8")
    brought = import_masks(project, shot, tmp_path / "rig.xml")
    assert brought.notices == ("1 mattes of frames that the clip does not have are left out",)
    (placed,) = project.layers.of(brought.objects[0].id)
    assert isinstance(placed.layer, FrameMatte)
    assert (placed.layer.frame, placed.layer.state) == (2, FrameState.IMPORTED)
    assert project.matte(shot, 2)[2:4, 2:4].min() == 255


def test_mattes_leave_as_they_are_evaluated(project: Project, shot: Shot, tmp_path: Path) -> None:
    rig = project.add_object(shot, "rig")
    box = Box(0.8, 0.2, 0.2, 0.2)
    project.draw(rig, Shape(ShapeKind.RECTANGLE, (ShapeKey(0, box=box),)))
    clip = probe(project.media.present(shot.media_id))
    for out in ("all.%04d.png", "all.%04d.exr", "all.mkv"):
        export_mattes(project, shot, tmp_path / out)
        mattes = open_mattes(MatteRequest(tmp_path / out, shot.frames), clip)
        assert all((mattes.read(frame) == project.matte(shot, frame)).all() for frame in shot.frames)
        mattes.close()
    export_mattes(project, shot, tmp_path / "rig.mkv", thing=rig)
    alone = open_mattes(MatteRequest(tmp_path / "rig.mkv", shot.frames), clip)
    assert (alone.read(0) != project.matte(shot, 0)).any()
    assert alone.read(0)[4, 25] == 255
    alone.close()


def test_what_a_format_does_not_hold_is_said(project: Project, shot: Shot, tmp_path: Path) -> None:
    project.draw(project.objects.of(shot.id)[0], stroke())
    notices = export_shapes(project, shot, tmp_path / "roto.py", Program.NUKE)
    assert notices == ("walker: 1 strokes and mattes are left out",)
    with pytest.raises(MaskFileError, match=r"roto\.nk"):
        export_shapes(project, shot, tmp_path / "roto.nk", Program.NUKE)


def test_nothing_is_brought_by_a_file_that_is_refused(project: Project, shot: Shot, tmp_path: Path) -> None:
    before = project.document_hash()
    for name in ("notes.txt", "roto.nk", "rig.json"):
        (tmp_path / name).write_text("nothing", encoding="utf-8")
        with pytest.raises((UsageError, MaskFileError), match=name):
            import_masks(project, shot, tmp_path / name)
    folder = tmp_path / "svg"
    folder.mkdir()
    with pytest.raises(UsageError, match="holds no SVG pictures"):
        import_masks(project, shot, folder)
    (folder / "a.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(UsageError, match="carries no frame index"):
        import_masks(project, shot, folder)
    assert project.document_hash() == before


def test_a_locked_object_may_still_be_exported(project: Project, shot: Shot, tmp_path: Path) -> None:
    (walker,) = project.objects.of(shot.id)
    project.objects.change(walker.id, replace(walker.settings, is_locked=True))
    export_shapes(project, shot, tmp_path / "roto.py", Program.NATRON)
    assert (tmp_path / "roto.py").stat().st_size > 100
