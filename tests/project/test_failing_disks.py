"""Full disks, read-only folders, files that go away or are none of ours: one sentence, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from editor.errors import CleanplateError, UsageError
from editor.media.output import WriteError
from editor.project.errors import (
    DamagedProjectError,
    LostProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectError,
    ReadOnlyProjectError,
)
from editor.project.project import Project
from editor.project.storage import opening, schema
from editor.project.storage.project_file import log_path

_FILL = """
import sys
from pathlib import Path
from editor.project.errors import ProjectWriteError
from editor.project.project import Project

folder, limit = Path(sys.argv[1]), sys.argv[2]
with Project.create(folder / "full.cleanplate") as project:
    project.settings.set("first", "x" * 100)
    if limit:
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    confirmed = 0
    try:
        while confirmed < 1000:
            project.settings.set(f"setting {confirmed}", f"{confirmed} " * 5000)
            confirmed += 1
    except ProjectWriteError as error:
        print(error)
    assert 0 < confirmed < 1000
    assert len(project.settings.all()) == 1 + confirmed, "something was lost"
    before = project.document_hash()
    try:
        project.save_as(folder / "copy.cleanplate")
    except ProjectWriteError as error:
        print(error)
    assert not list(folder.glob("*copy*"))
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    else:
        (folder / "ballast").unlink()
    project.settings.set("last", 1)
    project.undo()
    assert project.document_hash() == before
with Project.open(folder / "full.cleanplate") as project:
    assert project.document_hash() == before
"""


def is_private_mount_possible() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0


needs_private_mount = pytest.mark.skipif(not is_private_mount_possible(), reason="no mounts of our own")


def mounted(commands: str, folder: Path, *arguments: str) -> list[str]:
    """Run Python code after shell commands that mount what only they see; return the lines it prints."""
    line = f'{commands} && exec "$@"'
    command = ["unshare", "-rm", "sh", "-ec", line, "sh", sys.executable, "-c", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@needs_private_mount
def test_a_full_disk_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    small = "mount -t tmpfs -o size=1500k none . && cd . && head -c 400000 /dev/zero > ballast"
    edit, copy = mounted(small, tmp_path, _FILL, str(tmp_path), "")
    assert "full.cleanplate: the disk is full, the project is as it was before; make room" in edit
    assert "copy.cleanplate: the disk is full, the project is as it was before; make room" in copy


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_file_that_may_not_grow_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _FILL, str(tmp_path), "100000"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "the disk is full or has a fault, the project is as it was before; make room" in done.stdout


_READ = """
from pathlib import Path
from editor.project.errors import ReadOnlyProjectError
from editor.project.project import Project
with Project.open("mine.cleanplate") as project:
    print(project.settings.all(), project.read_only_reason)
    try:
        project.settings.set("a", 2)
    except ReadOnlyProjectError as error:
        print(error)
try:
    Project.create("other.cleanplate")
except Exception as error:
    print(type(error).__name__, error)
