"""Plates go back into the edit: what is missing is said, versions go up, and it can be stopped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from edit_files import write_edit, write_wall
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.project.content.shots import Shot
from editor.project.folders import DATA_VARIABLE
from editor.project.project import Project
from ui.desk.desk import Desk
from ui.edits.delivery import next_edit_name
from ui.edits.delivery_dialog import DeliveryDialog
from ui.preferences import Preferences

WAIT_MS = 60_000


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Desk]:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    desk = Desk(Preferences(tmp_path / "ui.ini"))
    desk.document.new()
    yield desk
    desk.document.discard()
    desk.close()


@pytest.fixture
def project(desk: Desk) -> Project:
    assert desk.document.project is not None
    return desk.document.project


@pytest.fixture
def edit(tmp_path: Path, project: Project) -> Path:
    """An edit of three clips: one is painted in the project, one is not, one is not there."""
    wall = write_wall(tmp_path / "wall.mkv")
    door = write_wall(tmp_path / "door.mkv", 7)
    write_wall(tmp_path / "roof.mkv", 8)
    paint(project, project.add_clip(wall))
    project.add_clip(door)
    edit = write_edit(
        tmp_path / "cut.otio",
        [("wall.mkv", 4, 3, ""), ("door.mkv", 0, 3, ""), ("roof.mkv", 0, 3, "")],
    )
    project.settings.set("edit", str(edit))
    return edit


def paint(project: Project, shot: Shot) -> None:
    thing = project.add_object(shot, "walker")
    project.objects.change(thing.id, replace(thing.settings, engine="spatial"))
    matte = np.zeros((48, 64), np.uint8)
    matte[10:20, 10:20] = 255
    data = encode_matte(matte)
    for frame in shot.frames:
        project.layers.put_matte(thing.id, FrameMatte(frame, FrameState.CORRECTED, digest_of(data)), data)


@pytest.fixture
def dialog(desk: Desk, edit: Path, qtbot: QtBot) -> DeliveryDialog:
    dialog = DeliveryDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 3, timeout=WAIT_MS)
    return dialog


def texts(dialog: DeliveryDialog, row: int) -> list[str]:
    item = dialog.list.topLevelItem(row)
    assert item is not None
    return [item.text(column) for column in range(4)]


def test_it_says_what_will_be_rendered_and_what_is_missing(dialog: DeliveryDialog, edit: Path) -> None:
    assert texts(dialog, 0) == ["sh010", "wall", "none yet", "v001"]
    assert "no objects" in texts(dialog, 1)[3]
    assert "no shot" in texts(dialog, 2)[3]
    assert re.match("1 shots? will be rendered; 2 stay", dialog.message.text()), "with or without plurals"
    assert dialog.out.text() == str(edit.with_name("cut_clean_v001.otio"))
    assert dialog.plates.text() == str(edit.parent / "plates")
    assert [dialog.way.itemData(row) for row in range(dialog.way.count())] == [
        "replace",
        "above",
        "reference",
    ]
    assert dialog.start.isEnabled()


def test_it_delivers_by_key_with_progress_and_report(
    dialog: DeliveryDialog, edit: Path, qtbot: QtBot
) -> None:
    seen: list[str] = []
    dialog.way.setCurrentIndex(1)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.is_running
    assert not dialog.start.isEnabled()
    assert dialog.leave is not None
    assert dialog.leave.text() == "Stop"
    assert dialog._run is not None
    dialog._run.told.connect(lambda _message: seen.append(dialog.message.text()))
    qtbot.waitUntil(lambda: "Delivered" in dialog.message.text(), timeout=WAIT_MS)
    out = edit.with_name("cut_clean_v001.otio")
    tracks = json.loads(out.read_text("utf-8"))["tracks"]["children"]
    assert len(tracks) == 2
    assert "sh010_cleanplate_v001" in json.dumps(tracks[1])
    assert any(text.startswith("Shot 1 of 1") for text in seen)
    assert not dialog.is_running
    qtbot.waitUntil(lambda: texts(dialog, 0)[2:] == ["v001", "v002"], timeout=WAIT_MS)
    assert dialog.out.text().endswith("cut_clean_v002.otio")


def test_stopping_leaves_no_edit_behind(dialog: DeliveryDialog, edit: Path, qtbot: QtBot) -> None:
    dialog.deliver()
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=WAIT_MS)
    assert "interrupted" in dialog.message.text().lower() or "stopped" in dialog.message.text().lower()
    assert not Path(dialog.out.text()).exists()
    assert dialog.start.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


def test_an_edit_that_cannot_be_read_is_told(dialog: DeliveryDialog, edit: Path, qtbot: QtBot) -> None:
    edit.write_text("nothing")
    dialog.look()
    qtbot.waitUntil(lambda: "no timeline" in dialog.message.text(), timeout=WAIT_MS)
    assert not dialog.start.isEnabled()
    assert not dialog.progress.isVisible()


def test_an_ending_of_another_format_is_refused_before_work(
    dialog: DeliveryDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.out.setText(str(tmp_path / "cut.edl"))
    dialog.deliver()
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=WAIT_MS)
    assert "goes back as .otio" in dialog.message.text()
    assert not (tmp_path / "plates").exists()


def test_without_an_edit_it_asks_for_one(desk: Desk, qtbot: QtBot) -> None:
    dialog = DeliveryDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Choose the edit" in dialog.message.text()
    assert not dialog.start.isEnabled()


def test_names_of_edits_go_up(tmp_path: Path) -> None:
    edit = tmp_path / "cut.otio"
    (tmp_path / "cut_clean_v001.otio").write_text("")
    assert next_edit_name(edit, ".otio").name == "cut_clean_v002.otio"
