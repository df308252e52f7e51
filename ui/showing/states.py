"""The states worth a look: workspaces, view modes, empty, busy and faulty panels, and every dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PyQt6.QtWidgets import QDialog, QMessageBox

from editor.errors import UsageError
from ui.dialogs.machine_dialog import MachineDialog
from ui.dialogs.relink_dialog import RelinkDialog
from ui.doctor import Found
from ui.language import tr
from ui.showing.material import PINNED_FRAME, SHOWN_FRAME
from ui.window.main_window import MainWindow

Show = Callable[[MainWindow], "QDialog | None"]

_CHECKS = (
    Found("codecs", "good", "FFmpeg 8.0 writes all that deliveries need"),
    Found("memory", "poor", "8 GiB, 3 GiB of it free", "close other programs, or give --memory and --scale"),
    Found("networks", "good", "torch 2.13.0 on cpu in float32, 8 processor cores"),
)


@dataclass(frozen=True, slots=True)
class State:
    """One way that the window can look.

    Attributes
    ----------
    name : str
        Of the picture's file.
    show : callable
        Brings it about; returns the dialog that is over the window, if one is.
    has_clip : bool
        Whether the sample is open.
    """

    name: str
    show: Show
    has_clip: bool = True


def _enter(window: MainWindow, workspace: str) -> None:
    window.layout_.enter(workspace)
    window.desk.playhead.go(SHOWN_FRAME)


def _workspace(window: MainWindow, name: str, *actions: str) -> None:
    _enter(window, name)
    for action in actions:
        window.actions_[action].trigger()


def _empty(window: MainWindow) -> None:
    window.layout_.enter("remove")


def _first_run(window: MainWindow) -> None:
    window.viewer_panel.start.show_checks(_CHECKS)


def _busy(window: MainWindow) -> None:
    _enter(window, "remove")
    window.status.begin_job(tr("Propagation", "Propagating {0}").format("Walker"))


def _fault(window: MainWindow) -> None:
    _enter(window, "remove")
    window.desk.document.failed.emit(
        UsageError("the disk is full", remedy="make room, then try again", path="plate_v003.mov")
    )
    window.actions_["workspace-deliver"].trigger()
    window.layout_["messages"].raise_()


def _tab(window: MainWindow, name: str) -> None:
    _enter(window, "remove")
    if name == "references":
        window.desk.playhead.go(PINNED_FRAME)
    window.layout_[name].show()
    window.layout_[name].raise_()


def _scope(window: MainWindow, name: str) -> None:
    _enter(window, "deliver")
    window.layout_["scopes"].raise_()
    window.scopes.show_scope(name)


def _dialog(window: MainWindow, action: str) -> QDialog:
    before = set(window.findChildren(QDialog))
    _enter(window, "remove")
    window.actions_[action].trigger()
    (made,) = set(window.findChildren(QDialog)) - before
    return made


def _machine(window: MainWindow) -> QDialog:
    dialog = MachineDialog(window.desk.background, window, lambda: _CHECKS)
    dialog.show()
    return dialog


def _relink(window: MainWindow) -> QDialog:
    dialog = RelinkDialog(window.desk, window)
    dialog.show()
    return dialog


def _question(window: MainWindow) -> QDialog:
    box = window.files.leaving_box("shot")
    box.setModal(False)
    box.show()
    return box


STATES: tuple[State, ...] = (
    State("empty", _empty, has_clip=False),
    State("first-run", _first_run, has_clip=False),
    State("roto", partial(_workspace, name="roto")),
    State("remove", partial(_workspace, name="remove")),
    State("deliver", partial(_workspace, name="deliver")),
    State("tool-select", partial(_workspace, name="roto"), has_clip=True),
    State("tool-brush", lambda window: _workspace(window, "roto", "tool-brush")),
    State("view-matte", lambda window: _workspace(window, "roto", "mode-matte")),
    State("view-hole", lambda window: _workspace(window, "remove", "mode-hole")),
    State("view-wipe", lambda window: _workspace(window, "remove", "mode-wipe")),
    State("view-side", lambda window: _workspace(window, "remove", "mode-side")),
    State("references", partial(_tab, name="references")),
    State("messages", partial(_tab, name="messages")),
    State("queue", partial(_tab, name="queue")),
    State("edit", partial(_tab, name="edit")),
    State("busy", _busy),
    State("fault", _fault),
    *(
        State(f"scope-{name}", partial(_scope, name=name))
        for name in ("confidence", "area", "unseen", "waveform", "histogram", "vectorscope")
    ),
    *(
        State(f"dialog-{action}", partial(_dialog, action=action))
        for action in (
            "preferences", "shortcuts", "key-sheet", "help", "command-search", "screen-colour", "deliver",
            "queue-add", "find",
        )
    ),
    State("dialog-machine", _machine),
    State("dialog-relink", _relink),
    State("dialog-question", _question),
)  # fmt: skip
"""All of them; a state begins where the one before left the window."""


def put_away(window: MainWindow, dialog: QDialog | None) -> None:
    """End what a state began."""
    if isinstance(dialog, QMessageBox):
        dialog.done(0)
        dialog.deleteLater()
    elif dialog is not None:
        dialog.close()
    window.status.end_job()
    window.viewer_panel.notice.hide()
    window.viewer_panel.start.checks.hide()
    for action in ("mode-overlay", "tool-select"):
        window.actions_[action].trigger()