"""


@needs_private_mount
@pytest.mark.parametrize("is_clean", [True, False])
def test_a_read_only_disk_is_read(tmp_path: Path, is_clean: bool) -> None:
    """Also when a crash left a log there, which SQLite alone would not read."""
    path = tmp_path / "mine.cleanplate"
    with Project.create(path) as project:
        project.settings.set("a", 1)
        if not is_clean:
            for file in (path, log_path(path)):
                shutil.copy(file, tmp_path / f"kept {file.name}")
    if not is_clean:
        for file in (path, log_path(path)):
            (tmp_path / f"kept {file.name}").rename(file)
    read_only = "mount --bind . . && mount -o remount,bind,ro . && cd ."
    read, edit, create = mounted(read_only, tmp_path, _READ)
    assert read == "{'a': 1} its folder may not be written to"
    assert (
        "mine.cleanplate: it is open for reading only: its folder may not be written to; save a copy" in edit
    )
    assert create.startswith("WriteError")


@pytest.mark.skipif(os.name == "nt", reason="open files cannot be removed there")
def test_a_file_removed_while_it_is_open_is_saved_elsewhere(
    project: Project, path: Path, tmp_path: Path
) -> None:
    project.settings.set("a", 1)
    before = project.document_hash()
    path.unlink()
    with pytest.raises(LostProjectError, match="was moved, removed or replaced while it was open; save the"):
        project.settings.set("a", 2)
    assert project.document_hash() == before
    project.save_as(tmp_path / "rescued.cleanplate")
    project.settings.set("a", 2)
    project.undo()
    project.undo()
    project.redo()
    with Project.open(tmp_path / "rescued.cleanplate", read_only=True) as rescued:
        assert rescued.document_hash() == before


@pytest.mark.skipif(os.name == "nt", reason="open files cannot be removed there")
def test_a_removed_file_is_not_written_again_under_its_own_name(project: Project, path: Path) -> None:
    """What is left of its log belongs to the removed file."""
    project.settings.set("a", 1)
    path.unlink()
    with pytest.raises(UsageError, match="the project of that name is open, by"):
        project.save_as(path)
    assert project.settings.all() == {"a": 1}


def test_the_log_of_a_replaced_project_is_not_taken_for_the_new_ones(path: Path, tmp_path: Path) -> None:
    with Project.create(path) as project:
        project.settings.set("a", 1)
        left = path.read_bytes(), log_path(path).read_bytes()
    path.write_bytes(left[0])
    log_path(path).write_bytes(left[1])
    with Project.create(path, overwrite=True) as project:
        assert project.settings.all() == {}
    log_path(path).write_bytes(left[1])
    with Project.create(tmp_path / "other.cleanplate") as project:
        project.settings.set("b", 1)
        project.save_as(path, overwrite=True)
        assert project.settings.all() == {"b": 1}


@pytest.mark.skipif(os.name == "nt", reason="open files cannot be replaced there")
def test_a_replaced_file_or_log_is_noticed(project: Project, path: Path, tmp_path: Path) -> None:
    project.settings.set("a", 1)
    log_path(path).rename(tmp_path / "aside")
    shutil.copy(tmp_path / "aside", log_path(path))
    with pytest.raises(LostProjectError):
        project.settings.set("a", 2)
    log_path(path).unlink()
    (tmp_path / "aside").rename(log_path(path))
    project.settings.set("a", 3)


def test_a_file_that_goes_during_an_edit_is_noticed(project: Project, path: Path, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("open files cannot be moved there")

    def set_and_move() -> None:
        with project.edit("Set and move"):
            project.settings.set("a", 1)
            path.rename(tmp_path / "elsewhere")

    with pytest.raises(LostProjectError):
        set_and_move()
    assert project.settings.all() == {}


@pytest.mark.parametrize(
    "content", [b"", b"SQLite", b"\x00" * 5000, b"SQLite format 3\x00" + bytes(84), b"{}" * 400]
)
def test_other_files_are_no_projects(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotAProjectError, match=r"prøject.cleanplate: it is no Cleanplate project; choose a"):
        Project.open(path)
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_project_is_told(path: Path) -> None:
    with pytest.raises(ProjectError, match="there is no such project; check the name"):
        Project.open(path)
    with pytest.raises(ProjectError, match="it cannot be read"):
        Project.open(path.parent)


def test_an_existing_file_is_not_replaced_unasked(project: Project, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.cleanplate"
    Project.create(other).close()
    kept = other.read_bytes()
    for attempt in (Project.create, project.save_as):
        with pytest.raises(UsageError, match="exists already"):
            attempt(other)
    assert other.read_bytes() == kept
    with Project.open(other), pytest.raises(UsageError, match="the project of that name is open, by"):
        project.save_as(other, overwrite=True)
    project.settings.set("a", 1)
    project.save_as(other, overwrite=True)
    assert project.path == other
    with pytest.raises(UsageError, match="no such folder"):
        Project.create(tmp_path / "none" / "a.cleanplate")


@pytest.mark.parametrize("at", [200, 4096, 9000, 20_000])
def test_damage_is_one_sentence(path: Path, at: int) -> None:
    with Project.create(path) as project:
        for number in range(200):
            project.settings.set(f"setting {number}", number)
    content = bytearray(path.read_bytes())
    content[at : at + 4000] = b"\xa5" * 4000
    path.write_bytes(content)

    def use() -> None:
        with Project.open(path) as project:
            project.document_hash()
            project.settings.set("a", 1)
            for _ in project.history.steps():
                project.undo()

    with pytest.raises(
        DamagedProjectError,
        match=r"the project is damaged \(.*\); open one of its backups in .*backups.my prøject-",
    ):
        use()


@pytest.mark.parametrize("length", [100, 4096, 4097, 30_000])
def test_a_file_cut_short_is_one_sentence(path: Path, length: int) -> None:
    with Project.create(path) as project:
        for number in range(200):
            project.settings.set(f"setting {number}", number)
    with path.open("r+b") as file:
        file.truncate(length)

    def use() -> None:
        with Project.open(path) as project:
            project.document_hash()
            project.settings.set("a", 1)

    with pytest.raises(CleanplateError):
        use()


def test_newer_projects_are_refused_and_left_alone(path: Path) -> None:
    Project.create(path).close()
    connection = opening.connect(path, "rw")
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    kept = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerProjectError, match=r"a newer Cleanplate made it .*; update Cleanplate"):
            Project.open(path, read_only=read_only)
    assert path.read_bytes() == kept
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_reading_only_changes_nothing(path: Path) -> None:
    with Project.create(path) as project:
        project.settings.set("a", 1)
    kept = path.read_bytes()
    with Project.open(path, read_only=True) as project:
        assert project.settings.all() == {"a": 1}
        for attempt in (project.undo, project.redo, lambda: project.view.keep({"a": 1})):
            with pytest.raises(ReadOnlyProjectError, match="it was opened so"):
                attempt()
    assert path.read_bytes() == kept


def test_a_folder_that_does_not_exist_keeps_no_backup_but_the_project_closes(
    path: Path, data_folder: Path
) -> None:
    data_folder.write_text("a file in the place of the folder")
    with Project.create(path) as project:
        project.settings.set("a", 1)
        with pytest.raises(WriteError):
            project.back_up()
        with pytest.raises(WriteError):
            Project.untitled()
    with Project.open(path) as project:
        assert project.settings.all() == {"a": 1}
