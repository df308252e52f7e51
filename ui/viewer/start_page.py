"""What is seen before there is a clip: how to begin, and what was open last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.actions.registry import ActionRegistry
from ui.doctor import Found
from ui.language import on_language_change, said, say
from ui.theme.controls import dim_label

_SHOWN = 6


class StartPage(QScrollArea):
    """Ways to begin.

    Parameters
    ----------
    actions : ActionRegistry
        For the buttons.
    """

    chosen = pyqtSignal(object)
    """A recent project or clip was chosen: its `Path`."""
    recovery_chosen = pyqtSignal(object)
    """A project that was left behind was chosen: its `Path`."""

    def __init__(self, actions: ActionRegistry) -> None:
        super().__init__()
        self._actions = actions
        self._left_behind: list[tuple[Path, str]] = []
        self._recent: list[Path] = []
        self._checks: tuple[Found, ...] | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        title = said(QLabel(), lambda: self.tr("Drop a clip or project here"))
        title.setProperty("title", True)
        title.setWordWrap(True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = said(
            dim_label(),
            lambda: self.tr("A movie, a folder of pictures or a project. Press {0} to choose one.").format(
                ", ".join(actions.keys_of("open"))
            ),
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.checks = dim_label()
        self.checks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.checks.hide()
        self._lists = QVBoxLayout()
        self._lists.setSpacing(2)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(hint)
        column.addSpacing(12)
        column.addLayout(self._choices())
        column.addSpacing(12)
        column.addLayout(self._lists)
        column.addSpacing(12)
        column.addWidget(self.checks)
        column.addStretch(3)
        self.setWidget(page)
        on_language_change(self, self._write)

    def show_lists(self, recent: list[Path], left_behind: list[tuple[Path, str]]) -> None:
        """List what was open last, and projects without a name that a crash left behind.

        Parameters
        ----------
        recent : list of Path
            The latest first; missing ones are shown but cannot be chosen.
        left_behind : list of (Path, str)
            Each with when it was last worked on, for people.
        """
        self._recent, self._left_behind = recent, left_behind
        self._write()

    def show_checks(self, found: Sequence[Found] | None) -> None:
        """Say what works on this machine; None while that is looked at."""
        self._checks = None if found is None else tuple(found)
        self.checks.show()
        self._write_checks()

    def _choices(self) -> QVBoxLayout:
        """Lay out the ways to begin, each with what it is for."""
        ways = (
            ("open", lambda: self.tr("Your own movie, project or edit.")),
            ("open-folder", lambda: self.tr("Numbered pictures: EXR, DPX, TIFF, PNG, JPEG.")),
            ("sample", lambda: self.tr("A walker to remove from a street, drawn on this machine.")),
            ("help", lambda: self.tr("A tour: from clip to clean plate in seven steps.")),
        )
        column = QVBoxLayout()
        for id_, told in ways:
            button = said(QPushButton(), partial(self._actions.name, id_))
            button.setProperty("primary", id_ == "open")
            button.clicked.connect(self._actions[id_].trigger)
            say(button.setAccessibleDescription, told)
            hint = said(dim_label(), told)
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(hint)
            column.addSpacing(6)
        return column

    def _write(self) -> None:
        while (item := self._lists.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for path, told in self._left_behind:
            text = self.tr("Go on with the unsaved project of {0}").format(told)
            self._add(text, str(path), partial(self.recovery_chosen.emit, path))
        for path in self._recent[:_SHOWN]:
            button = self._add(path.name, str(path), partial(self.chosen.emit, path))
            button.setEnabled(path.exists())
            if not path.exists():
                button.setToolTip(self.tr("{0} is not there any more.").format(path))
        self._write_checks()

    def _write_checks(self) -> None:
        if self._checks is None:
            self.checks.setText(self.tr("Looking at codecs, graphics, memory and disk ..."))
            return
        bad = [one for one in self._checks if one.state == "bad"]
        lines = [self.tr("Everything that is needed works on this machine.")] if not bad else []
        lines += [f"{one.name}: {one.found}; {one.remedy}" for one in bad]
        self.checks.setText("\n".join(lines))

    def _add(self, text: str, tip: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("flat", True)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked: do())
        self._lists.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button
