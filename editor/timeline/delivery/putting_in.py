"""Plates put into the edit on disk: the last step of a delivery."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from editor.errors import UsageError
from editor.media.output import check_output
from editor.timeline.conversion.converting import convert
from editor.timeline.delivery.insertion import Delivery, Way, check_way, insertion
from editor.timeline.documents.bundles import MEDIA_FOLDER
from editor.timeline.documents.saving import write_whole
from editor.timeline.editing import Edit, RefusedEditsError
from editor.timeline.opening import OpenTimeline

_XML = ".xml"
_AAF_LOSSES = (
    "An AAF comes back as OTIO or XML: effects and automation are kept as notes at most, "
    "and references between its mobs are gone."
)


def check_target(timeline: OpenTimeline, out: Path, way: Way) -> None:
    """Make sure, before any work, that an edit can be written as asked for.

    Raises
    ------
    UsageError
        If the format has no such way, or the ending is that of another format.
    """
    document = timeline.document
    check_way(document.dialect, way)
    endings = document.dialect.suffixes if document.bundle is None else (document.path.suffix.lower(),)
    if document.is_converted:
        endings = (*endings, _XML)
    if out.suffix.lower() not in endings:
        raise UsageError(
            f"the edit goes back as {endings[0]}",
            remedy=f"name it {out.stem}{endings[0]}; `cleanplate timeline convert` makes other formats",
            path=out,
        )


def put_in(
    timeline: OpenTimeline,
    deliveries: Sequence[Delivery],
    out: Path,
    *,
    way: Way,
    track: str | None = None,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write an edit with plates in it; a bundle gets them as its own media.

    Parameters
    ----------
    timeline : OpenTimeline
        The edit.
    deliveries : sequence of Delivery
        What comes in.
    out : Path
        The new file or bundle.
    way : Way
        How plates come in.
    track : str or None
        Name of the track above; None for one that goes with the others.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    tuple of str
        Notices about what the edit will not show as expected: also the clips that cannot take their plates
        and stay as they are.

    Raises
    ------
    RefusedEditsError
        If the document can take none of the edits.
    UsageError
        If `out` exists or has the ending of another format.
    WriteError
        If the disk does not allow it.
    """
    check_target(timeline, out, way)
    bundle = timeline.document.bundle
    media: dict[str, Path] = {}
    if bundle is not None and bundle.has_media:
        for delivery in deliveries:
            media |= _members(delivery.version.path)
        deliveries = [_in_bundle(delivery, out) for delivery in deliveries]
    inserted = insertion(deliveries, timeline.timeline, way, track)

    def write(edits: Sequence[Edit]) -> tuple[str, ...]:
        if timeline.document.is_converted:
            return _write_converted(timeline, edits, out, overwrite=overwrite)
        timeline.document.save(edits, out, overwrite=overwrite, media=media)
        return ()

    return (*inserted.notices, *_without_refused(inserted.edits, write))


def _without_refused(
    edits: Sequence[Edit], write: Callable[[Sequence[Edit]], tuple[str, ...]]
) -> tuple[str, ...]:
    """Write what the document takes, and say what it does not: one clip must not hold up the others."""
    left_out: list[str] = []
    while True:
        try:
            return (*left_out, *write(edits))
        except RefusedEditsError as refused:
            reasons = dict(refused.refusals)
            edits = [edit for edit in edits if edit not in reasons]
            if not edits:
                raise
            left_out += [f"{one.cause}, and stays as it is; {one.remedy}." for one in reasons.values()]


def _write_converted(
    timeline: OpenTimeline, edits: Sequence[Edit], out: Path, *, overwrite: bool
) -> tuple[str, ...]:
    """Write the edit of an AAF as OTIO, or as FCP7 XML, and say what they do not have of it."""
    if out.suffix.lower() != _XML:
        timeline.document.save(edits, out, overwrite=overwrite)
        return (_AAF_LOSSES,)
    check_output(out, overwrite=overwrite)
    document = timeline.document.dialect
    conversion = convert(document.read(timeline.document.edited(edits, out), out), out)
    write_whole(conversion.data, out, overwrite=overwrite)
    return _AAF_LOSSES, *(f"Lost in XML: {loss}." for loss in conversion.losses)


def _in_bundle(delivery: Delivery, bundle: Path) -> Delivery:
    path = bundle.absolute() / MEDIA_FOLDER / delivery.version.path.name
    return replace(delivery, plate=replace(delivery.plate, path=path))


def _members(path: Path) -> dict[str, Path]:
    if path.is_dir():
        return {f"{MEDIA_FOLDER}/{path.name}/{file.name}": file for file in sorted(path.iterdir())}
    return {f"{MEDIA_FOLDER}/{path.name}": path}
