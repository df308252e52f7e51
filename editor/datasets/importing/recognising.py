"""Which format a source is in, by what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from editor.datasets.importing.coco import find_in_coco
from editor.datasets.importing.cvat import find_in_cvat
from editor.datasets.importing.folders import find_in_folders, sequence_roots
from editor.datasets.importing.found import Findings
from editor.datasets.importing.json_lines import find_in_json_lines
from editor.datasets.importing.labelbox import find_in_labelbox, is_labelbox
from editor.datasets.importing.labelme import find_in_labelme
from editor.datasets.importing.places import MediaFolder
from editor.datasets.importing.projects import PROJECT_SUFFIX, find_in_project
from editor.datasets.importing.via import find_in_via, is_via
from editor.errors import UsageError
from editor.masks.exchange.files import read_json, read_text

_LINES = frozenset({".jsonl", ".ndjson"})


class Format(StrEnum):
    """A format that annotations are read from."""

    COCO = "coco"
    JSON_LINES = "jsonl"
    CVAT = "cvat"
    LABELME = "labelme"
    VIA = "via"
    LABELBOX = "labelbox"
    FOLDERS = "davis"
    PROJECT = "project"


_FILES: dict[Format, Callable[[Path, MediaFolder], Findings]] = {
    Format.COCO: find_in_coco,
    Format.JSON_LINES: find_in_json_lines,
    Format.CVAT: find_in_cvat,
    Format.LABELME: find_in_labelme,
    Format.VIA: find_in_via,
    Format.LABELBOX: find_in_labelbox,
}


def find_annotations(
    source: Path,
    *,
    form: Format | None = None,
    media: Path | None = None,
    rate: Fraction | None = None,
) -> Findings:
    """Read annotations of any format.

    Parameters
    ----------
    source : Path
        A file or a folder.
    form : Format or None
        What it is; None to look.
    media : Path or None
        Where pictures and movies are; None for the folder of the file.
    rate : Fraction or None
        Frames per second where the source does not tell them (DAVIS, YouTube-VOS).

    Raises
    ------
    UsageError
        If it is missing, of no known format, or broken.
    ProjectError
        If it is a project that cannot be opened.
    """
    if not source.exists():
        raise UsageError("there is no such file or folder", remedy="check the path", path=source)
    if media is not None and not media.exists():
        raise UsageError("there is no such file or folder", remedy="check --media", path=media)
    chosen = form or recognised(source)
    if chosen is Format.FOLDERS:
        if not source.is_dir():
            raise UsageError("it is no folder", remedy="give the folder of the sequences", path=source)
        return find_in_folders(source, rate)
    if chosen is Format.PROJECT:
        return find_in_project(source)
    if source.is_dir() and chosen is not Format.LABELME:
        source = _only_annotation(source)
    folder = source if source.is_dir() else source.parent
    return _FILES[chosen](source, MediaFolder(media or folder))


def recognised(source: Path) -> Format:
    """Tell the format of a file or folder.

    Raises
    ------
    UsageError
        If it is none that is known.
    """
    if source.is_dir():
        if sequence_roots(source):
            return Format.FOLDERS
        documents = sorted(source.rglob("*.json"))
        if documents and _of_json(documents[0]) is Format.LABELME:
            return Format.LABELME
        return recognised(_only_annotation(source))
    ending = source.suffix.lower()
    if ending == PROJECT_SUFFIX:
        return Format.PROJECT
    if ending == ".xml":
        return Format.CVAT
    if ending in _LINES:
        return _of_lines(source)
    found = _of_json(source) if ending == ".json" else None
    if found is None:
        raise UsageError(
            "its format is not known", remedy="say it with --format, or export it in another", path=source
        )
    return found


def _of_lines(path: Path) -> Format:
    first = next((line for line in read_text(path).split("\n") if line.strip()), "")
    try:
        return Format.LABELBOX if is_labelbox(json.loads(first)) else Format.JSON_LINES
    except (ValueError, RecursionError):
        return Format.JSON_LINES  # whose reader says which line is wrong


def _of_json(path: Path) -> Format | None:
    content = read_json(path)
    if isinstance(content, list):
        return Format.LABELBOX if content and is_labelbox(content[0]) else None
    if is_labelbox(content):
        return Format.LABELBOX
    if not isinstance(content, dict):
        return None
    if "annotations" in content and "images" in content:
        return Format.COCO
    if "shapes" in content:
        return Format.LABELME
    return Format.VIA if is_via(content) else None


def _only_annotation(folder: Path) -> Path:
    """Find the one annotation that a folder holds, as exports are unpacked."""
    endings = {".json", ".xml", *_LINES}
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in endings)
    if len(files) != 1:
        held = "no annotation" if not files else f"{len(files)} files that may be annotations"
        raise UsageError(f"it holds {held}", remedy="give the file itself", path=folder)
    return files[0]
