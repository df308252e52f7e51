"""Little room and large text: panels become tabs, and everything stays within reach."""

from __future__ import annotations

from PyQt6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from ui.preferences import Preferences
from ui.theme.colours import ON_ACCENT, THEMES
from ui.window.main_window import MainWindow

WAIT_MS = 120_000
SIDE = ("objects", "inspector", "history", "references")


def out_of_reach(window: MainWindow) -> list[str]:
    """Buttons of the window that are shown but lie outside of what holds them."""
    found = []
    for button in window.findChildren(QAbstractButton):
        holder = button.parentWidget()
        if button.isVisibleTo(window) and button.text() and holder is not None and not button.objectName():
            inside = holder.rect().intersected(button.geometry())
            if inside.width() < button.width() - 1 and not holder.visibleRegion().isEmpty():
                found.append(f"{button.text()}: {button.geometry()} in {holder.rect()}")
    return found


def test_at_200_percent_panels_become_tabs_and_back(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    layout = window.layout_
    qtbot.waitUntil(lambda: not layout.is_compact, timeout=WAIT_MS)
    assert not window.tabifiedDockWidgets(layout["objects"])
    preferences.interface_percent = 200
    qtbot.waitUntil(lambda: layout.is_compact, timeout=WAIT_MS)
    beside = {dock.objectName() for dock in window.tabifiedDockWidgets(layout["objects"])}
    assert {"inspector", "history", "references"} <= beside
    assert (window.width(), window.height()) == (1366, 768)
    for name in SIDE:
        layout[name].raise_()
        QApplication.processEvents()
        assert layout[name].isVisible()
        assert layout[name].width() <= window.width() // 2
    for workspace in ("roto", "deliver", "remove"):
        layout.enter(workspace)
        QApplication.processEvents()
        assert not out_of_reach(window)
    preferences.interface_percent = 100
    qtbot.waitUntil(lambda: not layout.is_compact, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.tabifiedDockWidgets(layout["objects"]), timeout=WAIT_MS)


def test_a_large_screen_has_panels_at_200_percent(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    preferences.interface_percent = 200
    window.resize(2560, 1440)
    qtbot.waitUntil(lambda: window.width() == 2560 and not window.layout_.is_compact, timeout=WAIT_MS)
    assert not window.tabifiedDockWidgets(window.layout_["objects"])
    assert not out_of_reach(window)


def test_each_size_keeps_its_own_layout(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    window.resize(1366, 768)
    layout = window.layout_
    layout["history"].hide()
    preferences.interface_percent = 200
    qtbot.waitUntil(lambda: layout.is_compact, timeout=WAIT_MS)
    assert layout["history"].isVisibleTo(window)
    preferences.interface_percent = 100
    qtbot.waitUntil(lambda: not layout.is_compact, timeout=WAIT_MS)
    assert not layout["history"].isVisibleTo(window)


def test_text_stands_out_in_every_theme() -> None:
    """At least 4.5 to 1 on every surface, 7 to 1 in the theme for it."""
    for name, theme in THEMES.items():
        least = 7.0 if name == "contrast" else 4.5
        for surface in (theme.window, theme.panel, theme.raised):
            for text in (theme.text, theme.dim):
                assert contrast(text, surface) >= least, (name, text, surface)
        assert contrast(theme.text, theme.hover) >= least, name
        shares = (0.2126, 0.7152, 0.0722)
        accent = sum(share * linear(level) for share, level in zip(shares, theme.accent, strict=True))
        assert (accent + 0.05) / (linear(ON_ACCENT) + 0.05) >= 4.5, name


def contrast(one: int, other: int) -> float:
    light, dark = sorted((linear(one), linear(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def linear(level: int) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
