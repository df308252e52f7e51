"""Shots of a project rendered, and put into the edit that they came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from editor.errors import UsageError
from editor.media.opening import probe
from editor.media.output import discard
from editor.project.content.media import Presence
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.snapshot import freeze
from editor.render.messages import Message
from editor.render.supervisor import render
from editor.timeline.delivery.insertion import Delivery, Way
from editor.timeline.delivery.plates import plate_of
from editor.timeline.delivery.putting_in import check_target, put_in
from editor.timeline.delivery.rendering import RenderSettings, removal_request
from editor.timeline.delivery.versions import chosen, next_number
from editor.timeline.opening import OpenTimeline, open_timeline
from editor.timeline.shots.naming import DEFAULT_PATTERN, ShotNames
from editor.timeline.shots.shot import Shot as EditShot
from editor.timeline.shots.shot import make_shots
from editor.timeline.shots.uses import uses_of
from editor.timeline.sidecar.comparing import compare
from editor.timeline.sidecar.recalling import all_recalled
from editor.timeline.sidecar.record import recorded
from editor.timeline.sidecar.store import SideCar, load, merged, save, sidecar_path

HANDLES = 8


def deliver(
    document: Document,
    edit: Path,
    out: Path,
    plates: Path,
    *,
    way: Way = Way.REPLACE,
    engine: str | None = None,
    handles: int = HANDLES,
    search: Sequence[Path] = (),
    overwrite: bool = False,
    tell: Callable[[Message], None] = lambda _: None,
) -> tuple[str, ...]:
    """Render what an edit needs of the project's shots, and put the clean plates into it.

    Each delivery is a version of its own, and is noted in the list of shots beside the edit.

    Parameters
    ----------
    document : Document
        The document.
    edit, out : Path
        The edit as it came, and as it goes back, of the same format.
    plates : Path
        Folder of the clean plates; made where it is missing.
    way : Way
        How plates come into the edit.
    engine : str or None
        What fills; None for the engine of each shot's objects.
    handles : int
        Extra frames on both ends, where the edit has no list of shots yet.
    search : sequence of Path
        Folders to search for media.
    overwrite : bool
        Whether `out` may be replaced.
    tell : callable
        Is told what renders have to say.

    Returns
    -------
    tuple of str
        Sentences about what the edit will not show as expected.

    Raises
    ------
    CleanplateError
        If it cannot be done, or the edit shows nothing that the project has objects for.
    """
    timeline = open_timeline(edit, search=search)
    check_target(timeline, out, way)
    listed = sidecar_path(edit)
    known = load(listed) if listed.exists() else SideCar(edit.name, handles, ())
    edit_shots, notices = shots_of_edit(timeline, known)
    wanted = [(one, shot) for one in edit_shots if (shot := painted_shot(document, one)) is not None]
    if not wanted:
        raise UsageError(
            "the edit shows nothing that the project has objects for",
            remedy="add its clips to the project, and what is to be removed",
            path=edit,
        )
    plates.mkdir(parents=True, exist_ok=True)
    settings = RenderSettings(plates, takes_pictures=timeline.document.dialect.takes_pictures)
    deliveries = [_delivered(document, one, shot, settings, engine, tell) for one, shot in wanted]
    notices += put_in(timeline, deliveries, out, way=way, overwrite=overwrite)
    _remember(timeline, known, deliveries, listed)
    return tuple(notices)


def shots_of_edit(timeline: OpenTimeline, known: SideCar) -> tuple[list[EditShot], list[str]]:
    """Make the shots of an edit: those of the list beside it, or of all its clips where that is empty.

    Returns
    -------
    shots : list of EditShot
        In the order of the list or the edit.
    notices : list of str
        Sentences about shots that are gone or offline.
    """
    uses = uses_of(timeline.timeline, with_disabled=bool(known.shots))
    if not known.shots:
        shots, _ = make_shots(uses, timeline.finder, ShotNames(DEFAULT_PATTERN), known.handles)
        return shots, []
    found = compare(known.shots, uses, timeline.sequence_names)
    return all_recalled(found, timeline.finder, probe, known.handles)


def painted_shot(document: Document, one: EditShot) -> Shot | None:
    """Find what a shot of an edit is rendered from: a shot that holds its frames and has objects."""
    return next((shot for shot in shots_holding(document, one) if document.objects.of(shot.id)), None)


def shots_holding(document: Document, one: EditShot) -> list[Shot]:
    """Find the project's shots that hold the frames of a shot of an edit."""
    clip, found = Path(one.media.clip).resolve(), []
    for shot in document.shots.all():
        if _holds(shot.frames, one.needed):
            place = document.media.locate(document.media.get(shot.media_id))
            is_there = place.presence is Presence.PRESENT and place.path is not None
            if is_there and Path(str(place.path)).resolve() == clip:
                found.append(shot)
    return found


def _holds(frames: range, needed: range) -> bool:
    return frames.start <= needed.start and needed.stop <= frames.stop


def _delivered(
    document: Document,
    one: EditShot,
    shot: Shot,
    settings: RenderSettings,
    engine: str | None,
    tell: Callable[[Message], None],
) -> Delivery:
    """Render the next version of a shot."""
    plates = settings.folder
    number = next_number(plates, one.name)
    masks = plates / f".{one.name}.masks"
    try:
        snapshot = freeze(document, shot, masks, engine=engine)
        render(removal_request(one, number, masks, replace(settings, engine=snapshot.engine)), tell)
    finally:
        discard(masks)
    version = chosen(plates, one.name, number)
    if version is None:
        raise UsageError(f"the plate of {one.name} is gone", remedy="deliver again", path=plates)
    return Delivery(one, plate_of(one, version, probe), version)


def _remember(timeline: OpenTimeline, known: SideCar, deliveries: Sequence[Delivery], path: Path) -> None:
    before = {shot.name: shot.plates for shot in known.shots}
    fresh = [
        recorded(
            delivery.shot,
            timeline.sequence_names,
            tuple(dict.fromkeys((*before.get(delivery.shot.name, ()), delivery.plate.name))),
        )
        for delivery in deliveries
    ]
    save(SideCar(known.timeline, known.handles, merged(known.shots, fresh)), path)
