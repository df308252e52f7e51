"""Clean plates on their way in and out: a retouched picture from outside, and files for a render."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from editor.errors import UsageError
from editor.media.opening import probe
from editor.media.output import write_error
from editor.plates.layer import encode_layer, linear_picture
from editor.plates.retouched import layer_of, read_retouched
from editor.project.content.plates import Plate, PlateOrigin
from editor.project.content.shots import Shot
from editor.project.document import Document


@dataclass(frozen=True, slots=True)
class RetouchedPicture:
    """A picture from outside, ready for the document.

    Attributes
    ----------
    encoded : bytes
        As `editor.plates.layer` encodes it.
    is_linear : bool
        Whether its codes are those of the shaper.
    """

    encoded: bytes
    is_linear: bool


def look_at_retouched(path: Path, clip: str) -> RetouchedPicture:
    """Read a retouched version of a frame; where it is transparent, the frame's own pixels stay.

    Parameters
    ----------
    path : Path
        PNG, TIFF, EXR, DPX or JPEG, of the clip's size.
    clip : str
        The clip, as `open_clip` takes it.

    Raises
    ------
    MediaError
        If either cannot be read.
    UsageError
        If it has another size, or is display-referred where the clip is scene-linear.
    """
    info = probe(clip)
    layer = layer_of(read_retouched(path, info), info)
    return RetouchedPicture(encode_layer(layer), info.format.is_float)


def bring_plate(document: Document, shot: Shot, frame: int, path: Path) -> Plate:
    """Make a retouched picture from outside the clean plate of a frame; one edit.

    Raises
    ------
    MediaError, UsageError
        If clip or picture cannot be read, do not fit, or the shot has no such frame.
    """
    if frame not in shot.frames:
        raise UsageError(
            f"the shot {shot.name} has no frame {frame}",
            remedy=f"choose from {shot.first_frame} to {shot.last_frame}",
        )
    read = look_at_retouched(path, document.media.present(shot.media_id))
    return document.plates.put(shot.id, frame, read.encoded, PlateOrigin.BROUGHT, is_linear=read.is_linear)


def write_references(document: Document, shot: Shot, masks: Path) -> tuple[tuple[str, Path], ...]:
    """Write the plates of a shot beside its frozen objects, for `RemovalRequest.references`.

    A file that says the same already is left alone, so that an interrupted render goes on.

    Parameters
    ----------
    document : Document
        The document.
    shot : Shot
        One of its shots.
    masks : Path
        The file of its frozen objects, whose name theirs begin with.

    Raises
    ------
    WriteError
        If disk or folder do not take them.
    """
    references = []
    for plate in document.plates.of(shot.id):
        # Its content is in the name: a file of that name never changes.
        ending = f"{plate.digest[:12]}{'.tiff' if plate.is_linear else '.png'}"
        path = masks.with_name(f"{masks.stem}.plate-{plate.frame:05d}-{ending}")
        if not path.exists():
            data = document.picture(plate.digest)
            try:
                path.write_bytes(linear_picture(data) if plate.is_linear else data)
            except OSError as error:
                raise write_error(path, error) from error
        references.append((str(plate.frame), path))
    return tuple(references)
