"""Clips of a project: known by content, found again after moves, exchanged for versions of another size."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from project_clips import HEIGHT, WIDTH, stroke, write_frames

from editor.errors import CleanplateError, UsageError
from editor.masks.model.objects import MaskObject
from editor.project.content.media import Presence, look_at
from editor.project.content.search import find_moved
from editor.project.errors import UnknownItemError
from editor.project.project import Project


def nothing() -> None:
    """No reason to stop."""


def test_a_clip_is_probed_once(project: Project, clip: Path, tmp_path: Path) -> None:
    media = project.media.add(look_at(clip))
    assert (media.facts.width, media.facts.height, media.facts.frame_count) == (WIDTH, HEIGHT, 10)
    assert media.relative == "clips/street"
    assert project.media.add(look_at(clip)) == media
    shutil.copytree(clip, tmp_path / "the same elsewhere")
    assert project.media.add(look_at(tmp_path / "the same elsewhere")) == media
    assert project.media.all() == [media]
    assert [step.name for step in project.history.steps()] == ["Add street"]


def test_what_cannot_be_read_is_not_added(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "torn.mov").write_bytes(b"torn")
    for name in ("empty", "torn.mov", "missing.mov", "none.%04d.png"):
        with pytest.raises(CleanplateError):
            project.media.add(look_at(tmp_path / name))
    assert project.media.all() == []


def test_a_clip_moves_with_its_project(tmp_path: Path) -> None:
    home = tmp_path / "job"
    clip = write_frames(home / "media ü" / "street", 4, np.random.default_rng(1))
    with Project.create(home / "a.cleanplate") as project:
        media = project.media.add(look_at(clip))
    home.rename(tmp_path / "moved")
    clip.parent.mkdir(parents=True)
    with Project.open(tmp_path / "moved" / "a.cleanplate") as project:
        place = project.media.locate(media)
        assert place.presence is Presence.PRESENT
        assert place.path == str(tmp_path / "moved" / "media ü" / "street")


def test_a_project_moves_without_its_clip(tmp_path: Path, clip: Path) -> None:
    with Project.create(tmp_path / "a.cleanplate") as project:
        media = project.media.add(look_at(clip))
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "a.cleanplate").rename(tmp_path / "far" / "away" / "a.cleanplate")
    with Project.open(tmp_path / "far" / "away" / "a.cleanplate") as project:
        assert project.media.locate(media).path == str(clip)
        project.save_as(tmp_path / "far" / "b.cleanplate")
        assert project.media.get(media.id).relative == "../clips/street"
        assert project.media.locate(project.media.get(media.id)).path == os.path.normpath(clip)


def test_missing_and_changed_clips_are_told_apart(project: Project, clip: Path) -> None:
    media = project.media.add(look_at(clip))
    (clip / "00009.png").unlink()
    assert project.media.locate(media).presence is Presence.CHANGED
    shutil.rmtree(clip)
    place = project.media.locate(media)
    assert (place.presence, place.path) == (Presence.MISSING, None)


def test_moved_clips_are_found_by_content(project: Project, clip: Path, tmp_path: Path) -> None:
    """By name among others of that name, or under another name; a pattern and a movie, too."""
    folder = project.media.add(look_at(clip))
    sequence = write_frames(tmp_path / "shots", 3, np.random.default_rng(8))
    pattern = project.media.add(look_at(sequence / "%05d.png"))
    (tmp_path / "one").mkdir()
    still = project.media.add(look_at(shutil.copy(sequence / "00001.png", tmp_path / "one" / "still.png")))
    store = tmp_path / "store"
    write_frames(store / "a" / "street", 10, np.random.default_rng(99))
    (store / "z").mkdir()
    clip.rename(store / "z" / "street")
    sequence.rename(store / "m")
    (store / "n").mkdir()
    (tmp_path / "one" / "still.png").rename(store / "n" / "renamed.png")
    found = find_moved([folder, pattern, still], [tmp_path / "nowhere", store], nothing)
    assert found[folder.id] == str(store / "z" / "street")
    assert found[pattern.id] == str(store / "m" / "%05d.png")
    assert found[still.id] == str(store / "n" / "renamed.png") or found[still.id] == str(
        store / "m" / "00001.png"
    )
    for media_id, place in found.items():
        project.media.relink(media_id, look_at(place))
    assert {project.media.locate(media).presence for media in project.media.all()} == {Presence.PRESENT}


def test_a_search_can_be_stopped(project: Project, clip: Path, tmp_path: Path) -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        find_moved([project.media.add(look_at(clip))], [tmp_path], stop)


def test_originals_take_the_place_of_proxies(project: Project, clip: Path, tmp_path: Path) -> None:
    media = project.media.add(look_at(clip))
    shot = project.shots.add(media.id, range(10), "street")
    walker = project.objects.add(shot.id, MaskObject("walker"))
    project.layers.add(walker.id, stroke(3))
    painted = project.layers.of(walker.id)
    originals = write_frames(tmp_path / "originals", 10, np.random.default_rng(3), (2 * WIDTH, 2 * HEIGHT))
    relinked = project.media.relink(media.id, look_at(originals))
    assert (relinked.id, relinked.facts.width, relinked.facts.height) == (media.id, 2 * WIDTH, 2 * HEIGHT)
    assert project.layers.of(walker.id) == painted
    project.undo()
    assert project.media.get(media.id) == media


def test_a_clip_of_another_length_is_no_replacement(project: Project, clip: Path, tmp_path: Path) -> None:
    media = project.media.add(look_at(clip))
    other = write_frames(tmp_path / "other", 9, np.random.default_rng(3))
    with pytest.raises(UsageError, match="it has 9 frames, street has 10; choose another version"):
        project.media.relink(media.id, look_at(other))
    assert project.media.all() == [media]


def test_only_unused_clips_are_removed(project: Project, clip: Path) -> None:
    media = project.media.add(look_at(clip))
    shot = project.shots.add(media.id, range(2, 5), "part")
    with pytest.raises(UsageError, match="the shot part is taken from street; remove that first"):
        project.media.remove(media.id)
    project.shots.remove(shot.id)
    project.media.remove(media.id)
    assert project.media.all() == []
    with pytest.raises(UnknownItemError, match="the project has no clip 1"):
        project.media.get(media.id)


@pytest.mark.parametrize("frames", [range(0), range(5, 11), range(-1, 3), range(0, 6, 2)])
def test_shots_lie_within_their_clip(project: Project, clip: Path, frames: range) -> None:
    media = project.media.add(look_at(clip))
    with pytest.raises(UsageError, match="choose from 0 to 9"):
        project.shots.add(media.id, frames, "too long")
    assert project.shots.all() == []


def test_shots_are_found_by_name(project: Project, clip: Path) -> None:
    media = project.media.add(look_at(clip))
    first, second, twin = (project.shots.add(media.id, range(3), name) for name in ("a", "b", "b"))
    assert project.shots.named("a") == first
    assert project.shots.named(f"#{second.id}") == second
    with pytest.raises(
        UnknownItemError, match=rf"no shot b; choose one of #1 \(a\), #2 \(b\), #{twin.id} \(b\)"
    ):
        project.shots.named("b")
