"""A shot frozen for a render, so that editing goes on while it runs."""

from __future__ import annotations

import filecmp
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from editor.errors import UsageError
from editor.masks.frozen import FROZEN_SUFFIX, write_frozen
from editor.media.output import discard
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.plates import write_references
from editor.render.request import RemovalRequest


@dataclass(frozen=True, slots=True)
class ShotSnapshot:
    """What a render of a shot needs; what it is made from may change afterwards.

    Attributes
    ----------
    name : str
        The shot's.
    clip : str
        Where its clip lay: a movie, a folder of pictures, or a pattern.
    fingerprint : str
        Of the clip.
    masks : str
        The file of its objects, as `editor.masks.frozen` writes it.
    masks_digest : str
        SHA-256 of that file.
    engine : str
        What fills.
    first_frame, last_frame : int
        Frame indices of the clip, both included.
    handles : int
        Extra frames on both ends.
    plates : tuple of (str, str)
        Frame index and file of each clean plate; the file's name tells its content.
    """

    name: str
    clip: str
    fingerprint: str
    masks: str
    masks_digest: str
    engine: str
    first_frame: int
    last_frame: int
    handles: int
    plates: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> str:
        """Hash of what a fill is made from, wherever it lies; a preview with another one is stale."""
        # Without plates it is what it was before there were any.
        plates = tuple((frame, Path(path).name.rpartition("-")[2]) for frame, path in self.plates)
        made_from = (
            self.fingerprint,
            self.masks_digest,
            self.engine,
            self.first_frame,
            self.last_frame,
            *plates,
        )
        return hashlib.sha256(repr(made_from).encode()).hexdigest()

    def to_json(self) -> str:
        """Put it into a line of text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Take it out of the text that `to_json` made."""
        values = json.loads(text)
        plates = tuple((frame, path) for frame, path in values.pop("plates", ()))
        return cls(**values, plates=plates)

    def request(self, out: str | Path) -> RemovalRequest:
        """Ask for the removal of its objects.

        Parameters
        ----------
        out : str or Path
            A movie, or a folder or pattern of pictures.
        """
        return RemovalRequest(
            clip=self.clip,
            mask=Path(self.masks),
            out=str(out),
            frames=f"{self.first_frame}-{self.last_frame}",
            handles=self.handles,
            engine=self.engine,
            references=tuple((frame, Path(path)) for frame, path in self.plates),
        )


def freeze(document: Document, shot: Shot, masks: Path, *, engine: str | None = None) -> ShotSnapshot:
    """Freeze a shot.

    Parameters
    ----------
    document : Document
        The document.
    shot : Shot
        One of its shots.
    masks : Path
        The file to write its objects to; one that says the same already is left alone, so that an interrupted
        render goes on.
    engine : str or None
        What fills; None for the engine of the objects.

    Raises
    ------
    UsageError
        If the shot has no objects or objects of several engines, or its clip is missing or was exchanged.
    WriteError
        If disk or folder do not take the file.
    """
    objects = document.masked_objects(shot)
    if not objects:
        raise UsageError(f"the shot {shot.name} has no objects", remedy="add what is to be removed")
    engines = {one.settings.engine for one in objects}
    if engine is None and len(engines) > 1:
        raise UsageError(
            f"the objects of {shot.name} want different engines ({', '.join(sorted(engines))})",
            remedy="choose one for this render",
        )
    media = document.media.get(shot.media_id)
    clip = document.media.present(media.id)
    fresh = masks.with_name(f".{masks.stem}.fresh{FROZEN_SUFFIX}")
    try:
        tracks, overlays = document.tracks.by_id(shot.id), _overlays(document, shot)
        write_frozen(fresh, objects, document.picture, tracks, overlays=overlays, overwrite=True)
        if not (masks.exists() and filecmp.cmp(fresh, masks, shallow=False)):
            fresh.replace(masks)
    finally:
        discard(fresh)
    plates = write_references(document, shot, masks)
    return ShotSnapshot(
        name=shot.name,
        clip=clip,
        fingerprint=media.facts.fingerprint.digest,
        masks=str(masks),
        masks_digest=hashlib.sha256(masks.read_bytes()).hexdigest(),
        engine=engine or engines.pop(),
        first_frame=shot.first_frame,
        last_frame=shot.last_frame,
        handles=shot.handles,
        plates=tuple((frame, str(path)) for frame, path in plates),
    )


def _overlays(document: Document, shot: Shot) -> dict[int, bytes]:
    """Read what is known of overlays, by the place of their objects in the shot."""
    found = ((at, document.overlays.of(one.id)) for at, one in enumerate(document.objects.of(shot.id)))
    return {at: overlay for at, overlay in found if overlay is not None}
