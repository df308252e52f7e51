"""A killed window loses at most the stroke in hand."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from editor.project.project import Project

SESSION = Path(__file__).with_name("killed_session.py")


def killed(clip: Path, folder: Path, seed: int) -> tuple[int, Path]:
    """Run a session, kill it a random while after its first edit; tell the last edit it told of."""
    folder.mkdir()
    path = folder / "session.cleanplate"
    environment = {**os.environ, "PYTHONPATH": f"{SESSION.parent}{os.pathsep}{SESSION.parents[2]}"}
    with subprocess.Popen(
        [sys.executable, str(SESSION), str(clip), str(path), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as session:
        assert session.stdout is not None
        assert session.stdout.readline()
        sleep(random.Random(seed).uniform(0, 1.5))
        session.kill()
        told = session.stdout.read().split("\n")
    whole = [line for line in told[:-1] if line]
    return (int(whole[-1].split()[0]) if whole else 0), path


def assert_nothing_is_lost(clip: Path, folder: Path, seed: int) -> None:
    last, path = killed(clip, folder, seed)
    with Project.open(path) as project:
        assert project.read_only_reason is None
        kept = project.history.steps()
        assert any(step.id >= last for step in kept), (seed, last)
        shot = project.shots.all()[0]
        for thing in project.objects.of(shot.id):
            project.layers.of(thing.id)
        project.matte(shot, 0)
        while project.undo() is not None:
            pass
        assert not project.shots.all()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of POSIX")
def test_a_killed_window_loses_nothing_that_was_done(clip: Path, tmp_path: Path) -> None:
    for seed in range(2):
        assert_nothing_is_lost(clip, tmp_path / str(seed), seed)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of POSIX")
def test_fifty_killed_windows_lose_nothing_that_was_done(clip: Path, tmp_path: Path) -> None:
    for seed in range(100, 150):
        assert_nothing_is_lost(clip, tmp_path / str(seed), seed)
