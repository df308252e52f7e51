"""Shapes, annotations and mattes from other programs, and for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from editor.errors import UsageError
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.exchange.coco import read_coco
from editor.masks.exchange.cvat import read_cvat
from editor.masks.exchange.files import Imported
from editor.masks.exchange.matte_files import write_mattes
from editor.masks.exchange.natron_reading import read_natron
from editor.masks.exchange.natron_writing import write_natron
from editor.masks.exchange.nuke_reading import read_nuke
from editor.masks.exchange.nuke_writing import write_nuke
from editor.masks.exchange.svg_reading import read_svg
from editor.masks.exchange.svg_writing import write_svg
from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import MaskedObject
from editor.media.opening import probe
from editor.media.output import write_error
from editor.media.sequence_name import find_sequence
from editor.project.content.objects import ProjectObject
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.history.events import Place

FIRST_FRAME = 1
"""Number that Nuke and Natron give to the first frame of a clip, unless somebody says otherwise."""

_SVG = ".svg"
_NUMBER = re.compile(r"(\d+)\D*$")


class Program(StrEnum):
    """Whose format shapes are written in; SVG is a folder with a picture for each frame."""

    NUKE = "nuke"
    NATRON = "natron"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import brought into the document.

    Attributes
    ----------
    objects : tuple of ProjectObject
        New ones of the shot.
    notices : tuple of str
        Sentences about what could not be taken over.
    """

    objects: tuple[ProjectObject, ...]
    notices: tuple[str, ...]


def import_masks(document: Document, shot: Shot, path: Path, *, first_frame: int = FIRST_FRAME) -> Brought:
    """Add the objects of another program's file to a shot; one edit.

    Parameters
    ----------
    document : Document
        The document.
    shot : Shot
        The shot.
    path : Path
        A Nuke script (.nk), a Natron script (.py), an SVG picture or a folder of them with frame indices in
        their names, annotations in COCO's (.json) or CVAT's (.xml) format.
    first_frame : int
        Number that a script gives to the clip's first frame.

    Raises
    ------
    MaskFileError
        If it cannot be read, or has nothing to take over.
    UsageError
        If the ending is none of these.
    """
    imported = _read(document, shot, path, first_frame)
    frame_count = document.media.get(shot.media_id).facts.frame_count
    far_count = 0
    objects = []
    with document.edit(f"Import {path.name}", Place(shot.id)):
        for one in imported.objects:
            thing = document.objects.add_named(shot.id, one.settings.name)
            objects.append(thing)
            for layer in one.layers:
                if not isinstance(layer, FrameMatte):
                    document.layers.add(thing.id, layer)
                elif layer.frame < frame_count:
                    document.layers.put_matte(thing.id, layer, imported.pictures[layer.digest])
                else:
                    far_count += 1
    far = (f"{far_count} mattes of frames that the clip does not have are left out",) if far_count else ()
    return Brought(tuple(objects), (*imported.notices, *far))


def export_shapes(
    document: Document,
    shot: Shot,
    out: Path,
    program: Program,
    *,
    first_frame: int = FIRST_FRAME,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write the shapes of a shot for another program.

    Parameters
    ----------
    document : Document
        The document.
    shot : Shot
        The shot.
    out : Path
        For Nuke a `.py` that makes the nodes, or a `.nk` for shapes that do not move; for Natron a `.py`; for
        SVG a folder, which is made where it is missing.
    program : Program
        For whom.
    first_frame : int
        Number that the program gives to the clip's first frame.
    overwrite : bool
        Whether existing files may be replaced.

    Returns
    -------
    tuple of str
        Sentences about what was left out.

    Raises
    ------
    MaskFileError
        If the format does not hold what there is.
    UsageError, WriteError
        If a file exists or cannot be written.
    """
    objects, grid = document.masked_objects(shot), document.grid(shot)
    tracks = document.tracks.by_id(shot.id)
    if program is Program.SVG:
        try:
            out.mkdir(exist_ok=True)
        except OSError as error:
            raise write_error(out, error) from error
        return write_svg(out, objects, shot.frames, grid, tracks=tracks, overwrite=overwrite)
    write = write_nuke if program is Program.NUKE else write_natron
    return write(out, objects, grid, tracks=tracks, first_frame=first_frame, overwrite=overwrite)


def export_mattes(
    document: Document,
    shot: Shot,
    out: Path | str,
    *,
    thing: ProjectObject | None = None,
    codec: str | None = None,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write the evaluated mattes of a shot as pictures or as a movie.

    Parameters
    ----------
    document : Document
        The document.
    shot : Shot
        The shot.
    out : Path or str
        A folder, a pattern (`matte.%04d.exr`) or the name of a movie.
    thing : ProjectObject or None
        The object whose matte it is; None for all of them together.
    codec : str or None
        Overrides the one that goes with the name.
    overwrite : bool
        Whether an existing output may be replaced.

    Returns
    -------
    tuple of str
        Sentences about what does not come through.

    Raises
    ------
    UsageError
        If the clip is missing, the output exists, or name and codec do not go together.
    WriteError
        If the disk does not take it; nothing is left behind.
    """
    clip = probe(document.media.present(shot.media_id))
    evaluator = Evaluator(document.grid(shot), document.picture)
    tracks = document.tracks.by_id(shot.id)
    objects = document.masked_objects(shot) if thing is None else [_masked(document, thing)]
    return write_mattes(
        out,
        clip,
        shot.frames,
        lambda frame: evaluator.evaluate(frame, objects, tracks),
        codec=codec,
        overwrite=overwrite,
    )


def _masked(document: Document, thing: ProjectObject) -> MaskedObject:
    layers = tuple(placed.layer for placed in document.layers.of(thing.id))
    return MaskedObject(thing.settings, layers)


def _read(document: Document, shot: Shot, path: Path, first_frame: int) -> Imported:
    ending = path.suffix.lower()
    if path.is_dir():
        return read_svg(_svg_pictures(path))
    if ending == _SVG:
        return read_svg({shot.first_frame: path})
    if ending == ".nk":
        return read_nuke(path, document.grid(shot), first_frame=first_frame)
    if ending == ".py":
        return read_natron(path, document.grid(shot), first_frame=first_frame)
    if ending == ".json":
        return read_coco(path, _picture_names(document, shot))
    if ending == ".xml":
        return read_cvat(path)
    raise UsageError(
        "shapes are not read from such a file",
        remedy="give .nk, .py, .svg, a folder of .svg, .json (COCO) or .xml (CVAT)",
        path=path,
    )


def _svg_pictures(folder: Path) -> dict[int, Path]:
    """List the pictures of a folder by the last number in their names."""
    pictures: dict[int, Path] = {}
    for path in sorted(folder.glob(f"*{_SVG}")):
        number = _NUMBER.search(path.stem)
        if number is None or int(number[1]) in pictures:
            cause = "its name carries no frame index" if number is None else "its frame is there twice"
            raise UsageError(cause, remedy="name each picture by its frame: 00000.svg", path=path)
        pictures[int(number[1])] = path
    if not pictures:
        raise UsageError("the folder holds no SVG pictures", remedy="choose another", path=folder)
    return pictures


def _picture_names(document: Document, shot: Shot) -> dict[str, int] | None:
    """Give frame indices by the names of a clip's files; None for movies, and where the clip is missing."""
    clip = document.media.locate(document.media.get(shot.media_id)).path
    sequence = None if clip is None else find_sequence(clip)
    return None if sequence is None else {path.name: index for index, path in enumerate(sequence.paths)}
