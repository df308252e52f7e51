"""One process writes to a project; the others read it, and are told by whom it is held."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from editor.project.errors import LostProjectError, ReadOnlyProjectError
from editor.project.project import Project
from editor.project.storage import drives, opening
from editor.project.storage.holder import holder_of, lock_path

_HOLD = """
import sys
from editor.project.project import Project
project = Project.open(sys.argv[1])
project.settings.set("by", "the other")
print("ready", flush=True)
sys.stdin.read()
project.close()
"""


@contextmanager
def other_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold a project in another process until its standard input is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process


def test_the_second_process_reads_and_is_told_who_writes(path: Path) -> None:
    Project.create(path).close()
    with other_process(path) as other:
        with Project.open(path) as project:
            assert project.settings.all() == {"by": "the other"}
            reason = project.read_only_reason
            assert reason is not None
            who = rf"\S+ on {re.escape(platform.node())} \(process {other.pid}\) since 20"
            assert re.match(f"it is open for writing, by {who}", reason)
            with pytest.raises(ReadOnlyProjectError, match=rf"reading only: .* \(process {other.pid}\)"):
                project.settings.set("by", "me")
            assert project.settings.all() == {"by": "the other"}
        assert holder_of(path) is not None
        other.communicate()
    with Project.open(path) as project:
        assert project.read_only_reason is None
    assert not lock_path(path).exists()


def test_a_killed_process_holds_nothing(path: Path) -> None:
    Project.create(path).close()
    with other_process(path) as other:
        other.kill()
        other.wait()
        assert lock_path(path).exists()
        with Project.open(path) as project:
            assert project.read_only_reason is None
            assert project.settings.all() == {"by": "the other"}


def test_the_same_process_writes_once(project: Project, path: Path) -> None:
    with Project.open(path) as second:
        assert second.read_only_reason is not None
        assert f"process {os.getpid()}" in second.read_only_reason
        project.settings.set("a", 1)
        assert second.settings.all() == {"a": 1}
    project.settings.set("a", 2)


@pytest.mark.parametrize(("silence_s", "is_gone"), [(30, False), (3600, True)])
def test_another_machine_holds_it_as_long_as_it_shows_signs_of_life(
    path: Path, silence_s: float, is_gone: bool
) -> None:
    Project.create(path).close()
    holder = {"user": "ann", "host": "far away", "pid": 1, "started_s": 0.0, "token": "x"}
    lock_path(path).write_text(json.dumps({**holder, "since": "2031-05-01T08:00:00+00:00"}))
    then_s = time.time() - silence_s
    os.utime(lock_path(path), (then_s, then_s))
    with Project.open(path) as project:
        if is_gone:
            assert project.read_only_reason is None
        else:
            assert "by ann on far away (process 1) since 2031-05-01" in (project.read_only_reason or "")


def test_a_lock_that_was_never_finished_is_nobodys(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.project.storage.holder._WRITING_S", 0.05)
    Project.create(path).close()
    lock_path(path).write_text('{"user": "a')
    with Project.open(path) as project:
        assert project.read_only_reason is None


def test_who_is_taken_over_writes_no_more(project: Project, path: Path) -> None:
    project.settings.set("a", 1)
    lock_path(path).unlink()
    with Project.open(path) as taker:
        taker.settings.set("a", 2)
        with pytest.raises(LostProjectError, match=r"taken over by .*; save the project under another name"):
            project.settings.set("a", 3)
        assert project.settings.all() == {"a": 2}
    with pytest.raises(LostProjectError, match="lock file of the project was removed"):
        project.settings.set("a", 3)


def test_what_another_program_wrote_is_never_written_over(project: Project, path: Path) -> None:
    project.settings.set("a", 1)
    connection = opening.connect(path, "rw")
    connection.execute("UPDATE settings SET value = '5'")
    connection.close()
    with pytest.raises(LostProjectError, match="another program has changed the project"):
        project.settings.set("a", 2)
    assert project.settings.all() == {"a": 5}


def test_on_a_network_drive_there_is_no_log(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.create(path) as project:
        project.settings.set("a", 1)
    monkeypatch.setattr(opening, "is_shared", lambda _: True)
    with Project.open(path) as project:
        (notice,) = project.notices
        assert "network drive" in notice
        project.settings.set("a", 2)
        assert not [file for file in tmp_path.iterdir() if file.name.endswith(("-wal", "-shm"))]
        with Project.open(path) as second:
            assert "by" in (second.read_only_reason or "")
            assert second.settings.all() == {"a": 2}
            project.settings.set("a", 3)
            assert second.settings.all() == {"a": 3}
        project.undo()
    monkeypatch.undo()
    with Project.open(path) as project:
        assert project.notices == ()
        assert project.settings.all() == {"a": 2}


@pytest.mark.parametrize(
    ("kind", "options", "shared"),
    [
        ("nfs4", "rw", True),
        ("cifs", "rw", True),
        ("smbfs", "rw", True),
        ("fuse.sshfs", "rw", True),
        ("9p", "rw", True),
        ("NTFS", "rw,remote", True),
        ("NTFS", "rw,fixed", False),
        ("fuseblk", "rw", False),
        ("ext4", "rw", False),
        ("apfs", "rw", False),
    ],
)
def test_drives_are_told_apart(kind: str, options: str, shared: bool) -> None:
    assert drives.is_shared_type(kind, options) is shared


def test_the_drive_is_that_of_the_nearest_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Mount:
        def __init__(self, mountpoint: Path, fstype: str) -> None:
            self.mountpoint, self.fstype, self.opts = str(mountpoint), fstype, "rw"

    mounts = [Mount(Path(tmp_path.anchor), "ext4"), Mount(tmp_path / "net", "nfs")]
    monkeypatch.setattr(drives.psutil, "disk_partitions", lambda **_: mounts)
    assert drives.is_shared(tmp_path / "net" / "a" / "b.cleanplate")
    assert not drives.is_shared(tmp_path / "network" / "b.cleanplate")


def test_on_a_network_drive_a_hold_shows_signs_of_life(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "is_shared", lambda _: True)
    monkeypatch.setattr("editor.project.storage.holder._BEAT_S", 0.01)
    with Project.create(path):
        os.utime(lock_path(path), (0, 0))
        deadline_s = time.monotonic() + 60
        while lock_path(path).stat().st_mtime == 0 and time.monotonic() < deadline_s:
            time.sleep(0.01)
        assert lock_path(path).stat().st_mtime > 0
