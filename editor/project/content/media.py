"""The clips that shots are taken from, and where they lie now."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path, PurePosixPath

from editor.errors import CleanplateError, UsageError
from editor.media.opening import probe
from editor.project.content.fingerprint import Fingerprint, fingerprint_of, size_of
from editor.project.errors import UnknownItemError
from editor.project.history.rows import Cell, Row
from editor.project.history.store import Store


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """What a project keeps of a clip.

    Attributes
    ----------
    absolute : str
        Where it was: a movie, a folder of pictures, or a pattern.
    fingerprint : Fingerprint
        What it is recognised by.
    width, height : int
        Stored size in pixels.
    pixel_aspect : Fraction
        Width of a pixel over its height.
    frame_count : int
        Pictures that are shown.
    rate : Fraction
        Nominal frames per second.
    """

    absolute: str
    fingerprint: Fingerprint
    width: int
    height: int
    pixel_aspect: Fraction
    frame_count: int
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Media:
    """A clip of a project.

    Attributes
    ----------
    id : int
        In the project.
    relative : str or None
        Where it was, seen from the project's folder, with slashes; None where another drive lies between.
    facts : ClipFacts
        All else that is known of it.
    """

    id: int
    relative: str | None
    facts: ClipFacts

    @property
    def name(self) -> str:
        """Name of the file, the folder or the pattern; also where another system wrote the project."""
        place = Path(self.facts.absolute) if self.relative is None else PurePosixPath(self.relative)
        return place.name


class Presence(Enum):
    """Whether a clip lies where the project expects it."""

    PRESENT = "present"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a clip lies.

    Attributes
    ----------
    presence : Presence
        Changed means that the file there has another size than the one the project knows.
    path : str or None
        As `open_clip` takes it; None where it is missing.
    """

    presence: Presence
    path: str | None


class MediaTable:
    """The clips of a project.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Media]:
        """List them in the order they were added."""
        return [_media(row) for row in self._store.select("SELECT * FROM media ORDER BY id")]

    def get(self, media_id: int) -> Media:
        """Read one.

        Raises
        ------
        UnknownItemError
            If there is none of that id.
        """
        row = self._store.fetch("media", media_id)
        if row is None:
            raise UnknownItemError("clip", str(media_id))
        return _media(row)

    def add(self, facts: ClipFacts) -> Media:
        """Add a clip; one that the project has already is not added again.

        Parameters
        ----------
        facts : ClipFacts
            What `look_at` found, perhaps in another thread.
        """
        known = self._store.select("SELECT * FROM media WHERE fingerprint = ?", facts.fingerprint.digest)
        if known:
            return _media(known[0])
        with self._store.edit(f"Add {Path(facts.absolute).name}"):
            media_id = self._store.insert("media", self._cells(facts))
        return self.get(media_id)

    def relink(self, media_id: int, facts: ClipFacts) -> Media:
        """Take a clip from another place, perhaps at another size; what was painted stays where it was.

        Raises
        ------
        UsageError
            If the clip has another number of frames.
        """
        media = self.get(media_id)
        if facts.frame_count != media.facts.frame_count:
            raise UsageError(
                f"it has {facts.frame_count} frames, {media.name} has {media.facts.frame_count}",
                remedy="choose another version of the same clip",
                path=facts.absolute,
            )
        with self._store.edit(f"Relink {media.name}"):
            self._store.update("media", media_id, self._cells(facts))
        return self.get(media_id)

    def remove(self, media_id: int) -> None:
        """Remove a clip that no shot is taken from.

        Raises
        ------
        UsageError
            If there is no such clip, or a shot is taken from it.
        """
        media = self.get(media_id)
        shots = self._store.select("SELECT name FROM shots WHERE media_id = ?", media_id)
        if shots:
            raise UsageError(
                f"the shot {shots[0]['name']} is taken from {media.name}", remedy="remove that first"
            )
        with self._store.edit(f"Remove {media.name}"):
            self._store.delete("media", media_id)

    def locate(self, media: Media) -> Whereabouts:
        """Look where a clip lies now: beside the project as it did, or else where it was."""
        sizes = {clip: _size_at(clip) for clip in self._places(media)}
        for clip, size_bytes in sizes.items():
            if size_bytes == media.facts.fingerprint.size_bytes:
                return Whereabouts(Presence.PRESENT, clip)
        for clip, size_bytes in sizes.items():
            if size_bytes is not None:
                return Whereabouts(Presence.CHANGED, clip)
        return Whereabouts(Presence.MISSING, None)

    def present(self, media_id: int) -> str:
        """Tell where a clip lies, as `open_clip` takes it.

        Raises
        ------
        UsageError
            If it is missing, or another file lies in its place.
        """
        media = self.get(media_id)
        place = self.locate(media)
        if place.path is None or place.presence is not Presence.PRESENT:
            cause = "is missing" if place.path is None else "has changed since it was added"
            raise UsageError(
                f"the clip {media.name} {cause}", remedy="link it again", path=media.facts.absolute
            )
        return place.path

    def write_relative_places(self) -> None:
        """See all clips from the project's folder anew, after the project was saved elsewhere."""
        with self._store.raw_transaction() as connection:
            for media in self.all():
                clip = relative_to(self._store.file.path.parent, media.facts.absolute)
                connection.execute("UPDATE media SET relative = ? WHERE id = ?", (clip, media.id))

    def _places(self, media: Media) -> list[str]:
        beside = []
        if media.relative is not None:
            folder = self._store.file.path.parent
            beside = [os.path.normpath(folder.joinpath(*PurePosixPath(media.relative).parts))]
        return [*beside, media.facts.absolute]

    def _cells(self, facts: ClipFacts) -> dict[str, Cell]:
        return {
            "absolute": facts.absolute,
            "relative": relative_to(self._store.file.path.parent, facts.absolute),
            "size_bytes": facts.fingerprint.size_bytes,
            "fingerprint": facts.fingerprint.digest,
            "width": facts.width,
            "height": facts.height,
            "pixel_aspect": str(facts.pixel_aspect),
            "frame_count": facts.frame_count,
            "rate": str(facts.rate),
        }


def look_at(clip: str | Path) -> ClipFacts:
    """Find out what a project keeps of a clip.

    Parameters
    ----------
    clip : str or Path
        A movie, a folder of pictures, or a pattern.

    Raises
    ------
    MediaError, UsageError
        If it cannot be read.
    """
    absolute = os.path.abspath(clip)  # noqa: PTH100 - Path.absolute would keep `..`
    info = probe(absolute)
    return ClipFacts(
        absolute=absolute,
        fingerprint=fingerprint_of(absolute),
        width=info.width,
        height=info.height,
        pixel_aspect=info.sample_aspect,
        frame_count=info.frame_count,
        rate=info.rate,
    )


def relative_to(folder: Path, clip: str) -> str | None:
    """Name a clip as it is seen from a folder, with slashes; None where another drive lies between."""
    place = Path(clip)
    try:
        return Path(os.path.relpath(place.parent.resolve() / place.name, folder.resolve())).as_posix()
    except ValueError:
        return None


def _media(row: Row) -> Media:
    facts = ClipFacts(
        absolute=row["absolute"],
        fingerprint=Fingerprint(row["size_bytes"], row["fingerprint"]),
        width=row["width"],
        height=row["height"],
        pixel_aspect=Fraction(row["pixel_aspect"]),
        frame_count=row["frame_count"],
        rate=Fraction(row["rate"]),
    )
    return Media(row["id"], row["relative"], facts)


def _size_at(clip: str) -> int | None:
    try:
        return size_of(clip)
    except (OSError, CleanplateError):
        return None
