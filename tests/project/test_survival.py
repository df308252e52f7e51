"""What was confirmed is there after a kill, a power cut, a full disk; and nothing else is changed."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import session

from editor.project.project import Project
from editor.project.storage.project_file import log_path

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="sessions are forked")


def killed_sessions(folder: Path, count: int, seed: int, *more: str) -> list[dict[str, object]]:
    """Let `session.py` run and kill so many sessions."""
    command = [sys.executable, session.__file__, str(folder), str(count), str(seed), *more]
    # Python may have been told to leave the folder of a script out.
    environment = os.environ | {"PYTHONPATH": str(Path(session.__file__).parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def check_killed_sessions(folder: Path, count: int, seed: int, *more: str) -> None:
    found = killed_sessions(folder, count, seed, *more)
    assert len(found) == count
    reference = folder / "reference.cleanplate"
    session.prepare(reference)
    most = max(int(str(one["confirmed"])) for one in found)
    expected = session.hashes(reference, most + 1)
    empty = folder / "empty.cleanplate"
    with Project.create(empty) as project:
        nothing = project.document_hash()
    for one in found:
        confirmed = int(str(one["confirmed"]))
        assert one["document"] in expected[confirmed : confirmed + 2]
        assert one["undone"] == nothing
    assert most > 10


@needs_fork
def test_a_killed_session_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    check_killed_sessions(tmp_path, 25, 1)


@needs_fork
def test_a_session_killed_on_a_network_drive_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    check_killed_sessions(tmp_path, 10, 3, "shared")


@needs_fork
@pytest.mark.slow
def test_two_hundred_killed_sessions_lose_nothing_that_was_confirmed(tmp_path: Path) -> None:
    check_killed_sessions(tmp_path, 200, 2)


def test_after_a_power_cut_the_last_transaction_wholly_in_the_log_is_there(
    tmp_path: Path, path: Path
) -> None:
    """The log is cut off at each of its ends of transactions, beside them, and anywhere."""
    session.prepare(path)
    with Project.open(path) as project:
        states = [(0, project.document_hash())]
        for number in range(17):
            session.edit(project, number)
            states.append((log_path(path).stat().st_size, project.document_hash()))
        base, log = path.read_bytes(), log_path(path).read_bytes()
    assert all(before[0] < after[0] for before, after in pairwise(states))
    chance = random.Random(4)
    cuts = {length + step for length, _ in states for step in (-1, 0, 1)} | {
        chance.randrange(len(log)) for _ in range(60)
    }
    for cut in sorted(cut for cut in cuts if 0 <= cut <= len(log)):
        expected = [document for length, document in states if length <= cut][-1]
        for rest in (b"", chance.randbytes(len(log) - cut)):
            copy = tmp_path / "copy" / path.name
            shutil.rmtree(copy.parent, ignore_errors=True)
            copy.parent.mkdir()
            copy.write_bytes(base)
            log_path(copy).write_bytes(log[:cut] + rest)
            with Project.open(copy) as project:
                assert project.document_hash() == expected, (cut, bool(rest))
