"""The status bar: what is going on, what lies under the pointer, memory, messages."""

from __future__ import annotations

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from editor.render.messages import Estimate, Message, Progress
from ui.desk.desk import Desk
from ui.language import number, on_language_change, say
from ui.viewer.viewer import Readout

_LOOK_EVERY_MS = 1000
_MEGABYTE = 1 << 20
_INDENT_PX = 8


class StatusLine(QStatusBar):
    """The foot of the window.

    Parameters
    ----------
    desk : Desk
        What is told of.
    """

    messages_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()
    queue_wanted = pyqtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._name = self._estimate = ""
        self._count = 0
        self.setSizeGripEnabled(False)
        self.job = QLabel()
        self.job.setIndent(_INDENT_PX)
        say(self.job.setAccessibleName, lambda: self.tr("Current job"))
        self._bar = QProgressBar()
        self._bar.setFixedWidth(120)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self.readout = QLabel()
        say(self.readout.setAccessibleName, lambda: self.tr("Under the pointer"))
        self._cache = QLabel()
        self._cache.setProperty("dim", True)
        self.learning = QLabel()
        self.learning.setProperty("dim", True)
        self._learned = ""
        say(
            self.learning.setToolTip,
            lambda: self.tr(
                "The network learns this object from its masks, behind everything else, so that propagation"
                " begins sooner. The preferences turn that off."
            ),
        )
        self.show_learning("")
        self._messages = QToolButton()
        self._messages.setProperty("flat", True)
        say(self._messages.setText, lambda: self.tr("Messages"))
        self._messages.clicked.connect(lambda _checked: self.messages_wanted.emit())
        self.addWidget(self.job, 1)
        self.addWidget(self._bar)
        self._cancel = QToolButton()
        say(self._cancel.setText, lambda: self.tr("Cancel"))
        say(self._cancel.setToolTip, lambda: self.tr("Stop this job; what it has finished is kept"))
        self._cancel.clicked.connect(lambda _checked: self.cancel_wanted.emit())
        self._cancel.hide()
        self.addWidget(self._cancel)
        for label in (self.job, self.readout, self.learning, self._cache):
            label.setMinimumWidth(1)  # long texts are cut off rather than the window widened
        self._queue = QToolButton()
        self._queue.setProperty("flat", True)
        self._queue.clicked.connect(lambda _checked: self.queue_wanted.emit())
        self.show_queue(0, None)
        for widget in (self.readout, self.learning, self._cache, self._queue, self._messages):
            self.addPermanentWidget(widget)
        desk.document.busy.connect(self.job.setText)
        desk.frames.proxy_progressed.connect(self._show_proxy)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_cache)
        self._timer.start(_LOOK_EVERY_MS)
        self._show_cache()
        on_language_change(self, self._speak)
        desk.preferences.changed.connect(self._follow_preference)

    def begin_job(self, name: str) -> None:
        """Show that a job runs."""
        self._name = name
        self.job.setText(self.tr("{0} ...").format(name))
        self._bar.setRange(0, 0)
        self._bar.show()
        self._cancel.show()

    def show_message(self, message: Message) -> None:
        """Show how far the job is, and how long it will take once that is known."""
        if isinstance(message, Estimate):
            self._estimate = self.tr("about {0} s, {1} MB").format(
                round(message.seconds), message.memory_bytes // _MEGABYTE
            )
        if not isinstance(message, Progress):
            return
        self._bar.setRange(0, message.total)
        self._bar.setValue(message.done)
        parts = [self.tr("{0}: {1} of {2}").format(self._name, message.done, message.total)]
        if message.frames_per_second:
            parts.append(self.tr("{0} frames/s").format(number(message.frames_per_second, 1)))
        if message.seconds_left is not None:
            parts.append(self.tr("{0} s left").format(round(message.seconds_left)))
        elif self._estimate:
            parts.append(self._estimate)
        self.job.setText("    ".join(parts))

    def end_job(self) -> None:
        """Show that no job runs any more."""
        self.job.setText("")
        self._estimate = ""
        self._bar.hide()
        self._cancel.hide()

    def show_readout(self, told: Readout | None) -> None:
        """Write place, colours and matte under the pointer."""
        if told is None:
            self.readout.setText("")
            return
        parts = [f"x {told.x}  y {told.y}"]
        for colour in (told.source, told.result):
            if colour is not None:
                parts.append("RGB {} {} {}".format(*colour))
        if told.matte is not None:
            parts.append(self.tr("matte {0}").format(told.matte))
        self.readout.setText("    ".join(parts))

    def count_messages(self, count: int) -> None:
        """Show how many messages there are."""
        self._count = count
        self._messages.setText(self.tr("Messages ({0})").format(count) if count else self.tr("Messages"))

    def show_queue(self, open_count: int, share_done: float | None) -> None:
        """Show how many jobs of the queue are not over, and how far the running one is."""
        self._queued = open_count, share_done
        text = self.tr("Queue ({0})").format(open_count) if open_count else self.tr("Queue")
        self._queue.setText(text if share_done is None else f"{text}  {share_done:.0%}")
        self._queue.setAccessibleName(text)

    def show_learning(self, name: str) -> None:
        """Show which object is learned in the background; empty for none."""
        self._learned = name
        self.learning.setText(self.tr("Learning {0}").format(name) if name else "")
        self.learning.setVisible(bool(name))

    def _follow_preference(self, name: str) -> None:
        """Take the height of the text of the moment, which Qt works out only when something is added."""
        if name == "interface_percent":
            self.reformat()

    def _speak(self) -> None:
        self.count_messages(self._count)
        self.show_queue(*self._queued)
        self.show_learning(self._learned)
        self._show_cache()

    def _show_proxy(self, done: int, count: int) -> None:
        is_over = done >= count
        self._bar.setVisible(not is_over)
        self._bar.setRange(0, count)
        self._bar.setValue(done)
        self.job.setText("" if is_over else self.tr("Making a proxy: frame {0} of {1}").format(done, count))

    def _show_cache(self) -> None:
        cache = self._desk.frames.cache
        used, limit = cache.size_bytes // _MEGABYTE, cache.limit_bytes // _MEGABYTE
        self._cache.setText(self.tr("Cache {0} of {1} MB").format(used, limit))
