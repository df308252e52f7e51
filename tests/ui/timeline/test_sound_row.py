"""The clip's sound below it: drawn once it is read, gone with the clip."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.media.playback.proxies import FOLDER_VARIABLE
from editor.project.folders import DATA_VARIABLE
from ui.desk.desk import Desk
from ui.preferences import Preferences
from ui.timeline.painting import Cached
from ui.timeline.panel import TimelinePanel

sys.path.insert(0, str(Path(__file__).parents[2] / "media"))

from numbered_movies import write_movie
from sounding_movies import write_sounding_movie

WAIT_MS = 20_000


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Desk]:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))
    desk = Desk(Preferences(tmp_path / "ui.ini"))
    yield desk
    desk.document.discard()
    desk.close()


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> TimelinePanel:
    panel = TimelinePanel(desk, Cached)
    qtbot.addWidget(panel)
    panel.resize(621, 200)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def come_in(desk: Desk, clip: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.document.shot_added, timeout=WAIT_MS):
        desk.document.import_clip(clip)


def test_sound_is_drawn_where_it_is_loud(
    panel: TimelinePanel, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    come_in(desk, write_sounding_movie(tmp_path / "loud.mov", 16), qtbot)
    qtbot.waitUntil(lambda: panel.sound.peaks is not None, timeout=WAIT_MS)
    image = panel.strip.grab().toImage()
    top, height = panel.strip._rows.sound
    assert height >= 24
    loud, quiet = (
        image.pixelColor(round(panel.strip.scale.x_of(frame)), top + height // 4) for frame in (14, 1)
    )  # the samples count upwards
    assert loud.green() > loud.red()
    assert loud.green() > 100
    assert quiet.green() < 60
    assert panel.strip._rows.lane(0)[0] == top + height == panel.names._rows.lane(0)[0]


def test_a_clip_without_sound_has_no_row(
    panel: TimelinePanel, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    come_in(desk, write_sounding_movie(tmp_path / "loud.mov", 16), qtbot)
    qtbot.waitUntil(lambda: panel.sound.peaks is not None, timeout=WAIT_MS)
    come_in(desk, write_movie(tmp_path / "silent.mkv", "ffv1", 8), qtbot)
    qtbot.waitUntil(lambda: not panel.sound.is_busy, timeout=WAIT_MS)
    assert panel.sound.peaks is None
    assert panel.strip._rows.sound[1] == 0


def test_sound_goes_with_the_project(panel: TimelinePanel, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    come_in(desk, write_sounding_movie(tmp_path / "loud.mov", 16), qtbot)
    qtbot.waitUntil(lambda: panel.sound.peaks is not None, timeout=WAIT_MS)
    desk.document.discard()
    assert panel.sound.peaks is None
    assert panel.strip.content.peaks is None
