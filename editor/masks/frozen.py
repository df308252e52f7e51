"""Objects frozen into one file, for a render that goes on while they are edited.

The file is JSON: the objects with their layers, the planar tracks, and the mattes as base64 by their digest;
where objects remove overlays that can be un-blended, also what is known of these.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from editor.errors import CleanplateError
from editor.masks.errors import MaskFileError
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.layers import Pictures
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import Layer, MaskedObject, MaskObject
from editor.masks.model.shapes import Shape
from editor.masks.model.strokes import Stroke
from editor.masks.model.tracks import PlanarTrack
from editor.masks.model.values import from_values, to_values
from editor.media.output import check_output, discard, partial_name, publish, write_error
from editor.media.picture import ClipInfo

FROZEN_SUFFIX = ".masks"

_FORMAT, _VERSION = "cleanplate masks", 1
_MOST_BYTES = 1 << 30
_KINDS: dict[str, type[Layer]] = {"shape": Shape, "stroke": Stroke, "matte": FrameMatte}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_NO_TRACKS: Mapping[int, PlanarTrack] = {}
_NO_OVERLAYS: Mapping[int, bytes] = {}


@dataclass(frozen=True, slots=True)
class FrozenObjects:
    """What a frozen file holds.

    Attributes
    ----------
    objects : tuple of MaskedObject
        The lowest first.
    tracks : dict of int to PlanarTrack
        The planes that shapes follow.
    pictures : dict of str to bytes
        Encoded mattes by their digest.
    overlays : dict of int to bytes
        What is known of the overlays that objects remove, by the object's place among them.
    """

    objects: tuple[MaskedObject, ...]
    tracks: Mapping[int, PlanarTrack] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    overlays: Mapping[int, bytes] = field(default_factory=dict, repr=False)

    @property
    def without_overlays(self) -> FrozenObjects:
        """Only the objects that have no overlay."""
        kept = tuple(one for at, one in enumerate(self.objects) if at not in self.overlays)
        return FrozenObjects(kept, self.tracks, self.pictures)


def write_frozen(
    path: Path,
    objects: Sequence[MaskedObject],
    pictures: Pictures,
    tracks: Mapping[int, PlanarTrack] = _NO_TRACKS,
    *,
    overlays: Mapping[int, bytes] = _NO_OVERLAYS,
    overwrite: bool = False,
) -> None:
    """Write objects into a file that `open_mattes` reads.

    Parameters
    ----------
    path : Path
        Its name ends with `.masks`.
    objects : sequence of MaskedObject
        The lowest first.
    pictures : callable
        Fetches an encoded matte by its digest.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow.
    overlays : mapping of int to bytes
        What is known of the overlays that objects remove, by the object's place among them.
    overwrite : bool
        Whether an existing file may be replaced.

    Raises
    ------
    UsageError
        If the file exists, or its folder does not.
    WriteError
        If the disk or the folder does not allow it.
    """
    check_output(path, overwrite=overwrite)
    layers = [layer for one in objects for layer in one.layers if isinstance(layer, FrameMatte)]
    content: dict[str, Any] = {
        "format": _FORMAT,
        "version": _VERSION,
        "objects": [
            {"settings": to_values(one.settings), "layers": [_tagged(layer) for layer in one.layers]}
            for one in objects
        ],
        "tracks": {str(number): to_values(track) for number, track in tracks.items()},
        "pictures": {
            digest: base64.b64encode(pictures(digest)).decode("ascii")
            for digest in sorted({layer.digest for layer in layers})
        },
    }
    if overlays:  # else the file is what it was before there were any
        content["overlays"] = {
            str(at): base64.b64encode(data).decode("ascii") for at, data in overlays.items()
        }
    partial = partial_name(path)
    try:
        partial.write_text(json.dumps(content, allow_nan=False), encoding="utf-8")
    except OSError as error:
        discard(partial)
        raise write_error(path, error) from error
    publish(partial, path, overwrite=overwrite)


def read_frozen(path: Path) -> FrozenObjects:
    """Read what `write_frozen` wrote.

    Raises
    ------
    MaskFileError
        If the file is missing, damaged, or of a later version.
    """
    content = _content(path)
    try:
        objects = tuple(
            MaskedObject(
                from_values(MaskObject, one["settings"]), tuple(_layer(values) for values in one["layers"])
            )
            for one in content["objects"]
        )
        tracks = {int(number): from_values(PlanarTrack, it) for number, it in content["tracks"].items()}
        pictures = {
            digest: base64.b64decode(text, validate=True) for digest, text in content["pictures"].items()
        }
        overlays = {
            int(at): base64.b64decode(text, validate=True) for at, text in content.get("overlays", {}).items()
        }
    except (KeyError, TypeError, AttributeError, ValueError, binascii.Error) as error:
        raise _damaged(path, "its parts are not what they should be") from error
    except CleanplateError as error:
        raise _damaged(path, error.cause) from error
    mattes = (layer for one in objects for layer in one.layers if isinstance(layer, FrameMatte))
    if any(matte.digest not in pictures for matte in mattes):
        raise _damaged(path, "a matte is missing in it")
    if any(at not in range(len(objects)) for at in overlays):
        raise _damaged(path, "an object is missing in it")
    return FrozenObjects(objects, tracks, pictures, overlays)


class FrozenMattes:
    """Mattes evaluated from a frozen file, at the size of the clip they are for.

    Parameters
    ----------
    path : Path
        The file.
    clip : ClipInfo
        The clip.
    frozen : FrozenObjects or None
        Which of its objects; None for all.

    Raises
    ------
    MaskFileError
        If the file is missing or damaged.
    """

    def __init__(self, path: Path, clip: ClipInfo, frozen: FrozenObjects | None = None) -> None:
        self._path = path
        self._frozen = read_frozen(path) if frozen is None else frozen
        self._numbers = clip.file_numbers or range(clip.frame_count)
        grid = PixelGrid(clip.width, clip.height, float(clip.sample_aspect))
        self._evaluator = Evaluator(grid, self._frozen.pictures.__getitem__)

    @property
    def numbers(self) -> Sequence[int]:
        """Number of each frame of the clip."""
        return self._numbers

    @property
    def paths(self) -> Sequence[Path]:
        """The one file."""
        return (self._path,)

    def load(self, position: int) -> Matte:
        """Evaluate the matte of a frame."""
        return self._evaluator.evaluate(position, self._frozen.objects, self._frozen.tracks)

    def close(self) -> None:
        """Nothing is held open."""


def _tagged(layer: Layer) -> dict[str, Any]:
    return {_NAMES[type(layer)]: to_values(layer)}


def _layer(tagged: dict[str, Any]) -> Layer:
    ((name, values),) = tagged.items()
    layer: Layer = from_values(_KINDS[name], values)
    return layer


def _content(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _damaged(path, "it is larger than a gigabyte")
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MaskFileError(f"it cannot be read ({reason})", remedy="check its name", path=path) from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "it is no JSON") from error
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise MaskFileError("it holds no masks", remedy="give a file written by a project", path=path)
    if content.get("version") != _VERSION:
        raise MaskFileError(
            f"it has version {content.get('version')!r:.20}",
            remedy="open it with the version that wrote it",
            path=path,
        )
    return content


def _damaged(path: Path, cause: str) -> MaskFileError:
    return MaskFileError(f"the file is damaged: {cause}", remedy="write it anew from the project", path=path)
