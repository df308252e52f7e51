"""An edit comes in: its list, what is chosen, and the shots that the project has then."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from edit_files import FRAMES, write_edit, write_wall
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from editor.project.folders import DATA_VARIABLE
from ui.desk.desk import Desk
from ui.edits.import_dialog import ImportDialog
from ui.preferences import Preferences

WAIT_MS = 30_000

Opened = Callable[[Path], ImportDialog]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Desk]:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    desk = Desk(Preferences(tmp_path / "ui.ini"))
    yield desk
    desk.document.discard()
    desk.close()


@pytest.fixture
def edit(tmp_path: Path) -> Path:
    write_wall(tmp_path / "wall.mkv")
    write_wall(tmp_path / "door.mkv", 7)
    return write_edit(
        tmp_path / "cut.otio",
        [
            ("wall.mkv", 4, 8, ""),
            ("door.mkv", 2, 6, "boom in frame"),
            ("gone.mkv", 0, 5, ""),
            ("wall.mkv", 16, 4, ""),
        ],
    )


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Opened:
    def open_(path: Path) -> ImportDialog:
        dialog = ImportDialog(desk, path)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.progress.isVisible(), timeout=WAIT_MS)
        return dialog

    return open_


def taken(dialog: ImportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.imported, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)


def test_marked_clips_are_chosen_and_what_is_offline_says_so(opened: Opened, edit: Path) -> None:
    dialog = opened(edit)
    assert [row.name for row in dialog.chosen] == ["sh020"]
    assert [row.name for row in dialog._rows] == ["sh010", "sh020", "sh030", "gone"]
    assert "gone.mkv" in dialog._rows[-1].why_not
    assert "1 of 3" in dialog.summary.text()
    texts = [dialog.list.topLevelItem(1).text(column) for column in range(5)]  # type: ignore[union-attr]
    assert texts[0] == "sh020"
    assert texts[2].startswith("2 to 7, handles 2 + 8")
    assert texts[3] == "00:00:00:08"
    assert "boom in frame" in texts[4]


def test_chosen_clips_become_shots_in_one_edit(
    opened: Opened, edit: Path, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(edit)
    qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    taken(dialog, qtbot)
    project = desk.document.project
    assert project is not None
    shots = project.shots.all()
    assert [(shot.name, shot.frames, shot.handles) for shot in shots] == [
        ("sh010", range(4, 12), 8),
        ("sh020", range(2, 8), 8),
        ("sh030", range(16, 20), 8),
    ]
    assert len(project.media.all()) == 2
    assert desk.selection.shot == shots[0]
    assert project.settings.get("edit") == str(edit)
    listed = json.loads((tmp_path / "cut.otio.shots.json").read_text("utf-8"))
    assert [one["name"] for one in listed["shots"]] == ["sh010", "sh020", "sh030"]
    project.undo()
    assert project.shots.all() == []
    assert dialog.result() == QDialog.DialogCode.Accepted.value


def test_shots_that_the_list_knows_keep_their_names_and_do_not_come_twice(
    opened: Opened, edit: Path, desk: Desk, qtbot: QtBot
) -> None:
    taken(opened(edit), qtbot)
    dialog = opened(edit)
    known = [row for row in dialog._rows if row.is_known]
    assert [row.name for row in known] == ["sh020"]
    qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    taken(dialog, qtbot)
    assert desk.document.project is not None
    names = [shot.name for shot in desk.document.project.shots.all()]
    assert sorted(names) == sorted(set(names))
    assert len(names) == 3


def test_space_chooses_and_return_imports(opened: Opened, edit: Path, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(edit)
    assert dialog.list.hasFocus() or not dialog.isActiveWindow()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Home)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert [row.name for row in dialog.chosen] == ["sh010", "sh020"]
    assert dialog.take.isDefault()
    assert dialog.take.isEnabled()
    with qtbot.waitSignal(dialog.imported, timeout=WAIT_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert desk.document.project is not None
    assert len(desk.document.project.shots.all()) == 2


def test_names_and_handles_are_as_wished(opened: Opened, edit: Path, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(edit)
    dialog.handles.setValue(1)
    dialog.pattern.setText("{clip}_{number:4}")
    dialog.pattern.editingFinished.emit()
    qtbot.waitUntil(lambda: dialog._rows[1].name == "door_0020", timeout=WAIT_MS)
    assert dialog._rows[1].handles == (1, 1)
    taken(dialog, qtbot)
    assert desk.document.project is not None
    (shot,) = desk.document.project.shots.all()
    assert (shot.name, shot.handles) == ("door_0020", 1)


def test_a_wrong_pattern_is_told_above_the_list(opened: Opened, edit: Path, qtbot: QtBot) -> None:
    dialog = opened(edit)
    dialog.pattern.setText("{shot}")
    dialog.pattern.editingFinished.emit()
    qtbot.waitUntil(lambda: "no pattern" in dialog.notice.text(), timeout=WAIT_MS)
    assert dialog.pattern.isVisible()
    assert not dialog.take.isEnabled()
    dialog.pattern.setText("sh{number}")
    dialog.pattern.editingFinished.emit()
    qtbot.waitUntil(dialog.take.isEnabled, timeout=WAIT_MS)


def test_media_is_found_in_another_folder(opened: Opened, edit: Path, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(edit)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write_wall(elsewhere / "gone.mkv", 9)
    dialog.search_in(elsewhere)
    qtbot.waitUntil(lambda: not any(row.why_not for row in dialog._rows), timeout=WAIT_MS)
    assert "sh030" in [row.name for row in dialog._rows]


def test_thumbnails_come(opened: Opened, edit: Path, qtbot: QtBot) -> None:
    dialog = opened(edit)

    def middle_alpha() -> int:
        item = dialog.list.topLevelItem(0)
        assert item is not None
        return item.icon(0).pixmap(dialog.list.iconSize()).toImage().pixelColor(48, 27).alpha()

    qtbot.waitUntil(lambda: middle_alpha() == 255, timeout=WAIT_MS)


def test_what_is_no_edit_is_told_with_a_way_on(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "cut.otio"
    path.write_text("{ broken")
    dialog = opened(path)
    assert "damaged" in dialog.message.text() or "no timeline" in dialog.message.text()
    assert dialog.again.isVisible()
    assert not dialog.take.isEnabled()
    write_wall(tmp_path / "wall.mkv")
    write_edit(path, [("wall.mkv", 0, FRAMES, "")])
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.chosen) == 1, timeout=WAIT_MS)


def test_an_edit_of_nothing_says_so(opened: Opened, tmp_path: Path) -> None:
    dialog = opened(write_edit(tmp_path / "empty.otio", []))
    assert "no clip" in dialog.message.text()


def test_leaving_while_it_reads_changes_nothing(desk: Desk, edit: Path, qtbot: QtBot) -> None:
    dialog = ImportDialog(desk, edit)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.background.is_busy, timeout=WAIT_MS)
    assert desk.document.project is None
    assert dialog._rows == ()


@pytest.mark.footage
@pytest.mark.parametrize(
    "name",
    [
        "otio/markers_colours.otio",
        "otio/multiple_media_refs.otioz",
        "edl/dissolves.edl",
        "xmeml/premiere_nested_markers.xml",
        "fcpxml/fcpx_5994.fcpxml",
        "aaf/one_clip.aaf",
    ],
)
def test_real_edits_are_listed_with_all_their_clips(
    opened: Opened, shared: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / Path(name).name
    path.write_bytes((shared / "timelines" / name).read_bytes())
    dialog = opened(path)
    assert dialog.rate.isVisible() == (path.suffix == ".edl")
    assert dialog._rows, dialog.message.text()
    assert dialog.list.topLevelItemCount() == len(dialog._rows)
    assert all(row.clip or row.why_not for row in dialog._rows)
    assert not list(tmp_path.glob("*.shots.json"))
