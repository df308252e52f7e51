"""The viewer with what stands around it: facts above, view controls and transport below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QLocale, QMimeData, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QFontDatabase
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.media.playback.lane import LaneFailure
from editor.media.playback.screen import Level
from ui.actions.registry import ActionRegistry
from ui.colour.dialog import badge
from ui.desk.counting import index_of, label_of, number_of
from ui.desk.desk import Desk
from ui.desk.view_options import ViewMode, ViewOptions
from ui.language import number, on_language_change, say
from ui.theme.controls import CutLabel, DragLabel, NumberField, dim_label, tool_button
from ui.theme.flow import FlowLayout
from ui.viewer.start_page import StartPage
from ui.viewer.viewer import Viewer

_MODES = ("source", "overlay", "matte", "result", "wipe", "difference", "hole", "side")
_TRANSPORT = ("start", "shuttle-back", "step-back", "play", "step-forward", "shuttle-forward", "end")
_MARKS = ("mark-in", "mark-out", "loop")

_INFO_MARGIN_PX = 12


class ViewerPanel(QFrame):
    """The middle of the window.

    Parameters
    ----------
    desk : Desk
        What is shown.
    actions : ActionRegistry
        For buttons.
    """

    dropped = pyqtSignal(object)
    """A file was dropped here: its `Path`."""

    def __init__(self, desk: Desk, actions: ActionRegistry) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAcceptDrops(True)
        self._desk = desk
        self.viewer = Viewer(desk)
        self._info = CutLabel()
        self._info.setProperty("dim", True)
        self._info.setMinimumWidth(1)
        self._badge = QLabel()
        self._badge.setProperty("badge", True)
        self.is_stale: Callable[[int], bool] = lambda _frame: False
        self.notice = NoticeBar()
        self.view_bar = ViewBar(desk, actions)
        self.transport = TransportBar(desk, actions)
        self.start = StartPage(actions)
        self.body = body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.viewer)
        head = QHBoxLayout()
        head.setContentsMargins(8, 3, 8, 3)
        head.addWidget(self._info, 1)
        head.addWidget(self._badge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(body, 1)
        layout.addWidget(self.view_bar)
        layout.addWidget(self.transport)
        desk.frames.clip_changed.connect(self.refresh)
        desk.frames.arrived.connect(lambda _frame: self.show_labels())
        desk.frames.failed.connect(self._show_failure)
        desk.frames.colour_changed.connect(self.show_labels)
        desk.playhead.moved.connect(lambda _frame: self.show_labels())
        desk.view.changed.connect(lambda *_: self.show_labels())
        desk.document.renamed.connect(self.refresh)
        self.viewer.zoomed.connect(lambda _zoom: self.refresh_info())
        on_language_change(self, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the clip, or how to begin."""
        has_shot = self._desk.selection.shot is not None
        self._stack.setCurrentIndex(int(has_shot))
        self.view_bar.setVisible(has_shot)
        self.transport.setVisible(has_shot)
        self.refresh_info()
        self.show_labels()

    def refresh_info(self) -> None:
        """Write clip, size, rate and zoom."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is None or shot is None:
            self._info.setText("")
            return
        media = project.media.get(shot.media_id)
        facts, placement = media.facts, self.viewer.placement
        zoom = "" if placement is None else f"{placement.scale:.0%}"
        rate = QLocale().toString(float(facts.rate), "g", 5)
        text = self.tr("{0}    {1} x {2}    {3} fps    {4} frames    {5}").format(
            media.name, facts.width, facts.height, rate, len(shot.frames), zoom
        )
        is_narrow = self._info.fontMetrics().horizontalAdvance(text) > self.width() - 2 * _INFO_MARGIN_PX
        self._info.setText(text.replace("    ", "  ") if is_narrow else text)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files."""
        if event is not None and _dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Open what was dropped."""
        path = None if event is None else _dropped_path(event.mimeData())
        if path is not None:
            self.dropped.emit(path)

    def show_labels(self) -> None:
        """Say what is not the picture itself: a proxy, a changed view, a result that is not there."""
        options, labels = self._desk.view.options, []
        if self.viewer.shown_level() is Level.PROXY:
            labels.append(self.tr("Proxy"))
        if colour := badge(self._desk.frames.colour):
            labels.append(colour)
        if not options.is_neutral:
            labels.append(
                self.tr("View gain {0}, gamma {1}").format(number(options.gain, 2), number(options.gamma, 2))
            )
        if options.mode.needs_result and self.viewer.result_of(self._desk.playhead.frame) is None:
            labels.append(self.tr("Not filled yet: this is the source"))
        elif options.mode.needs_result:
            is_stale = self.is_stale(self._desk.playhead.frame)
            labels.append(self.tr("Stale preview") if is_stale else self.tr("Preview"))
        self._badge.setText("   ".join(labels))
        self._badge.setVisible(bool(labels) and self._desk.selection.shot is not None)

    def _show_failure(self, failure: LaneFailure) -> None:
        self.notice.show_text(str(failure.error))


class NoticeBar(QFrame):
    """A sentence above the picture that can be put away."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setProperty("warning", True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 4, 2)
        layout.addWidget(self._label, 1)
        close = tool_button(lambda: self.tr("Put this away"), "close", self.hide)
        layout.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is put away."""
        return "" if self.isHidden() else self._label.text()

    def show_text(self, text: str) -> None:
        """Say something."""
        self._label.setText(text)
        self.show()


class ViewBar(QWidget):
    """View modes, opacity of overlays, gain and gamma.

    Parameters
    ----------
    desk : Desk
        The view's options.
    actions : ActionRegistry
        For the buttons.
    """

    def __init__(self, desk: Desk, actions: ActionRegistry) -> None:
        super().__init__()
        self._view = desk.view
        firsts, lasts, extras, levels = QWidget(), QWidget(), QWidget(), QWidget()
        halves = row(firsts), row(lasts)
        names = (
            lambda: self.tr("Source"),
            lambda: self.tr("Overlay"),
            lambda: self.tr("Matte"),
            lambda: self.tr("Result"),
            lambda: self.tr("Wipe"),
            #: Difference; the button is narrow.
            lambda: self.tr("Diff"),
            lambda: self.tr("Hole"),
            #: Side by side; the button is narrow.
            lambda: self.tr("Side"),
        )
        for place, (mode, name) in enumerate(zip(_MODES, names, strict=True)):
            button = actions.button(f"mode-{mode}", short=name)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setStyleSheet("padding: 2px 8px;")
            halves[2 * place // len(_MODES)].addWidget(button)
        layout = row(extras)
        layout.addWidget(actions.button("onion"))
        layout.addWidget(actions.button("loupe"))
        layout = row(levels)
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.setFixedWidth(80)
        say(self._opacity.setAccessibleName, lambda: self.tr("Opacity of overlays"))
        say(self._opacity.setToolTip, lambda: self.tr("Opacity of overlays"))
        self._opacity.valueChanged.connect(lambda percent: desk.view.change(opacity=percent / 100))
        layout.addWidget(self._opacity)
        self._gain = NumberField(lambda: self.tr("Gain"), 0.05, 16, step=0.05, decimals=2)
        self._gamma = NumberField(lambda: self.tr("Gamma"), 0.2, 4, step=0.05, decimals=2)
        for field, option in ((self._gain, "gain"), (self._gamma, "gamma")):
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            field.valueChanged.connect(lambda value, option=option: desk.view.change(**{option: value}))
            label = DragLabel(field.accessibleName, field, 1.0)
            label.setContentsMargins(8, 0, 2, 0)
            layout.addWidget(label)
            layout.addWidget(field)
        flow = FlowLayout(self)
        for group in (firsts, lasts, extras, levels):
            flow.addWidget(group)
        self._view.changed.connect(self._show)
        self._show(self._view.options, self._view.options)

    def _show(self, _before: ViewOptions, options: ViewOptions) -> None:
        for control in (self._opacity, self._gain, self._gamma):
            control.blockSignals(True)
        self._opacity.setValue(round(100 * options.opacity))
        self._gain.setValue(options.gain)
        self._gamma.setValue(options.gamma)
        for control in (self._opacity, self._gain, self._gamma):
            control.blockSignals(False)
        self._opacity.setEnabled(options.mode is ViewMode.OVERLAY)


class PlaceField(QLineEdit):
    """A field as wide as a timecode."""

    def sizeHint(self) -> QSize:
        """Room for a timecode at the font's size."""
        width = self.fontMetrics().horizontalAdvance("00:00:00:00 ")
        return QSize(width + 2 * self.fontMetrics().height(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """No less than that."""
        return self.sizeHint()


class TransportBar(QWidget):
    """Where the play head is, the range, and the buttons of the transport.

    Parameters
    ----------
    desk : Desk
        The play head.
    actions : ActionRegistry
        For the buttons.
    """

    asked = pyqtSignal(str)
    """A frame or timecode was typed."""

    def __init__(self, desk: Desk, actions: ActionRegistry) -> None:
        super().__init__()
        self._desk = desk
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.place = PlaceField()
        say(self.place.setAccessibleName, lambda: self.tr("Frame or timecode"))
        say(self.place.setToolTip, lambda: self.tr("Type a frame, a timecode, +20 or -1:00"))
        self.place.setFont(fixed)
        self.place.editingFinished.connect(self._ask)
        self._frame = dim_label()
        self._frame.setWordWrap(False)
        self._range = dim_label()
        self._range.setWordWrap(False)
        self.told = dim_label()
        self.told.setWordWrap(False)
        where, buttons, marks = QWidget(), QWidget(), QWidget()
        layout = row(where)
        layout.addWidget(self.place)
        self._frame.setContentsMargins(6, 0, 6, 0)
        layout.addWidget(self._frame)
        layout.addWidget(self.told)
        layout = row(buttons)
        self._buttons = [actions.button(id_) for id_ in _TRANSPORT]
        for button in self._buttons:
            layout.addWidget(button)
        layout = row(marks)
        layout.addWidget(self._range)
        for id_ in _MARKS:
            layout.addWidget(actions.button(id_))
        flow = FlowLayout(self)
        for group in (where, buttons, marks):
            flow.addWidget(group)
        desk.playhead.moved.connect(lambda _frame: self._show())
        desk.playhead.range_changed.connect(self._show)
        desk.preferences.changed.connect(self._follow_preference)
        on_language_change(self, self._show)
        self._show()

    @property
    def play_button(self) -> QToolButton:
        """The button in the middle."""
        return self._buttons[_TRANSPORT.index("play")]

    def _show(self) -> None:
        playhead = self._desk.playhead
        if not playhead.frames:
            return
        if not self.place.hasFocus():
            self.place.setText(label_of(self._desk, playhead.frame))
        here, last = (number_of(self._desk, frame) for frame in (playhead.frame, playhead.frames[-1]))
        self._frame.setText(self.tr("Frame {0} of {1}").format(here, last))
        marked = playhead.marked
        is_whole = playhead.mark_in is None and playhead.mark_out is None
        first, last = (number_of(self._desk, frame) for frame in (marked.start, marked.stop - 1))
        text = self.tr("{0} to {1} ({2})").format(first, last, len(marked))
        self._range.setText("" if is_whole else text)

    def _ask(self) -> None:
        typed = self.place.text()
        if typed != label_of(self._desk, self._desk.playhead.frame):
            self.asked.emit(index_of(self._desk, typed))
        self.place.setText(label_of(self._desk, self._desk.playhead.frame))

    def _follow_preference(self, name: str) -> None:
        if name == "counting":
            self._show()


def row(parent: QWidget) -> QHBoxLayout:
    """Lay controls beside each other, close together."""
    layout = QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(3)
    return layout


def _dropped_path(data: QMimeData | None) -> Path | None:
    if data is None or not data.hasUrls():
        return None
    local = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(local[0]) if local else None
