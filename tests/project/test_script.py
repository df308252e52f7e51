"""The Python interface as the README shows it, and renders of shots."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from project_clips import HEIGHT, WIDTH, ellipse, stroke, write_frames

from editor.errors import UsageError
from editor.masks.model.objects import MatteEdge
from editor.media.opening import open_clip
from editor.project.content.media import look_at
from editor.project.project import Project
from editor.project.snapshot import ShotSnapshot, freeze
from editor.render.errors import RenderError
from editor.render.messages import Result
from editor.render.request import RemovalRequest


def pictures(path: Path) -> list[np.ndarray]:
    with closing(open_clip(path)) as reader:
        return [np.stack(reader.read(index).planes) for index in range(len(reader))]


@pytest.fixture
def painted(project: Project, clip: Path) -> Project:
    """A project with an object in one shot of six frames."""
    shot = project.add_clip(clip, frames=range(2, 8))
    walker = project.add_object(shot, "walker")
    project.draw(walker, ellipse(2, 7))
    return project


def test_importing_the_editor_imports_nothing_else() -> None:
    script = (
        "import sys, editor\n"
        "assert not {'sqlite3', 'numpy', 'av'} & set(sys.modules)\n"
        "from editor import Project\n"
        "assert 'torch' not in sys.modules\n"
        "assert Project.__name__ == 'Project'\n"
        "assert not hasattr(editor, 'Projekt')\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_shot_is_rendered_and_only_what_its_mattes_cover_changes(
    painted: Project, clip: Path, tmp_path: Path
) -> None:
    shot = painted.shots.all()[0]
    out = tmp_path / "clean ü.mkv"
    result = painted.render(shot, out, engine="spatial")
    assert (result.frame_count, result.outputs) == (6, (out,))
    painted.render(shot, tmp_path / "clean.%04d.png", engine="spatial")
    originals, cleaned = pictures(clip)[2:8], pictures(tmp_path / "clean.%04d.png")
    for index, before, after in zip(range(2, 8), originals, cleaned, strict=True):
        outside = painted.matte(shot, index) == 0
        assert 0 < outside.sum() < WIDTH * HEIGHT
        assert (before[:, outside] == after[:, outside]).all()
        assert (before != after).any()
    assert list(tmp_path.glob(".*")) == [tmp_path / f".{painted.path.name}.lock"]


def test_a_render_sees_the_shot_as_it_was(painted: Project, tmp_path: Path) -> None:
    shot = painted.shots.all()[0]
    masks = tmp_path / "shot.masks"
    snapshot = freeze(painted, shot, masks)
    kept = masks.read_bytes(), masks.stat().st_mtime_ns
    assert ShotSnapshot.from_json(snapshot.to_json()) == snapshot
    request = snapshot.request("out.mkv")
    assert (request.mask, request.frames, request.engine) == (masks, "2-7", "auto")
    painted.layers.add(painted.objects.of(shot.id)[0].id, stroke())
    assert masks.read_bytes() == kept[0]
    assert freeze(painted, shot, tmp_path / "later.masks").source != snapshot.source
    painted.undo()
    assert freeze(painted, shot, tmp_path / "later.masks").source == snapshot.source
    freeze(painted, shot, masks)
    assert (masks.read_bytes(), masks.stat().st_mtime_ns) == kept
    assert [file.name for file in tmp_path.glob(".*.masks")] == []


def test_an_interrupted_render_goes_on_with_the_same_masks(
    painted: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Path, int]] = []

    def interrupted(request: RemovalRequest, _: object) -> Result:
        seen.append((request.mask, request.mask.stat().st_mtime_ns))
        raise RenderError("stopped", remedy="go on")

    monkeypatch.setattr("editor.project.rendering.render", interrupted)
    for _ in range(2):
        with pytest.raises(RenderError):
            painted.render(painted.shots.all()[0], tmp_path / "out.mkv")
    assert seen[0] == seen[1]


def test_options_arrive(painted: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[RemovalRequest] = []

    def done(request: RemovalRequest, tell: object) -> Result:
        asked.append(request)
        return Result((), 0, 0, 0, 0)

    monkeypatch.setattr("editor.project.rendering.render", done)
    wishes = {"engine": "spatial", "codec": "hevc", "matte_out": "mattes", "threads": 3, "overwrite": True}
    shot = painted.shots.change(painted.shots.all()[0].id, handles=5)
    painted.render(shot, tmp_path / "out.mkv", **wishes)
    (request,) = asked
    assert {name: getattr(request, name) for name in wishes} == wishes
    assert (request.frames, request.handles) == ("2-7", 5)
    with pytest.raises(TypeError, match="nonsense"):
        painted.render(shot, tmp_path / "out.mkv", nonsense=1)


def test_objects_of_several_engines_ask_for_a_choice(painted: Project, tmp_path: Path) -> None:
    shot = painted.shots.all()[0]
    other = painted.add_object(shot, "other")
    painted.objects.change(other.id, replace(other.settings, engine="spatial"))
    with pytest.raises(
        UsageError, match=r"want different engines \(auto, spatial\); choose one for this render"
    ):
        painted.render(shot, tmp_path / "out.mkv")
    assert freeze(painted, shot, tmp_path / "a.masks", engine="explicit").engine == "explicit"


def test_what_cannot_be_rendered_is_told(painted: Project, clip: Path, tmp_path: Path) -> None:
    shot = painted.shots.all()[0]
    bare = painted.shots.add(shot.media_id, range(3), "bare")
    with pytest.raises(UsageError, match="the shot bare has no objects; add what is to be removed"):
        painted.render(bare, tmp_path / "out.mkv")
    (clip / "00009.png").unlink()
    with pytest.raises(UsageError, match="the clip street has changed since it was added; link it again"):
        painted.render(shot, tmp_path / "out.mkv")
    clip.rename(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="the clip street is missing; link it again"):
        painted.render(shot, tmp_path / "out.mkv")
    assert not list(tmp_path.glob("*.mkv"))


def test_mattes_grow_with_their_pictures(painted: Project, tmp_path: Path) -> None:
    """What was painted on proxies covers the same parts of originals of three times the size."""
    shot = painted.shots.all()[0]
    (walker,) = painted.objects.of(shot.id)
    bare = painted.matte(shot, 4)
    painted.objects.change(walker.id, replace(walker.settings, main=MatteEdge(grow=0.05)))
    small = painted.matte(shot, 4).astype(float)
    assert small.mean() > bare.mean() + 5
    originals = write_frames(tmp_path / "originals", 10, np.random.default_rng(3), (3 * WIDTH, 3 * HEIGHT))
    painted.media.relink(shot.media_id, look_at(originals))
    large = painted.matte(shot, 4).astype(float)
    assert large.shape == (3 * HEIGHT, 3 * WIDTH)
    means = large.reshape(HEIGHT, 3, WIDTH, 3).mean((1, 3))
    assert np.abs(means - small).max() < 64
    assert abs(means.mean() - small.mean()) < 1
