"""Foreign files: read within limits, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree

from editor.masks.errors import MaskFileError, MaskValueError
from editor.masks.model.objects import MaskedObject
from editor.media.output import check_output, discard, partial_name, publish, write_error

_MOST_BYTES = 128 << 20
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a foreign file held.

    Attributes
    ----------
    objects : tuple of MaskedObject
        With their layers.
    pictures : dict of str to bytes
        Encoded mattes by their digest.
    notices : tuple of str
        Sentences about what could not be taken over.
    """

    objects: tuple[MaskedObject, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    notices: tuple[str, ...] = ()


def read_text(path: Path) -> str:
    """Read a text file of at most 128 MiB.

    Raises
    ------
    MaskFileError
        If it cannot be read, is larger, or is no text.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise MaskFileError("the file is larger than 128 MiB", remedy="divide it", path=path)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MaskFileError(f"it cannot be read ({reason})", remedy="check its name", path=path) from error
    except UnicodeDecodeError as error:
        raise not_understood(path, "it is no UTF-8 text") from error


def read_json(path: Path) -> Any:
    """Read a JSON file.

    Raises
    ------
    MaskFileError
        As `read_text`, and if it is no JSON.
    """
    try:
        return json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise not_understood(path, "it is no JSON") from error


def read_xml(path: Path) -> etree._Element:
    """Read an XML file without following anything that it refers to.

    Raises
    ------
    MaskFileError
        As `read_text`, and if it is no XML, nested too deeply, or declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(read_text(path).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise not_understood(path, f"it is no XML ({reason})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise not_understood(path, "it declares entities")
    return root


def understood(path: Path, read: Callable[[], _Read]) -> _Read:
    """Run a reader, and say which file its trouble is about.

    Raises
    ------
    MaskFileError
        If the content is not what it should be.
    """
    try:
        return read()
    except MaskValueError as error:
        raise not_understood(path, error.cause) from error
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise not_understood(path, "its parts are not what they should be") from error


def not_understood(path: Path, cause: str) -> MaskFileError:
    """Say why a file cannot be used."""
    return MaskFileError(cause, remedy="export it again from the program that it is from", path=path)


def write_text(path: Path, text: str, *, overwrite: bool) -> None:
    """Write a text file whole or not at all.

    Raises
    ------
    UsageError
        If it exists and may not be overwritten, or its folder is missing.
    WriteError
        If the disk or the folder does not allow it.
    """
    check_output(path, overwrite=overwrite)
    partial = partial_name(path)
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        discard(partial)
        raise write_error(path, error) from error
    publish(partial, path, overwrite=overwrite)
