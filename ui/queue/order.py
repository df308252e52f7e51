"""A shot frozen and put into the queue, beside the window; what it is made from may be edited on."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from editor.masks.frozen import FROZEN_SUFFIX
from editor.media.output import discard, write_error
from editor.media.playback.proxies import cache_folder
from editor.project.project import Project
from editor.project.snapshot import freeze
from editor.render.queue.database import Database
from editor.render.queue.jobs import Wishes, add
from editor.render.request import RemovalRequest


@dataclass(frozen=True, slots=True)
class RenderOrder:
    """What is to be rendered of a project.

    Attributes
    ----------
    project : Path
        The project; it is opened anew for reading.
    shot_id : int
        Of one of its shots.
    out : str
        A movie, or a folder of pictures.
    frames : range
        Without handles.
    handles : int
        Extra frames on both ends, as far as the clip has them.
    engine : str or None
        What fills; None for the engine of the objects.
    codec : str or None
        Another than the one that goes with the name.
    matte_out, patch_out : str or None
        Where mattes, and the fill alone, are delivered as well.
    maps : Path or None
        Where maps of origins are written.
    priority : int
        Higher ones go first.
    """

    project: Path
    shot_id: int
    out: str
    frames: range
    handles: int = 0
    engine: str | None = None
    codec: str | None = None
    matte_out: str | None = None
    patch_out: str | None = None
    maps: Path | None = None
    priority: int = 0


@contextmanager
def frozen_request(order: RenderOrder, folder: Path) -> Iterator[RemovalRequest]:
    """Freeze a shot; its masks lie in a folder until the context is left.

    Raises
    ------
    CleanplateError
        If the shot has nothing to remove, its clip is missing, or the disk does not take it.
    """
    masks = folder / f".{uuid.uuid4().hex}{FROZEN_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Project.open(order.project, read_only=True) as project:
            snapshot = freeze(project, project.shots.get(order.shot_id), masks, engine=order.engine)
        yield replace(
            snapshot.request(order.out),
            frames=f"{order.frames[0]}-{order.frames[-1]}",
            handles=order.handles,
            codec=order.codec,
            matte_out=order.matte_out,
            patch_out=order.patch_out,
            provenance_out=order.maps,
        )
    except OSError as error:
        raise write_error(folder, error) from error
    finally:
        discard(masks)


def put_in(database: Database, order: RenderOrder) -> int:
    """Put a shot into the queue as it is now, and give the number of the job.

    Raises
    ------
    CleanplateError
        If it cannot be rendered as it is, or another job delivers to the same place.
    """
    make_folders(order)
    with frozen_request(order, database.folder) as request:
        return add(database, request, Wishes(name=Path(order.out).name, priority=order.priority))


def make_folders(order: RenderOrder) -> None:
    """Make the folders that outputs go to.

    Raises
    ------
    WriteError
        If disk or rights do not allow it.
    """
    wanted = (order.out, order.matte_out, order.patch_out, order.maps)
    for folder in {Path(path).absolute().parent for path in wanted if path is not None}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(folder, error) from error


def maps_folder() -> Path:
    """Name a folder for the maps of origins of one render; it can be deleted at any time."""
    return cache_folder() / "origins" / uuid.uuid4().hex


def next_name(folder: Path, stem: str, suffix: str, taken: Collection[str]) -> Path:
    """Name the next version of an output: one that neither exists nor is rendered to.

    Parameters
    ----------
    folder : Path
        Where it goes.
    stem, suffix : str
        What stands before and behind the version.
    taken : collection of str
        Paths that jobs deliver to.
    """
    number = 1
    while (path := folder / f"{stem}_v{number:03}{suffix}").exists() or str(path) in taken:
        number += 1
    return path
