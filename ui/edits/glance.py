"""A look at clips of the edit that are not worked on: their frames over the viewer, while it is scrubbed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from threading import Condition, Thread

from PyQt6.QtCore import QEvent, QObject, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from editor.errors import CleanplateError
from editor.media.opening import open_clip
from editor.media.picture import FrameReader
from editor.media.playback.priority import give_way
from editor.media.playback.screen import ScreenPixels, screen_pixels
from ui.desk.counting import number_of
from ui.desk.desk import Desk
from ui.language import on_language_change, say
from ui.languages.errors import told as told_error
from ui.theme.colours import THEMES, grey
from ui.viewer.images import image_of
from ui.viewer.placement import PictureShape, Placement

_NICE = 3
_PICTURE_BYTES = 192 << 20
_MARGIN_PX = 8


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is to be seen.

    Attributes
    ----------
    clip : str
        As `open_clip` takes it.
    frame : int
        Frame index.
    name : str
        As the edit calls the clip.
    is_shot : bool
        Whether the project has a shot of it.
    """

    clip: str
    frame: int
    name: str
    is_shot: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A decoded frame, or why there is none."""

    glimpse: Glimpse
    pixels: ScreenPixels | None = None
    aspect: float = 1.0
    error: CleanplateError | None = None


class ClipGlance(QWidget):
    """Shows a frame over another widget, and says whose it is; a click puts it away.

    Parameters
    ----------
    desk : Desk
        When its play head moves, or another shot is opened, that is what is looked at again.
    over : QWidget
        What it covers.
    """

    _came = pyqtSignal(object)

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._glimpse: Glimpse | None = None
        self._seen: _Seen | None = None
        self._decoder = _Decoder(self._deliver)
        self._came.connect(self._take)
        over.installEventFilter(self)
        say(self.setAccessibleName, lambda: self.tr("Clip of the edit"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        desk.playhead.moved.connect(lambda _frame: self.look_at(None))
        desk.selection.shot_changed.connect(lambda: self.look_at(None))
        desk.document.opened.connect(lambda: self.look_at(None))
        on_language_change(self, self.update)
        self.hide()

    @property
    def text(self) -> str:
        """What it says of the picture."""
        glimpse = self._glimpse
        if glimpse is None:
            return ""
        text = self.tr("{0}, frame {1}").format(glimpse.name, number_of(self._desk, glimpse.frame))
        if self._seen is not None and self._seen.error is not None:
            return f"{text}\n{told_error(self._seen.error)}"
        return text if glimpse.is_shot else f"{text}\n{self.tr('No shot of the project shows it yet.')}"

    @property
    def seen_frame(self) -> int | None:
        """The frame whose picture is shown; None while it is decoded."""
        is_there = self._seen is not None and self._seen.pixels is not None
        return self._seen.glimpse.frame if is_there and self._seen is not None else None

    def look_at(self, glimpse: Glimpse | None) -> None:
        """Show a frame as soon as it is decoded, the newest one first; None puts all away."""
        if glimpse == self._glimpse:
            return
        self._glimpse = glimpse
        if self._seen is not None and (glimpse is None or glimpse.clip != self._seen.glimpse.clip):
            self._seen = None
        self._decoder.ask(glimpse)
        self.setVisible(glimpse is not None)
        self.raise_()
        self._cover()
        self.update()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay as large as what is covered."""
        if event is not None and event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Give the view back."""
        self.look_at(None)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the frame, and who it is."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), grey(self._desk.preferences.surround))
        if self._seen is not None and self._seen.pixels is not None:
            height, width = self._seen.pixels.shape[:2]
            shape = PictureShape(width, height, self._seen.aspect)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setTransform(Placement(QRectF(self.rect()), shape).transform)
            painter.drawImage(shape.rect, image_of(self._seen.pixels))
            painter.resetTransform()
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        """Write below the picture's top edge, on the panels' grey."""
        theme = THEMES[self._desk.preferences.theme]
        room = self.rect().adjusted(*[_MARGIN_PX] * 2, *[-_MARGIN_PX] * 2)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        inside = painter.boundingRect(
            room.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, 0), int(flags), self.text
        )
        box: QRect = inside.adjusted(-_MARGIN_PX, -_MARGIN_PX // 2, _MARGIN_PX, _MARGIN_PX // 2)
        painter.fillRect(box, grey(theme.panel))
        painter.setPen(grey(theme.text))
        painter.drawText(inside, int(flags), self.text)

    def _cover(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())

    def _deliver(self, seen: _Seen) -> None:
        with suppress(RuntimeError):  # the window is gone already
            self._came.emit(seen)

    def _take(self, seen: _Seen) -> None:
        if self._glimpse is not None and seen.glimpse.clip == self._glimpse.clip:
            self._seen = seen
            self.update()


class _Decoder:
    """Decodes the newest wish; keeps one clip open as long as somebody looks at it."""

    def __init__(self, tell: Callable[[_Seen], None]) -> None:
        self._tell = tell
        self._news = Condition()
        self._wish: Glimpse | None = None
        self._is_wanted = False
        self._looks = 0
        self._thread: Thread | None = None

    def ask(self, glimpse: Glimpse | None) -> None:
        """Ask for a frame; None ends the thread, which nobody waits for."""
        with self._news:
            self._wish, self._is_wanted = glimpse, glimpse is not None
            self._looks += glimpse is None
            if self._is_wanted and self._thread is None:
                self._thread = Thread(target=self._work, name="glance", daemon=True)
                self._thread.start()
            self._news.notify_all()

    def _work(self) -> None:
        give_way(_NICE)
        wish = self._next()
        while wish is not None:
            wish = self._stay(wish)

    def _stay(self, wish: Glimpse) -> Glimpse | None:
        """Decode frames of one clip; returns the first wish that it cannot fulfil."""
        # Who looks away and comes back may have replaced the file meanwhile.
        looks = self._looks
        try:
            with closing(open_clip(wish.clip, cache_bytes=_PICTURE_BYTES)) as reader:
                wanted: Glimpse | None = wish
                while wanted is not None and wanted.clip == wish.clip and self._looks == looks:
                    wish = wanted
                    self._tell(_seen_in(reader, wish))
                    wanted = self._next()
                return wanted
        except CleanplateError as error:
            self._tell(_Seen(wish, error=error))
            return self._next()

    def _next(self) -> Glimpse | None:
        with self._news:
            self._news.wait_for(lambda: self._wish is not None or not self._is_wanted)
            wish, self._wish = self._wish, None
            if wish is None:
                self._thread = None
            return wish


def _seen_in(reader: FrameReader, wish: Glimpse) -> _Seen:
    pixels = screen_pixels(reader.read(min(wish.frame, len(reader) - 1)))
    return _Seen(wish, pixels, float(reader.info.sample_aspect))
