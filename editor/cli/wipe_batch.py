"""Several clips wiped by one command, one after the other, with one report about all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import typer

from editor.cli.presenter import Presenter
from editor.cli.queue.putting import put
from editor.cli.tables import table
from editor.errors import CleanplateError, UsageError
from editor.media.output import write_error
from editor.render.errors import InterruptedRenderError
from editor.render.queue.jobs import Wishes
from editor.render.request import RemovalRequest
from editor.render.wiping.job import NothingFoundError, Told, told, wipe
from editor.render.wiping.request import Search, WipeRequest
from editor.render.wiping.searching import Found, search

_NAME = "{name}"
_NUMBER = re.compile(r"[._-]?(%\d*d|#+)$")


def requests_for(clips: Sequence[str], request: RemovalRequest, *, writes: bool) -> Iterator[RemovalRequest]:
    """Ask the same of each clip, and give each its own outputs.

    Parameters
    ----------
    clips : sequence of str
        The clips.
    request : RemovalRequest
        What is asked; `{name}` in its outputs stands for the clip's name.
    writes : bool
        Whether outputs are written at all.

    Raises
    ------
    UsageError
        If two clips would write to the same place.
    """
    taken: dict[str, int] = {}
    for at, clip in enumerate(clips):
        name = _NUMBER.sub("", Path(clip).stem)
        own = replace(
            request,
            clip=clip,
            out=request.out.replace(_NAME, name),
            matte_out=_named(request.matte_out, name),
            patch_out=_named(request.patch_out, name),
        )
        for out in (own.out, own.matte_out, own.patch_out):
            if writes and out is not None and taken.setdefault(out, at) != at:
                raise UsageError(
                    f"{clips[taken[out]]} and {clip} would both be written to {out}",
                    remedy="write {name} in the outputs, and give clips of one name their own command",
                )
        yield own


def _named(out: str | None, name: str) -> str | None:
    return None if out is None else out.replace(_NAME, name)


def put_all(requests: Sequence[WipeRequest], wishes: Wishes, report: Path | None, *, as_json: bool) -> None:
    """Queue a job for each clip.

    Raises
    ------
    UsageError
        If a report is wanted of what is not done yet.
    CleanplateError
        If a file is missing, or the disk does not take a job.
    """
    if report is not None:
        raise UsageError("--report tells of what is done", remedy="leave it out, or do without --queue")
    for request in requests:
        put(request, wishes, as_json=as_json)


def wipe_all(
    requests: Sequence[WipeRequest],
    presenter: Presenter,
    report: Path | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Wipe clips one after the other; one that fails does not keep the others from it.

    Parameters
    ----------
    requests : sequence of WipeRequest
        One for each clip.
    presenter : Presenter
        Shows progress and notices.
    report : Path or None
        Where the document is written.
    dry_run : bool
        Whether clips are only looked through.
    as_json : bool
        Whether the document goes to standard output, too.

    Raises
    ------
    InterruptedRenderError
        If the user stopped it; the report tells how far it came.
    WriteError
        If the report cannot be written.
    typer.Exit
        If one of the clips failed.
    """
    clips: list[dict[str, Any]] = []
    try:
        for request in requests:
            with presenter:
                clips.append(_wiped(request, presenter, dry_run=dry_run))
    finally:
        document = {
            "status": _status_of(clips, len(requests)),
            "what": requests[0].what.value,
            "clips": clips,
        }
        text = json.dumps(document, ensure_ascii=False, indent=1)
        if report is not None:
            _write(report, text)
    if as_json:
        typer.echo(json.dumps(document))
    else:
        for one in clips:
            presenter.say(f"{one['clip']}: {one['status']}, {len(one['findings'])} found")
    if document["status"] != "done":
        raise typer.Exit(1)


def tell_findings(found: Found, wanted: Search, presenter: Presenter, *, as_json: bool) -> None:
    """List what was found in a clip, as a table or as one document."""
    boxes = [asdict(Told.of(one)) for one in found.findings]
    if as_json:
        typer.echo(json.dumps({"status": "done", "what": wanted.what.value, "findings": boxes}))
        return
    if boxes:
        typer.echo(table(tuple(boxes[0]), [tuple(str(value) for value in box.values()) for box in boxes]))
    presenter.say(f"{told(found, wanted)}.")


def _wiped(request: WipeRequest, presenter: Presenter, *, dry_run: bool) -> dict[str, Any]:
    wanted = request.search
    row: dict[str, Any] = {"clip": wanted.clip, "status": "done", "findings": [], "outputs": []}
    try:
        if dry_run:
            row["findings"] = [asdict(Told.of(one)) for one in search(wanted, presenter).findings]
        else:
            wiped = wipe(wanted, request.removal, presenter)
            row["findings"] = [asdict(one) for one in wiped.findings]
            row["outputs"] = [str(path) for path in wiped.result.outputs]
            row["frames"], row["seconds"] = wiped.result.frame_count, round(wiped.result.seconds, 3)
    except NothingFoundError:
        row["status"] = "nothing found"
    except InterruptedRenderError:
        raise
    except CleanplateError as error:
        row |= {"status": "failed", "error": str(error)}
        presenter.say(str(error))
    if dry_run and not row["findings"] and row["status"] == "done":
        row["status"] = "nothing found"
    return row


def _status_of(clips: Sequence[dict[str, Any]], wanted_count: int) -> str:
    """Say `done`, or `failed` where a clip failed or was not come to."""
    return (
        "failed" if len(clips) < wanted_count or any(one["status"] == "failed" for one in clips) else "done"
    )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise write_error(path, error) from error
