"""The scopes: one graph at a time, of the shot or of the picture under the play head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6 import sip
from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from editor.errors import CleanplateError
from editor.media.playback.screen import Level, ScreenFrame
from ui.desk.counting import number_of
from ui.desk.desk import Desk
from ui.language import number, on_language_change, said, say
from ui.scopes.curves import Curve
from ui.scopes.over_time import AreaCurves, ConfidenceCurves, ShotWatch, UnseenCurve
from ui.scopes.picture_scopes import PictureScopes, measure
from ui.theme.colours import THEMES
from ui.theme.controls import dim_label

if TYPE_CHECKING:
    from ui.scopes.graphs import CurvesGraph, PictureGraph

SHOT_SCOPES = ("confidence", "area", "unseen")
PICTURE_SCOPES = ("waveform", "histogram", "vectorscope")
_MOST_NAMED = 4


class ScopesPanel(QWidget):
    """Graphs that follow the play head and the document; while nobody sees them, nothing is measured.

    Parameters
    ----------
    desk : Desk
        The document, its frames and the play head.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shot_graphs: dict[str, CurvesGraph] = {}
        self._picture_graphs: dict[str, PictureGraph] = {}
        self._is_loading = False
        self._is_loaded = False
        self._failure: CleanplateError | None = None
        self.confidence = ConfidenceCurves(desk)
        self.areas = AreaCurves(desk)
        self.unseen = UnseenCurve(desk)
        self.picture = PictureWatch(desk, self._show_picture)
        self._watch = ShotWatch(desk)
        self.choice = QComboBox()
        say(self.choice.setAccessibleName, lambda: self.tr("Scope"))
        for name, title in self._titles().items():
            self.choice.addItem(title, name)
        on_language_change(self, self._follow_language)
        self.readout = dim_label()
        self._message = dim_label()
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_maps = said(QPushButton(), lambda: self.tr("Choose maps ..."))
        say(
            self.choose_maps.setToolTip,
            lambda: self.tr("Take the maps of origins that a render of this shot wrote."),
        )
        self.choose_maps.clicked.connect(self._ask_for_maps)
        self._lay_out()
        self._connect()

    def sizeHint(self) -> QSize:
        """Room for a graph."""
        return QSize(300, 220)

    @property
    def scope(self) -> str:
        """Name of what is shown."""
        return str(self.choice.currentData())

    @property
    def message(self) -> str:
        """What is said in place of a graph; empty while there is one."""
        return "" if self._stack.currentIndex() == 1 else self._message.text()

    def graph(self) -> QWidget | None:
        """Return what draws the scope of the moment; None as long as it is not there."""
        shown = self._shot_graphs.get(self.scope) or self._picture_graphs.get(self.scope)
        return None if shown is None else shown.widget

    def show_scope(self, name: str) -> None:
        """Show another one: of `SHOT_SCOPES` or `PICTURE_SCOPES`."""
        self.choice.setCurrentIndex(self.choice.findData(name))

    def showEvent(self, event: QShowEvent | None) -> None:
        """Begin to measure."""
        super().showEvent(event)
        self._enter()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Leave off."""
        super().hideEvent(event)
        self.areas.stop()

    def changeEvent(self, event: QEvent | None) -> None:
        """Draw in the colours and the size of the moment."""
        super().changeEvent(event)
        if event is not None and event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._dress()

    def _titles(self) -> dict[str, str]:
        return {
            "confidence": self.tr("Confidence over time"),
            "area": self.tr("Matte area over time"),
            "unseen": self.tr("Background never seen"),
            "waveform": self.tr("Waveform"),
            "histogram": self.tr("Histogram"),
            "vectorscope": self.tr("Vectorscope"),
        }

    def _lay_out(self) -> None:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch(1)
        column.addWidget(self._message)
        column.addWidget(self.choose_maps, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._place = QWidget()
        self._drawn = QStackedLayout(self._place)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(4)
        layout.addWidget(self.choice)
        layout.addWidget(body, 1)
        layout.addWidget(self.readout)

    def _connect(self) -> None:
        desk = self._desk
        self.choice.currentIndexChanged.connect(lambda _index: self._enter())
        for measured in (self.confidence, self.areas, self.unseen):
            measured.changed.connect(self._show)
            measured.failed.connect(self._fail)
        self._watch.stale.connect(self._remeasure)
        desk.playhead.moved.connect(self._follow_playhead)
        desk.frames.arrived.connect(self._follow_frame)
        desk.frames.clip_changed.connect(self._enter)
        desk.preferences.changed.connect(self._follow_preference)

    # What is asked for

    def _enter(self) -> None:
        """Look at what was chosen: measure it, and draw it as soon as that is possible."""
        self._failure = None
        if not self.isVisible():
            return
        self._remeasure(True)
        if not self._is_loaded and not self._is_loading:
            self._is_loading = True
            self._desk.background.run(_load_graphs, lambda _: self._take_graphs(), self._fail)
        self._show()

    def _remeasure(self, is_other_shot: bool) -> None:
        if not self.isVisible():
            return
        self._failure = None
        if self.scope == "confidence":
            self.confidence.read()
        elif self.scope == "unseen" and is_other_shot:
            self.unseen.read()
        elif self.scope == "area":
            self.areas.read(is_other_shot=is_other_shot)
        elif self.scope in PICTURE_SCOPES:
            self.picture.look()
        if self.scope != "area":
            self.areas.stop()

    def _follow_playhead(self, frame: int) -> None:
        if not self.isVisible():
            return
        if self.scope in PICTURE_SCOPES:
            self.picture.look()
        elif (graph := self._shot_graphs.get(self.scope)) is not None:
            graph.move_playhead(frame)
            self._read_out()

    def _follow_frame(self, frame: ScreenFrame) -> None:
        if self.isVisible() and self.scope in PICTURE_SCOPES and frame.index == self._desk.playhead.frame:
            self.picture.look()

    def _follow_preference(self, name: str) -> None:
        if name == "theme":
            self._dress()

    def _follow_language(self) -> None:
        titles = self._titles()
        for place, title in enumerate(titles.values()):
            self.choice.setItemText(place, title)
        for name, graph in (*self._shot_graphs.items(), *self._picture_graphs.items()):
            graph.show_title(titles[name])
        self._show()

    def _ask_for_maps(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Maps of origins of a render"))
        if chosen:
            self._failure = None
            self.unseen.take(Path(chosen))

    # What is shown

    def _take_graphs(self) -> None:
        self._is_loading, self._is_loaded = False, True
        if not sip.isdeleted(self):
            self._show()

    def _fail(self, error: CleanplateError) -> None:
        self._failure = error
        self._show()

    def _show(self) -> None:
        """Draw what is known, or say why there is nothing."""
        said = self._said()
        self._message.setText(said)
        self._stack.setCurrentIndex(int(not said))
        self.choose_maps.setVisible(
            self.scope == "unseen" and self._desk.selection.shot is not None and not self.unseen.is_busy
        )
        if said or not self.isVisible():
            self.readout.setText("")
            return
        if self.graph() is None:
            self._make_graph()
        self._drawn.setCurrentWidget(self.graph())
        if self.scope in SHOT_SCOPES:
            graph = self._shot_graphs[self.scope]
            graph.show_curves(self._curves(), self._desk.playhead.frames)
            graph.move_playhead(self._desk.playhead.frame)
        elif self.picture.scopes is not None:
            self._picture_graphs[self.scope].show_picture(self.picture.scopes)
        self._read_out()

    def _said(self) -> str:
        if self._failure is not None:
            return str(self._failure)
        if self._desk.selection.shot is None:
            return self.tr("Open a clip to see its scopes.")
        if self.scope in PICTURE_SCOPES:
            return "" if self._is_loaded and self.picture.scopes is not None else self.tr("Measuring ...")
        if self._curves():
            return "" if self._is_loaded else self.tr("Measuring ...")
        return self._why_empty()

    def _why_empty(self) -> str:
        if self.confidence.is_busy or self.areas.is_busy or self.unseen.is_busy:
            return self.tr("Measuring ...")
        if self.scope == "confidence":
            return self.tr("Nothing was propagated in this shot yet. Confidence is shown as soon as it was.")
        if self.scope == "area":
            return self.tr("There are no objects yet. Make a mask to see how large it is over time.")
        return self.tr(
            "Which part of the hole no other frame shows is known after a render with maps of origins."
        )

    def _curves(self) -> tuple[Curve, ...]:
        if self.scope == "confidence":
            return self.confidence.curves
        return self.areas.curves if self.scope == "area" else self.unseen.curves

    def _make_graph(self) -> None:
        from ui.scopes.graphs import CurvesGraph, HistogramGraph, VectorGraph, WaveformGraph

        name, title = self.scope, self.choice.currentText()
        if name in SHOT_SCOPES:
            curves = CurvesGraph(title, is_whole=name != "area")
            curves.went.connect(self._desk.playhead.go)
            self._shot_graphs[name] = curves
        else:
            kinds = {"waveform": WaveformGraph, "histogram": HistogramGraph, "vectorscope": VectorGraph}
            self._picture_graphs[name] = kinds[name](title)
        self._drawn.addWidget(self.graph())
        self._dress()

    def _dress(self) -> None:
        font = self.font()
        if font.pixelSize() > 0:
            font.setPixelSize(max(9, round(0.85 * font.pixelSize())))
        for graph in (*self._shot_graphs.values(), *self._picture_graphs.values()):
            graph.show_theme(THEMES[self._desk.preferences.theme], font)

    def _show_picture(self) -> None:
        if not sip.isdeleted(self) and self.scope in PICTURE_SCOPES:
            self._show()

    def _read_out(self) -> None:
        """Write the values under the play head, for those who would rather read."""
        text = self._picture_told() if self.scope in PICTURE_SCOPES else self._values_told()
        self.readout.setText(text)
        if (graph := self.graph()) is not None:
            graph.setAccessibleDescription(text)

    def _picture_told(self) -> str:
        text = self.tr("Frame {0}").format(number_of(self._desk, self.picture.frame))
        return self.tr("{0}, measured on the proxy").format(text) if self.picture.is_proxy else text

    def _values_told(self) -> str:
        frame = self._desk.playhead.frame
        known = [(curve.name, value) for curve in self._curves() if (value := curve.at(frame)) is not None]
        shown = [self.tr("{0}: {1} %").format(name, number(value, 1)) for name, value in known[:_MOST_NAMED]]
        if len(known) > _MOST_NAMED:
            shown.append(self.tr("%n more", "", len(known) - _MOST_NAMED))
        if self.scope == "area" and self.areas.left_count:
            shown.append(self.tr("%n frames still to measure", "", self.areas.left_count))
        told = self.tr("Frame {0}").format(number_of(self._desk, frame))
        return told + "".join(f"    {part}" for part in shown)


class PictureWatch:
    """Measures the frame under the play head beside the window; the newest counts.

    Parameters
    ----------
    desk : Desk
        Its frames.
    show : callable
        Is told when another one is measured.
    """

    def __init__(self, desk: Desk, show: Callable[[], None]) -> None:
        self._desk = desk
        self._show = show
        self._is_measuring = False
        self._measured: ScreenFrame | None = None
        self._waiting: ScreenFrame | None = None
        self.scopes: PictureScopes | None = None

    @property
    def frame(self) -> int:
        """Which frame was measured last."""
        return 0 if self._measured is None else self._measured.index

    @property
    def is_proxy(self) -> bool:
        """Whether that was its small stand-in."""
        return self._measured is not None and self._measured.level is Level.PROXY

    def look(self) -> None:
        """Measure what is under the play head, unless that is what was measured last."""
        frame = self._desk.frames.best(self._desk.playhead.frame)
        if frame is None or frame is self._measured:
            return
        self._waiting = frame
        if not self._is_measuring:
            self._begin()

    def _begin(self) -> None:
        frame, self._waiting = self._waiting, None
        if frame is None:
            return
        self._is_measuring = True
        self._desk.background.run(
            lambda: measure(frame.pixels), lambda scopes: self._take(frame, scopes), self._fail
        )

    def _take(self, frame: ScreenFrame, scopes: PictureScopes) -> None:
        self._is_measuring = False
        self._measured, self.scopes = frame, scopes
        self._show()
        self._begin()

    def _fail(self, _error: CleanplateError) -> None:
        self._is_measuring = False


def _load_graphs() -> None:
    """Import what draws, which would stop the window for a third of a second."""
    import ui.scopes.graphs  # noqa: F401
