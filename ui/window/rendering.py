"""Rendering by the queue: its drawer, its actions, and what becomes of maps that renders write."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QWidget

from editor.render.queue.jobs import State
from ui.actions.registry import ActionRegistry
from ui.desk.desk import Desk
from ui.queue.drawer import QueueDrawer
from ui.queue.feed import QueueFeed, QueueRow, QueueView
from ui.queue.order import RenderOrder
from ui.queue.render_dialog import RenderDialog
from ui.scopes.over_time import UnseenCurve
from ui.window.layout import Layout
from ui.window.status import StatusLine

_RENDERS = "renders"
_LEGEND = "legend.json"


class Rendering(QObject):
    """Binds the actions of the queue.

    Parameters
    ----------
    desk : Desk
        The document.
    actions : ActionRegistry
        The actions.
    layout : Layout
        Where the drawer is put.
    status : StatusLine
        Shows how many jobs there are, and opens the drawer.
    unseen : UnseenCurve
        Is given the maps of origins of finished renders.
    window : QWidget
        Over which dialogs are shown.
    """

    def __init__(
        self,
        desk: Desk,
        actions: ActionRegistry,
        layout: Layout,
        status: StatusLine,
        unseen: UnseenCurve,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._actions, self._layout = desk, actions, layout
        self._status, self._unseen, self._window = status, unseen, window
        self.feed = QueueFeed(lambda: desk.preferences.notifies)
        self.drawer = QueueDrawer(self.feed, desk.preferences, actions)
        layout.add("queue", lambda: self.tr("Queue"), self.drawer, has_title=False, scrolls=True)
        actions.bind("queue-add", self.ask)
        actions.bind("queue-run", lambda: self.feed.switch(actions["queue-run"].isChecked()))
        actions.bind("queue-show", self._toggle)
        status.queue_wanted.connect(self._toggle)
        self.feed.changed.connect(self._follow)
        self.feed.ended.connect(self._end)
        self.feed.failed.connect(desk.document.failed.emit)
        desk.document.opened.connect(self._take_maps)
        desk.selection.shot_changed.connect(self._take_maps)

    def ask(self) -> None:
        """Ask what is to be rendered of the shot."""
        dialog = RenderDialog(self._desk, self.feed, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.queued.connect(self._note)
        dialog.show()

    def close(self) -> None:
        """Stop following; whatever runs goes on."""
        self.feed.close()

    def _toggle(self) -> None:
        dock = self._layout["queue"]
        is_in_front = dock.isVisible() and not self.drawer.visibleRegion().isEmpty()
        dock.setVisible(not is_in_front)
        if not is_in_front:
            dock.raise_()
            self.drawer.list.setFocus()

    def _follow(self, view: QueueView) -> None:
        self._actions["queue-run"].setChecked(view.is_on)
        running = [row.job for row in view.rows if row.job.state is State.RUNNING]
        self._status.show_queue(view.open_count, running[0].share_done if running else None)

    def _note(self, order: RenderOrder, job_id: int) -> None:
        """Remember where the maps of a render will be, and show the job."""
        project = self._desk.document.project
        if project is not None and order.maps is not None and self._desk.document.is_writable:
            expected = dict(project.view.all().get(_RENDERS, {}))
            with self._desk.document.attempt():
                project.view.keep({_RENDERS: {**expected, str(order.maps): order.shot_id}})
        self._desk.document.noticed.emit(
            self.tr("{0} is in the queue as job {1}.").format(Path(order.out).name, job_id)
        )

    def _end(self, row: QueueRow) -> None:
        job = row.job
        if job.state is State.DONE:
            text = self.tr("Rendered: {0}").format(job.out)
        else:
            text = self.tr("{0} could not be rendered: {1}").format(job.name, job.reason)
        self._desk.document.noticed.emit(text)
        self._take_maps()

    def _take_maps(self) -> None:
        """Hand maps of origins of this shot over to its scope, as soon as a render has written them."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is None or shot is None or not self._desk.document.is_writable:
            return
        expected = dict(project.view.all().get(_RENDERS, {}))
        written = [
            maps for maps, of in expected.items() if of == shot.id and (Path(maps) / _LEGEND).is_file()
        ]
        if written:
            self._unseen.take(Path(written[-1]))
            rest = {maps: of for maps, of in expected.items() if maps not in written}
            with self._desk.document.attempt():
                project.view.keep({_RENDERS: rest})
