"""What was confirmed is there after a kill, a power cut, a full disk; and nothing else is changed."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
import session

from editor.project.project import Project
from editor.project.storage.project_file import log_path

LOG_HEADER_BYTES, FRAME_HEADER_BYTES = 32, 24

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="sessions are forked")


def killed_sessions(folder: Path, count: int, seed: int, *more: str) -> list[dict[str, object]]:
    """Let `session.py` run and kill so many sessions."""
    command = [sys.executable, session.__file__, str(folder), str(count), str(seed), *more]
    # Python may have been told to leave the folder of a script out.
    environment = os.environ | {"PYTHONPATH": str(Path(session.__file__).parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
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


@dataclass(frozen=True)
class Session:
    """A session as it lay on the disk: the file, the log beside it, and the document by the log's length."""

    base: bytes
    log: bytes
    states: list[tuple[int, str]]

    def expected(self, length: int) -> str:
        """Document of the last transaction that lies wholly in so much of the log."""
        return [document for end, document in self.states if end <= length][-1]

    def found(self, path: Path, log: bytes) -> str:
        """Document that is opened where the log is another one."""
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        path.write_bytes(self.base)
        log_path(path).write_bytes(log)
        with Project.open(path) as project:
            return project.document_hash()


@pytest.fixture
def recorded(path: Path) -> Session:
    """A session of 17 edits."""
    session.prepare(path)
    with Project.open(path) as project:
        states = [(0, project.document_hash())]
        for number in range(17):
            session.edit(project, number)
            states.append((log_path(path).stat().st_size, project.document_hash()))
        recorded = Session(path.read_bytes(), log_path(path).read_bytes(), states)
    assert all(before[0] < after[0] for before, after in pairwise(states))
    return recorded


def frame_ends(log: bytes) -> range:
    """Ends of the log's frames, as SQLite's format has them: a header of 32 bytes, 24 before each page."""
    page_bytes = int.from_bytes(log[8:12], "big")
    return range(LOG_HEADER_BYTES, len(log) + 1, FRAME_HEADER_BYTES + page_bytes)


def test_after_a_power_cut_the_last_transaction_wholly_in_the_log_is_there(
    tmp_path: Path, recorded: Session
) -> None:
    """The log is cut off at each of its ends of transactions, beside them, and anywhere."""
    chance = random.Random(4)
    cuts = {length + step for length, _ in recorded.states for step in (-1, 0, 1)} | {
        chance.randrange(len(recorded.log)) for _ in range(20)
    }
    for cut in sorted(cut for cut in cuts if 0 <= cut <= len(recorded.log)):
        for rest in (b"", chance.randbytes(len(recorded.log) - cut)):
            found = recorded.found(tmp_path / "copy" / "cut.cleanplate", recorded.log[:cut] + rest)
            assert found == recorded.expected(cut), (cut, bool(rest))


@pytest.mark.slow
def test_after_a_power_cut_at_any_byte_the_last_transaction_wholly_in_the_log_is_there(
    tmp_path: Path, recorded: Session
) -> None:
    """The log is cut off beside the end of each frame, at each byte of a frame's header, and anywhere."""
    chance = random.Random(5)
    ends = frame_ends(recorded.log)
    assert {length for length, _ in recorded.states[1:]} <= set(ends)
    cuts = {at + step for at in ends for step in (-1, 0, 1)}
    cuts |= set(range(ends[-2], ends[-2] + FRAME_HEADER_BYTES))
    cuts |= {chance.randrange(len(recorded.log)) for _ in range(150)}
    for cut in sorted(cut for cut in cuts if 0 <= cut <= len(recorded.log)):
        found = recorded.found(tmp_path / "copy" / "cut.cleanplate", recorded.log[:cut])
        assert found == recorded.expected(cut), cut
