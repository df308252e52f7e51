"""From changed rows to what listeners are told, and the telling."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from editor.project.history.events import (
    Committed,
    Event,
    How,
    LayerChanged,
    LayerKind,
    MediaChanged,
    ObjectChanged,
    OverlayChanged,
    PlateChanged,
    SettingChanged,
    ShotChanged,
    TrackChanged,
)
from editor.project.history.rows import Row, RowChange

Listener = Callable[[Committed], None]


class Listeners:
    """Those who are told of every transaction, in the order they asked to be."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._untold: deque[Committed] = deque()

    def add(self, listener: Listener) -> Callable[[], None]:
        """Tell one more; what is returned ends that when it is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, committed: Committed) -> None:
        """Tell all; an edit that a listener makes is told after this one, to all."""
        self._untold.append(committed)
        if len(self._untold) > 1:
            return
        try:
            while self._untold:
                for listener in tuple(self._listeners):
                    listener(self._untold[0])
                self._untold.popleft()
        finally:
            self._untold.clear()


def events_of(changes: Iterable[RowChange]) -> tuple[Event, ...]:
    """Say in words of the document what became of its rows."""
    return tuple(_event(change) for change in changes)


def _event(change: RowChange) -> Event:
    row = change.after or change.before or {}
    return _EVENTS[change.table](change, row, _how(change))


def _how(change: RowChange) -> How:
    if change.before is None:
        return How.ADDED
    return How.REMOVED if change.after is None else How.CHANGED


def _setting(_: RowChange, row: Row, how: How) -> Event:
    return SettingChanged(row["name"], how)


def _media(change: RowChange, _: Row, how: How) -> Event:
    return MediaChanged(change.row_id, how)


def _shot(change: RowChange, _: Row, how: How) -> Event:
    return ShotChanged(change.row_id, how)


def _track(change: RowChange, row: Row, how: How) -> Event:
    return TrackChanged(change.row_id, row["shot_id"], how)


def _plate(change: RowChange, row: Row, how: How) -> Event:
    return PlateChanged(change.row_id, row["shot_id"], row["frame"], how)


def _object(change: RowChange, row: Row, how: How) -> Event:
    return ObjectChanged(change.row_id, row["shot_id"], how)


def _overlay(change: RowChange, row: Row, how: How) -> Event:
    return OverlayChanged(change.row_id, row["object_id"], how)


def _layer(change: RowChange, row: Row, how: How) -> Event:
    states = [state for state in (change.before, change.after) if state is not None]
    firsts, lasts = ([state[end] for state in states] for end in ("first_frame", "last_frame"))
    return LayerChanged(
        LayerKind(change.table),
        change.row_id,
        row["object_id"],
        None if None in firsts else min(firsts),
        None if None in lasts else max(lasts),
        how,
    )


_EVENTS: Mapping[str, Callable[[RowChange, Row, How], Event]] = {
    "settings": _setting,
    "media": _media,
    "shots": _shot,
    "tracks": _track,
    "plates": _plate,
    "objects": _object,
    "overlays": _overlay,
    **{kind.value: _layer for kind in LayerKind},
}
