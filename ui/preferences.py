"""What the user set, and how the window was left; kept between runs."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QByteArray, QObject, QSettings, pyqtSignal

SMALLEST_PERCENT, LARGEST_PERCENT = 90, 200
_MOST_RECENT = 12


class Preferences(QObject):
    """Settings of the person, not of a project.

    Parameters
    ----------
    path : Path
        File that they are kept in.
    """

    changed = pyqtSignal(str)
    """A setting has another value now; its name."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def interface_percent(self) -> int:
        """Size of text and controls: 90 to 200."""
        return self._number("interface_percent", 100, SMALLEST_PERCENT, LARGEST_PERCENT)

    @interface_percent.setter
    def interface_percent(self, percent: int) -> None:
        self._set("interface_percent", max(SMALLEST_PERCENT, min(percent, LARGEST_PERCENT)))

    @property
    def language(self) -> str:
        """Code of the language; empty is that of the system."""
        return self._text("language", "")

    @language.setter
    def language(self, code: str) -> None:
        self._set("language", code)

    @property
    def theme(self) -> str:
        """Name of the theme: `dark` or `contrast`."""
        return self._text("theme", "dark")

    @theme.setter
    def theme(self, name: str) -> None:
        self._set("theme", name)

    @property
    def surround(self) -> int:
        """Grey around the picture, 0 to 255."""
        return self._number("surround", 24, 0, 255)

    @surround.setter
    def surround(self, grey: int) -> None:
        self._set("surround", grey)

    @property
    def workspace(self) -> str:
        """Name of the workspace that is open."""
        return self._text("workspace", "remove")

    @workspace.setter
    def workspace(self, name: str) -> None:
        self._set("workspace", name)

    @property
    def small_step(self) -> int:
        """Frames that Shift with an arrow goes."""
        return self._number("small_step", 5, 1, 1000)

    @small_step.setter
    def small_step(self, frames: int) -> None:
        self._set("small_step", frames)

    @property
    def large_step(self) -> int:
        """Frames that Ctrl and Shift with an arrow go."""
        return self._number("large_step", 10, 1, 1000)

    @large_step.setter
    def large_step(self, frames: int) -> None:
        self._set("large_step", frames)

    @property
    def cache_bytes(self) -> int:
        """Memory for decoded frames; 0 leaves it to the program."""
        return self._number("cache_megabytes", 0, 0, 1 << 20) << 20

    @cache_bytes.setter
    def cache_bytes(self, size_bytes: int) -> None:
        self._set("cache_megabytes", size_bytes >> 20)

    @property
    def counting(self) -> str:
        """How frames are called: `timecode`, or by numbers from `0` or `1001`."""
        return self._text("counting", "timecode")

    @counting.setter
    def counting(self, counting: str) -> None:
        self._set("counting", counting)

    @property
    def cache_place(self) -> Path | None:
        """Folder for proxies and the like; None for that of the system."""
        kept = self._text("cache_place", "")
        return Path(kept) if kept else None

    @cache_place.setter
    def cache_place(self, folder: Path | None) -> None:
        self._set("cache_place", "" if folder is None else str(folder))

    @property
    def cache_gigabytes(self) -> int:
        """Room on the disk for proxies and the like; what was not used longest goes first."""
        return self._number("cache_gigabytes", 50, 1, 1 << 16)

    @cache_gigabytes.setter
    def cache_gigabytes(self, size_gb: int) -> None:
        self._set("cache_gigabytes", size_gb)

    @property
    def notifies(self) -> bool:
        """Whether the desktop is told when a long job has ended."""
        return bool(self._number("notifies", 1, 0, 1))

    @notifies.setter
    def notifies(self, notifies: bool) -> None:
        self._set("notifies", int(notifies))

    @property
    def learns_ahead(self) -> bool:
        """Whether objects are learned in the background while they are painted."""
        return bool(self._number("learns_ahead", 1, 0, 1))

    @learns_ahead.setter
    def learns_ahead(self, learns: bool) -> None:
        self._set("learns_ahead", int(learns))

    @property
    def key_preset(self) -> str:
        """Name of the key map that own keys are changes of."""
        return self._text("key_preset", "editor")

    @key_preset.setter
    def key_preset(self, name: str) -> None:
        self._set("key_preset", name)

    @property
    def own_keys(self) -> dict[str, tuple[str, ...]]:
        """Keys that the user gave to actions, by the action's id."""
        self._kept.beginGroup("keys")
        found = {name: _words(self._kept.value(name, "")) for name in self._kept.childKeys()}
        self._kept.endGroup()
        return found

    @own_keys.setter
    def own_keys(self, keys: dict[str, tuple[str, ...]]) -> None:
        self._kept.remove("keys")
        for name, sequences in keys.items():
            self._kept.setValue(f"keys/{name}", "\n".join(sequences))
        self.changed.emit("own_keys")

    def layout(self, workspace: str) -> QByteArray | None:
        """Read how the panels of a workspace were left."""
        found = self._kept.value(f"layouts/{workspace}")
        return found if isinstance(found, QByteArray) else None

    def keep_layout(self, workspace: str, state: QByteArray | None) -> None:
        """Keep how the panels of a workspace lie; None forgets it."""
        if state is None:
            self._kept.remove(f"layouts/{workspace}")
        else:
            self._kept.setValue(f"layouts/{workspace}", state)

    @property
    def was_used(self) -> bool:
        """Whether the program ran with these settings before."""
        return bool(self._number("was_used", 0, 0, 1))

    def note_use(self) -> None:
        """Remember that the program ran."""
        self._kept.setValue("was_used", 1)

    @property
    def geometry(self) -> QByteArray | None:
        """Place and size of the window."""
        found = self._kept.value("geometry")
        return found if isinstance(found, QByteArray) else None

    @geometry.setter
    def geometry(self, state: QByteArray) -> None:
        self._kept.setValue("geometry", state)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Projects and clips that were opened, the latest first."""
        return tuple(Path(word) for word in _words(self._kept.value("recent", "")))

    def add_recent(self, path: Path) -> None:
        """Put a path in front of the recent ones."""
        others = [other for other in self.recent if other != path]
        self._set("recent", "\n".join(str(one) for one in [path, *others][:_MOST_RECENT]))

    def forget_recent(self) -> None:
        """Empty the list of recent ones."""
        self._set("recent", "")

    def flush(self) -> None:
        """Write what is not on the disk yet."""
        self._kept.sync()

    def _text(self, name: str, default: str) -> str:
        return str(self._kept.value(name, default))

    def _number(self, name: str, default: int, least: int, most: int) -> int:
        try:
            number = int(self._kept.value(name, default))
        except (TypeError, ValueError):
            return default  # somebody edited the file
        return max(least, min(number, most))

    def _set(self, name: str, value: int | str) -> None:
        if self._kept.value(name) != value:
            self._kept.setValue(name, value)
            self.changed.emit(name)


def _words(text: object) -> tuple[str, ...]:
    return tuple(word for word in str(text or "").split("\n") if word)
