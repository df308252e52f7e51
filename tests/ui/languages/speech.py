"""A language that does not exist, and everything that a window says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PyQt6.QtCore import QTranslator
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QWidget,
)

OPEN, CLOSE = "⟦", "⟧"
LONGER = 0.4
_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
_PARTS = re.compile(r"(\{[^{}]*\}|%n|<[^<>]*>)")
_MARKED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")


class Pseudo(QTranslator):
    """Marks every text that is translated, accents it, and makes it longer by 40 %."""

    def translate(
        self, context: str | None, source: str | None, _comment: str | None = None, n: int = -1
    ) -> str:
        if not source or context == "QGuiApplication":
            return ""
        parts = [
            part if _PARTS.fullmatch(part) else part.translate(_ACCENTS) for part in _PARTS.split(source)
        ]
        text = "".join(parts) + "~" * max(1, round(LONGER * len(source)) - 2)
        return f"{OPEN}{text}{CLOSE}".replace("%n", str(n))

    def isEmpty(self) -> bool:  # noqa: N802 - Qt calls it so
        return False


def unmarked(text: str) -> str:
    """What of a text was not translated, without marks, tags, keys, numbers and units."""
    text = re.sub(r"<[^<>]*>|&\w+;", " ", text)
    before = ""
    while before != text:
        before, text = text, _MARKED.sub(" ", text)
    return text


def said(window: QWidget) -> dict[str, str]:
    """Every text of a window and of what is in it, by where it stands."""
    texts: dict[str, str] = {}
    for number, widget in enumerate([window, *window.findChildren(QWidget)]):
        if widget.objectName().startswith(("qt_", "Scroll")):
            continue  # Qt's own
        if isinstance(widget, QLabel) and not widget.isVisibleTo(window):
            continue  # it may say what was true when it was last seen
        for name, text in _texts_of(widget):
            if text:
                texts[f"{number} {type(widget).__name__} {widget.objectName()} {name}"] = text
    for action in window.findChildren(QAction):
        if action.objectName():
            texts[f"action {action.objectName()}"] = action.text()
            texts[f"action {action.objectName()} tip"] = action.toolTip()
            texts[f"action {action.objectName()} short"] = action.iconText()
    return texts


def _texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "title", "" if widget.isHidden() and not isinstance(widget, QDockWidget) else widget.windowTitle()
    yield "tip", widget.toolTip()
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QMenu):
        yield "menu", widget.title()
    if isinstance(widget, QAbstractSpinBox):
        yield "suffix", getattr(widget, "suffix", str)()
    if isinstance(widget, QComboBox):
        for place in range(widget.count()):
            yield f"item {place}", widget.itemText(place)
    if isinstance(widget, QTreeWidget) and (header := widget.headerItem()) is not None:
        for column in range(widget.columnCount()):
            yield f"column {column}", header.text(column)


def clipped(window: QWidget) -> list[str]:
    """Texts of visible labels and buttons that have less room than they need."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.minimumWidth() != 1:
            needed = widget.minimumSizeHint() if widget.wordWrap() else widget.sizeHint()
            high = widget.heightForWidth(widget.width()) if widget.wordWrap() else needed.height()
            if widget.width() < needed.width() or widget.height() < high:
                found.append(f"{widget.text()!r}: {widget.size()} of {needed}, {high}")
        elif isinstance(widget, QAbstractButton) and widget.text() and _shows_text(widget):
            needed = widget.sizeHint()
            if widget.width() < needed.width() or widget.height() < widget.fontMetrics().height():
                found.append(f"{widget.text()!r}: {widget.size()} of {needed}")
    return found


def _shows_text(button: QAbstractButton) -> bool:
    return button.icon().isNull() or button.sizeHint().width() > 2 * button.sizeHint().height()
