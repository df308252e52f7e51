"""A window that is killed while the queue renders loses nothing, and the render goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest
from pytestqt.qtbot import QtBot

from editor.media.opening import open_clip
from editor.project.project import Project
from editor.render.queue.database import Database
from editor.render.queue.jobs import State, jobs

SESSION = Path(__file__).with_name("queued_session.py")
FOLDERS = (SESSION.parents[1], SESSION.parents[3])
LONG_MS = 300_000


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of POSIX")
@pytest.mark.parametrize("seed", range(3))
def test_a_killed_window_leaves_its_render_to_itself(
    clip: Path, tmp_path: Path, qtbot: QtBot, seed: int
) -> None:
    project, out = tmp_path / "session.cleanplate", tmp_path / "shot_v001.mkv"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, FOLDERS))}
    command = [sys.executable, str(SESSION), str(clip), str(project), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as session:
        assert session.stdout is not None
        assert session.stdout.readline()
        sleep(random.Random(seed).uniform(0, 1.0))
        session.kill()
        told = [line for line in session.stdout.read().split("\n")[:-1] if line]
    with Database() as database:
        qtbot.waitUntil(lambda: jobs(database)[0].state is State.DONE, timeout=LONG_MS)
    with closing(open_clip(out)) as made:
        assert len(made) == 30
    with Project.open(project) as kept:
        assert kept.read_only_reason is None
        assert not told or any(step.id >= int(told[-1]) for step in kept.history.steps())
