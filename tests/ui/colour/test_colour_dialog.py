"""How the clip is shown: chosen, seen in the frames, kept with the project, never in the document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.media.screen_colour.settings import CONFIG_VARIABLE, ScreenColour
from editor.project.folders import DATA_VARIABLE
from ui.colour.dialog import ScreenColourDialog, badge
from ui.desk.desk import Desk
from ui.preferences import Preferences

WAIT_MS = 20_000
RED = (200, 40, 30)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Desk]:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.delenv(CONFIG_VARIABLE, raising=False)
    folder = tmp_path / "clip"
    folder.mkdir()
    for index in range(3):
        picture = np.full((24, 32, 3), RED[::-1], np.uint8)
        cv2.imencode(".png", picture)[1].tofile(folder / f"{index:04d}.png")
    desk = Desk(Preferences(tmp_path / "ui.ini"))
    with qtbot.waitSignal(desk.document.shot_added, timeout=WAIT_MS):
        desk.document.open(folder)
    yield desk
    desk.document.discard()
    desk.close()


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> ScreenColourDialog:
    dialog = ScreenColourDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.space.count() > 5, timeout=WAIT_MS)
    return dialog


@pytest.fixture
def lut(tmp_path: Path) -> Path:
    """A LUT that exchanges red and blue."""
    corners = [(red, green, blue) for blue in (0, 1) for green in (0, 1) for red in (0, 1)]
    rows = [f"{blue} {green} {red}" for red, green, blue in corners]
    path = tmp_path / "swap.cube"
    path.write_text("\n".join(["LUT_3D_SIZE 2", *rows]))
    return path


def shown(desk: Desk) -> list[int]:
    frame = desk.frames.best(0)
    return [] if frame is None else frame.pixels[0, 0, 2::-1].tolist()


def test_a_clip_is_shown_as_it_is_until_its_space_is_said(
    dialog: ScreenColourDialog, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: shown(desk) == list(RED), timeout=WAIT_MS)
    assert desk.frames.colour.is_neutral
    assert badge(desk.frames.colour) == ""
    assert not dialog.view.isEnabled()
    assert "sRGB - Texture" in dialog.said.text()


def test_a_view_is_seen_kept_and_taken_back(dialog: ScreenColourDialog, desk: Desk, qtbot: QtBot) -> None:
    project = desk.document.project
    assert project is not None
    before = project.document_hash()
    dialog.space.setCurrentText("ARRI LogC3 (EI800)")
    qtbot.waitUntil(lambda: shown(desk) not in ([], list(RED)), timeout=WAIT_MS)
    assert badge(desk.frames.colour) == "ACES 1.0 - SDR Video, sRGB - Display"
    assert dialog.view.isEnabled()
    kept = desk.frames.colour
    shot = desk.selection.shot
    desk.selection.choose_shot(None)
    assert desk.frames.colour.is_neutral
    desk.selection.choose_shot(shot)
    assert desk.frames.colour == kept
    qtbot.waitUntil(lambda: shown(desk) not in ([], list(RED)), timeout=WAIT_MS)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(desk) == list(RED), timeout=WAIT_MS)
    assert project.document_hash() == before


def test_a_lut_needs_no_view(dialog: ScreenColourDialog, desk: Desk, lut: Path, qtbot: QtBot) -> None:
    dialog.choose_lut(lut)
    qtbot.waitUntil(lambda: shown(desk) == pytest.approx(RED[::-1], abs=1), timeout=WAIT_MS)
    assert badge(desk.frames.colour) == "swap.cube"


def test_displays_bring_their_own_views(dialog: ScreenColourDialog, desk: Desk) -> None:
    dialog.space.setCurrentText("ACEScg")
    dialog.display.setCurrentText("Rec.2100-PQ - Display")
    assert "1000 nits" in dialog.view.currentText()
    assert desk.frames.colour.view == dialog.view.currentText()
    assert desk.frames.colour.display == "Rec.2100-PQ - Display"


def test_a_broken_config_is_told_and_the_clip_still_shown(
    dialog: ScreenColourDialog, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "studio.ocio"
    path.write_text("nothing")
    dialog.choose_config(path)
    qtbot.waitUntil(lambda: "cannot be read" in dialog.said.text(), timeout=WAIT_MS)
    assert desk.frames.colour.is_neutral
    qtbot.waitUntil(lambda: shown(desk) == list(RED), timeout=WAIT_MS)


def test_a_lut_that_has_gone_is_told(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.frames.failed, timeout=WAIT_MS) as told:
        desk.frames.show_colour(ScreenColour(lut=str(tmp_path / "gone.cube")))
    assert "no such LUT" in str(told.args[0].error)
