"""Projects without a name, saving under one, backups, and projects of older versions."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from project_clips import matte
from session import prepare
from write_version import FIXTURES, paint

from editor.masks.model.matte_classes import MatteClass
from editor.project import project as projects
from editor.project.content.media import look_at
from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.project.recovery import left_behind
from editor.project.storage import opening, schema
from editor.project.storage.backups import KEPT_COUNT, backups_of
from editor.project.storage.upgrades import UPGRADES, upgrade, version_of


def test_a_project_without_a_name_moves_where_it_is_saved(path: Path, clip: Path, data_folder: Path) -> None:
    with Project.untitled() as project:
        assert project.is_untitled
        assert project.path.is_relative_to(data_folder)
        recovery = project.path
        media = project.media.add(look_at(clip))
        before = project.settings.all()
        project.save_as(path)
        assert not project.is_untitled
        assert list(recovery.parent.iterdir()) == []
        assert project.media.get(media.id).relative == "clips/street"
        project.undo()
        assert project.media.all() == []
        project.redo()
        assert project.settings.all() == before
    with Project.open(path) as project:
        assert len(project.media.all()) == 1


def test_what_a_crash_left_behind_is_offered(clip: Path) -> None:
    crashed, open_still, discarded = Project.untitled(), Project.untitled(), Project.untitled()
    crashed.media.add(look_at(clip))
    crashed.close()
    discarded.discard()
    assert [left.path for left in left_behind()] == [crashed.path]
    open_still.close()
    assert {left.path for left in left_behind()} == {crashed.path, open_still.path}
    with Project.open(left_behind()[0].path) as project:
        assert project.is_untitled


def test_a_project_with_a_name_is_not_discarded(project: Project, path: Path) -> None:
    with pytest.raises(ValueError, match="has a name"):
        project.discard()
    assert path.exists()


def test_a_saved_project_leaves_the_one_it_came_from(project: Project, path: Path, tmp_path: Path) -> None:
    project.settings.set("a", 1)
    project.save_as(tmp_path / "second.cleanplate")
    project.settings.set("a", 2)
    with Project.open(path) as first:
        assert first.settings.all() == {"a": 1}
        assert first.read_only_reason is None


def test_a_project_that_is_read_only_is_edited_as_a_copy(
    project: Project, path: Path, tmp_path: Path
) -> None:
    project.settings.set("a", 1)
    with Project.open(path) as second:
        assert second.read_only_reason is not None
        second.save_as(tmp_path / "copy.cleanplate")
        assert second.read_only_reason is None
        second.settings.set("a", 2)
    assert project.settings.all() == {"a": 1}


def test_backups_rotate_and_open_like_any_project(project: Project, path: Path) -> None:
    for number in range(KEPT_COUNT + 3):
        project.settings.set("number", number)
        project.back_up()
    kept = project.backups()
    assert len(kept) == KEPT_COUNT
    for number, backup in enumerate(reversed(kept), 3):
        with Project.open(backup.path, read_only=True) as former:
            assert former.settings.all() == {"number": number}
            assert len(former.history.steps()) == number + 1
    assert all(not backup.path.is_relative_to(path.parent / path.name) for backup in kept)


def test_a_session_with_edits_leaves_a_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Project.create(path).close()
    assert backups_of(path) == []
    for number in range(3):
        with Project.open(path) as project:
            project.settings.set("number", number)
    assert len(backups_of(path)) == 1
    monkeypatch.setattr(projects, "BACKUP_EVERY", timedelta(0))
    with Project.open(path) as project:
        project.settings.set("number", 4)
    assert len(backups_of(path)) == 2


@pytest.mark.parametrize(("version", "later"), [(1, ("plates", "overlays")), (2, ("overlays",))])
def test_a_project_of_a_former_version_reads_as_it_was_written(
    tmp_path: Path, version: int, later: tuple[str, ...]
) -> None:
    """`versions/1.sql` is such a project; `versions/1.json` what must be read of it."""
    path = tmp_path / "old.cleanplate"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FIXTURES / f"{version}.sql").read_text(encoding="utf-8"))
    with Project.open(path) as project:
        read = project.dump()
        steps = len(project.history.steps())
        while project.undo() is not None:
            steps -= 1
        assert steps == 1  # one had been undone before
        while project.redo() is not None:
            pass
        assert project.settings.all() == {"note": 1}
    expected = json.loads((FIXTURES / f"{version}.json").read_text(encoding="utf-8"))
    assert [read[table] for table in later] == [[]] * len(later)  # and the hash is of more tables
    kept = expected.keys() - {"format", "document", "path"}
    assert {name: read[name] for name in kept} == {name: expected[name] for name in kept}


def test_the_fixture_of_this_version_is_what_this_version_writes(tmp_path: Path) -> None:
    """Times and versions of SQLite aside; a change of the schema asks for a new version and its fixture."""
    path = tmp_path / "new.cleanplate"
    prepare(path)
    with Project.open(path) as project:
        paint(project)
        written = project.dump()
    expected = json.loads((FIXTURES / f"{schema.VERSION}.json").read_text(encoding="utf-8"))
    for document in (written, expected):
        document["path"] = ""
        for step in document["history"]:
            del step["made_at"]
    assert written == expected


def older_project(path: Path) -> None:
    """Write a project of a version before the first: settings had a column `content`, and no ids."""
    with closing(opening.connect(path, "rwc")) as connection:
        connection.executescript(schema.TABLES)
        connection.executescript(
            "DROP TABLE plates; DROP TABLE overlays; DROP TABLE settings;"
            "CREATE TABLE settings (name TEXT PRIMARY KEY, content TEXT);"
            "INSERT INTO settings VALUES ('a', '1'), ('b', '\"two\"');"
        )
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")


def take_settings_over(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE settings RENAME TO old_settings")
    connection.execute(
        "CREATE TABLE settings (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, value TEXT)"
    )
    connection.execute(
        "INSERT INTO settings (name, value) SELECT name, content FROM old_settings ORDER BY name"
    )
    connection.execute("DROP TABLE old_settings")


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_project_is_upgraded_and_kept_as_a_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    older_project(path)
    kept = path.read_bytes()
    monkeypatch.setattr(opening, "UPGRADES", {0: take_settings_over, **UPGRADES})
    with Project.open(path, read_only=read_only) as project:
        assert project.settings.all() == {"a": 1, "b": "two"}
        backups = project.backups()
    if read_only:
        assert path.read_bytes() == kept
        assert backups == []
        return
    with closing(sqlite3.connect(backups[0].path)) as former:
        assert former.execute("SELECT * FROM settings").fetchall() == [("a", "1"), ("b", '"two"')]
        assert version_of(former) == 0
    with Project.open(path) as project:
        assert project.settings.all() == {"a": 1, "b": "two"}


def test_an_upgrade_that_fails_changes_nothing(path: Path) -> None:
    older_project(path)
    with closing(opening.connect(path, "rw")) as connection:
        with pytest.raises(sqlite3.OperationalError):
            upgrade(connection, {0: take_settings_over, 1: lambda it: it.execute("SELECT nonsense")}, 2)
        assert version_of(connection) == 0
        assert [tuple(row) for row in connection.execute("SELECT * FROM settings WHERE name = 'a'")] == [
            ("a", "1")
        ]


def test_matte_classes_and_frames_have_one_matte_each(project: Project, path: Path) -> None:
    project.close()
    path.unlink()
    prepare(path)
    with Project.open(path) as again:
        (walker,) = again.objects.of(again.shots.all()[0].id)
        for content in (b"one", b"two"):
            again.layers.put_matte(walker.id, matte(3, content=content), content)
        assert [placed.layer for placed in again.layers.of(walker.id)] == [matte(3, content=b"two")]
        assert again.layers.stale_frames(walker.id, MatteClass.MAIN) == []


def test_a_missing_backup_folder_is_no_backup(path: Path) -> None:
    assert backups_of(path) == []
    assert left_behind() == []
    with pytest.raises(ProjectError):
        Project.open(path)
