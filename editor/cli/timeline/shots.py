"""`cleanplate timeline shots`: what of an edit is to be cleaned, and its list beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.tables import table
from editor.cli.timeline.options import (
    EditPath,
    HandlesOption,
    JsonOption,
    RateOption,
    SearchOption,
    ShotsFileOption,
    opened,
    record_span,
)
from editor.cli.timeline.telling import SHOT_HEAD, left_out_document, shot_document, shot_row
from editor.errors import UsageError
from editor.timeline.opening import OpenTimeline
from editor.timeline.shots.naming import DEFAULT_PATTERN, ShotNames
from editor.timeline.shots.selecting import Selection, selected
from editor.timeline.shots.shot import Shot, Uncleanable, make_shots
from editor.timeline.shots.uses import uses_of
from editor.timeline.sidecar.record import recorded
from editor.timeline.sidecar.store import SideCar, save, sidecar_path


def shots_command(
    edit: EditPath,
    clip: Annotated[
        list[str] | None,
        typer.Option("--clip", help="Name or event number of a clip; may be repeated.", show_default=False),
    ] = None,
    marked: Annotated[
        str | None,
        typer.Option(
            "--marked", help="Clips with a marker of this name or colour; '' for any.", show_default=False
        ),
    ] = None,
    record: Annotated[
        str | None,
        typer.Option(
            "--range", help="A range of the edit, cut out of its clips.", metavar="A-B", show_default=False
        ),
    ] = None,
    disabled: Annotated[bool, typer.Option("--disabled", help="Muted clips, too.")] = False,
    handles: HandlesOption = 8,
    name: Annotated[
        str, typer.Option("--name", help="Pattern: {number:3}, {marker}, {clip}, {event}, {reel}, {track}.")
    ] = DEFAULT_PATTERN,
    rate: RateOption = None,
    search: SearchOption = None,
    save_list: Annotated[bool, typer.Option("--save", help="Write the list beside the timeline.")] = False,
    shots_file: ShotsFileOption = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a list that exists.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make shots of clips: all of them, or those that are named, marked or in a range."""
    timeline = opened(edit, rate, search)
    main = timeline.timeline.sequences.get(timeline.main)
    span = None if record is None or main is None else record_span(record, main)
    selection = Selection(marked, tuple(clip or ()), span)
    uses = selected(uses_of(timeline.timeline, with_disabled=disabled), selection, timeline.main)
    shots, left_out = make_shots(uses, timeline.finder, ShotNames(name), handles)
    if save_list or shots_file is not None:
        out = shots_file or sidecar_path(edit)
        if out.exists() and not overwrite:
            raise UsageError(
                "it exists already", remedy="see `cleanplate timeline update`, or --overwrite", path=out
            )
        save(sidecar_of(timeline, edit, shots, handles), out)
    tell(timeline, shots, left_out, as_json=as_json)


def sidecar_of(timeline: OpenTimeline, edit: Path, shots: list[Shot], handles: int) -> SideCar:
    """Put shots into a list."""
    names = timeline.sequence_names
    return SideCar(edit.name, handles, tuple(recorded(shot, names) for shot in shots))


def tell(timeline: OpenTimeline, shots: list[Shot], left_out: list[Uncleanable], *, as_json: bool) -> None:
    """Show shots, and the clips that cannot be any."""
    model = timeline.timeline
    if as_json:
        document = {
            "shots": [shot_document(shot, model) for shot in shots],
            "left_out": [left_out_document(one, model) for one in left_out],
            "notices": list(model.notices),
        }
        typer.echo(json.dumps(document, ensure_ascii=False))
        return
    if shots:
        typer.echo(table(SHOT_HEAD, [shot_row(shot) for shot in shots]))
    for one in left_out:
        typer.echo(f"{one.use.clip.name or '(no name)'}: no shot, {one.why}.", err=True)
