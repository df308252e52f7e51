"""Frames of the shot's clip for the viewer: the media service, in Qt's terms."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from threading import Thread

from PyQt6.QtCore import QObject, pyqtSignal

from editor.media.playback.cache import ScreenCache, default_limit_bytes
from editor.media.playback.lane import LaneFailure
from editor.media.playback.proxies import HEIGHT_PX, proxy_path, start_making
from editor.media.playback.screen import Level, ScreenFrame
from editor.media.playback.service import MediaService
from editor.media.screen_colour.settings import ScreenColour
from editor.media.screen_colour.showing import LazyShow
from editor.project.content.media import Presence
from ui.desk.document import DocumentBridge
from ui.desk.playhead import Playhead
from ui.desk.selection import Selection
from ui.preferences import Preferences

_WORTH_A_PROXY = 1.3


class FrameStore(QObject):
    """The frame under the play head, as soon as it can be had.

    Parameters
    ----------
    document, selection, playhead
        Which clip, and which frame of it.
    preferences : Preferences
        How much memory frames may take.
    """

    arrived = pyqtSignal(object)
    """A frame that was asked for: `ScreenFrame`."""
    failed = pyqtSignal(object)
    """A frame or clip that cannot be read: `LaneFailure`."""
    clip_changed = pyqtSignal()
    """Another clip is shown; `missing` says whether it could be found."""
    colour_changed = pyqtSignal()
    """The clip is shown by another display, view, look or LUT."""
    proxy_progressed = pyqtSignal(int, int)
    """Frames of the proxy that are made, and their count."""

    _proxy_ended = pyqtSignal(object)

    def _follow_preference(self, name: str) -> None:
        if name == "cache_megabytes":
            self.cache.resize(self._preferences.cache_bytes or default_limit_bytes())

    def __init__(
        self, document: DocumentBridge, selection: Selection, playhead: Playhead, preferences: Preferences
    ) -> None:
        super().__init__()
        self._document, self._selection, self._playhead = document, selection, playhead
        self._preferences = preferences
        self.cache = ScreenCache(preferences.cache_bytes or default_limit_bytes())
        preferences.changed.connect(self._follow_preference)
        self._service: MediaService | None = None
        self._clip = ""
        self._media_id: int | None = None
        self._making: subprocess.Popen[str] | None = None
        self._last_frame = 0
        self._colour = ScreenColour()
        self.missing = False
        self.is_dragging = False
        self.arrived.connect(lambda _frame: None)
        selection.shot_changed.connect(self._enter_shot)
        document.opened.connect(self._enter_project)
        playhead.moved.connect(self.show_frame)
        self._proxy_ended.connect(self._use_proxy)

    @property
    def clip(self) -> str:
        """Where the clip lies that is shown; empty where there is none."""
        return self._clip

    @property
    def colour(self) -> ScreenColour:
        """How the clip is shown; nothing of it changes the clip or what is delivered."""
        return self._colour

    def show_colour(self, colour: ScreenColour) -> None:
        """Show the clip in another way, and remember that with the view of the project."""
        if colour == self._colour:
            return
        self._colour = colour
        project = self._document.project
        if project is not None and self._media_id is not None and self._document.is_writable:
            with self._document.attempt():
                project.view.keep({f"colour-{self._media_id}": asdict(colour)})
        if self._service is not None:
            self._service.show_by(_show(colour))
            self.show_frame(self._playhead.frame)
        self.colour_changed.emit()

    @property
    def has_proxy(self) -> bool:
        """Whether a proxy is in use."""
        return self._service is not None and self._service.has_proxy

    @property
    def is_making_proxy(self) -> bool:
        """Whether a proxy of the clip is being made."""
        return self._making is not None

    def best(self, index: int) -> ScreenFrame | None:
        """Return the best of a frame that is in memory now."""
        return None if self._service is None else self._service.at_once(index)

    def show_frame(self, index: int) -> None:
        """Ask for a frame; the newest request counts."""
        if self._service is None:
            return
        step = index - self._last_frame
        self._last_frame = index
        direction = 0 if self.is_dragging or step == 0 else (1 if step > 0 else -1)
        self._service.show(index, direction=direction, is_dragging=self.is_dragging)

    def ready(self) -> tuple[frozenset[int], frozenset[int]]:
        """Tell which frames are in memory: in full size, and as proxies."""
        return self.cache.indices(self._clip, Level.FULL), self.cache.indices(self._clip, Level.PROXY)

    def close(self) -> None:
        """Stop decoding, and making a proxy."""
        self._stop_making()
        if self._service is not None:
            self._service.close()
            self._service = None
        self._clip = ""

    def _enter_project(self) -> None:
        self._media_id = None
        self._enter_shot()

    def _enter_shot(self) -> None:
        project, shot = self._document.project, self._selection.shot
        media_id = None if shot is None else shot.media_id
        if media_id is not None and media_id == self._media_id:
            return
        self.close()
        self._media_id = media_id
        self._colour = ScreenColour()
        self.missing = False
        if project is not None and media_id is not None:
            media = project.media.get(media_id)
            place = project.media.locate(media)
            self.missing = place.presence is Presence.MISSING
            self._colour = _kept_colour(project.view.all().get(f"colour-{media_id}"))
            if place.path is not None:
                self._open(place.path, media.facts.fingerprint.digest, media.facts.height)
        self.clip_changed.emit()

    def _open(self, clip: str, content: str, height: int) -> None:
        proxy = proxy_path(content)
        is_made = proxy.is_file()
        self._clip = clip
        self._service = MediaService(
            clip, self.cache, self._deliver, str(proxy) if is_made else None, _show(self._colour)
        )
        if not is_made and height > _WORTH_A_PROXY * HEIGHT_PX:
            self._make_proxy(clip, proxy)

    def _deliver(self, told: ScreenFrame | LaneFailure) -> None:
        """Hand over what the decoders' threads tell; signals cross into the window's."""
        with suppress(RuntimeError):  # the window is gone already
            if isinstance(told, ScreenFrame):
                self.arrived.emit(told)
            else:
                self.failed.emit(told)

    def _make_proxy(self, clip: str, proxy: Path) -> None:
        self._making = start_making(clip, proxy)
        Thread(target=self._watch, args=(self._making, proxy), daemon=True).start()

    def _watch(self, making: subprocess.Popen[str], proxy: Path) -> None:
        assert making.stdout is not None
        with making.stdout as lines, suppress(RuntimeError):
            for line in lines:
                done, count = map(int, line.split())
                self.proxy_progressed.emit(done, count)
            if making.wait() == 0:
                self._proxy_ended.emit(proxy)

    def _use_proxy(self, proxy: Path) -> None:
        self._making = None
        project = self._document.project
        if self._service is None or project is None or self._media_id is None:
            return
        if proxy == proxy_path(project.media.get(self._media_id).facts.fingerprint.digest):
            self._service.use_proxy(str(proxy))

    def _stop_making(self) -> None:
        if self._making is not None:
            making, self._making = self._making, None
            making.kill()
            making.wait()
            for stream in (making.stdin, making.stderr):
                if stream is not None:
                    stream.close()


def _show(colour: ScreenColour) -> LazyShow | None:
    return None if colour.is_neutral else LazyShow(colour)


def _kept_colour(kept: object) -> ScreenColour:
    """Read what the view of a project keeps; what another version wrote is left out."""
    if not isinstance(kept, dict):
        return ScreenColour()
    known = {field.name for field in fields(ScreenColour)}
    return ScreenColour(**{name: str(value) for name, value in kept.items() if name in known})
