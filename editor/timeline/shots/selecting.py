"""Which clips become shots: all, those that are marked, those of a name, or a range of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from editor.errors import UsageError
from editor.timeline.model import Marker, Span
from editor.timeline.shots.uses import Use


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be cleaned; what is not given does not restrict.

    Attributes
    ----------
    marked : str or None
        Name, part of the comment, or colour of a marker; an empty text for any marker.
    names : tuple of str
        Names or event numbers of clips.
    record : Span or None
        A range of the first sequence, on the record clock; clips are cut to it.
    """

    marked: str | None = None
    names: tuple[str, ...] = ()
    record: Span | None = None


def selected(uses: Sequence[Use], selection: Selection, main: str) -> list[Use]:
    """Choose clips.

    Parameters
    ----------
    uses : sequence of Use
        All clips.
    selection : Selection
        What is wanted.
    main : str
        Key of the sequence that a record range is of.

    Raises
    ------
    UsageError
        If there is nothing to choose from, nothing is chosen, or a name is not there.
    """
    if not uses:
        raise UsageError(
            "the edit shows no clip with pictures",
            remedy="see `cleanplate timeline show`; --disabled takes muted clips, too",
        )
    for name in selection.names:
        if not any(_is_called(use, name) for use in uses):
            raise UsageError(f"no clip is called {name!r}", remedy="see `cleanplate timeline show`")
    chosen = [
        use for use in uses if not selection.names or any(_is_called(use, it) for it in selection.names)
    ]
    if selection.marked is not None:
        chosen = [kept for use in chosen if (kept := _marked(use, selection.marked)) is not None]
    if selection.record is not None:
        chosen = [part for use in chosen if (part := _within(use, selection.record, main)) is not None]
    if not chosen:
        raise UsageError("no clip is chosen", remedy="mark clips in the NLE, or name clips or a range")
    return chosen


def _is_called(use: Use, name: str) -> bool:
    return name in (use.clip.name, use.clip.event)


def _marked(use: Use, wanted: str) -> Use | None:
    markers = tuple(marker for marker in use.markers if _fits(marker, wanted.casefold()))
    return replace(use, markers=markers) if markers else None


def _fits(marker: Marker, wanted: str) -> bool:
    if not wanted or wanted in (marker.name.casefold(), marker.colour.casefold()):
        return True
    return wanted in marker.comment.casefold() or wanted in marker.name.casefold()


def _within(use: Use, record: Span, main: str) -> Use | None:
    part = use.record.meet(record) if use.sequence == main else None
    return replace(use, record=part) if part is not None else None
