"""`cleanplate timeline update`: a changed edit against the list of its shots."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.tables import table
from editor.cli.timeline.options import (
    EditPath,
    JsonOption,
    RateOption,
    SearchOption,
    opened,
)
from editor.media.opening import probe
from editor.timeline.shots.uses import uses_of
from editor.timeline.sidecar.comparing import Comparison, Fate, compare
from editor.timeline.sidecar.recalling import all_recalled
from editor.timeline.sidecar.record import recorded
from editor.timeline.sidecar.store import SideCar, load, merged, save, sidecar_path

_HEAD = ("shot", "fate", "lacks", "clips", "plates")


def update_command(
    shots_file: Annotated[
        Path, typer.Argument(help="The list of shots of the old edit.", show_default=False)
    ],
    edit: EditPath,
    rate: RateOption = None,
    search: SearchOption = None,
    save_list: Annotated[
        bool, typer.Option("--save", help="Write the list of the new edit beside it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find the shots of an edit in its changed version: what moved, what needs more frames, what is gone."""
    old = load(shots_file)
    timeline = opened(edit, rate, search)
    names = timeline.sequence_names
    found = compare(old.shots, uses_of(timeline.timeline, with_disabled=True), names)
    notices: list[str] = []
    if save_list:
        shots, notices = all_recalled(found, timeline.finder, probe, old.handles)
        plates = {shot.name: shot.plates for shot in old.shots}
        fresh = [recorded(shot, names, plates[shot.name]) for shot in shots]
        save(SideCar(edit.name, old.handles, merged(old.shots, fresh)), sidecar_path(edit))
    if as_json:
        shown = {"shots": [_document(comparison) for comparison in found], "notices": notices}
        typer.echo(json.dumps(shown, ensure_ascii=False))
        return
    typer.echo(table(_HEAD, [_row(comparison) for comparison in found]))
    for notice in notices:
        typer.echo(f"Note: {notice}", err=True)


def _document(comparison: Comparison) -> dict[str, object]:
    return {
        "name": comparison.shot.name,
        "fate": comparison.fate.value,
        "lacks": list(comparison.missing),
        "clips": [use.clip.name for use in comparison.uses],
        "plates": list(comparison.shot.plates),
        "shows_plate": comparison.shows_plate,
    }


def _row(comparison: Comparison) -> tuple[str, ...]:
    before, after = comparison.missing
    lacks = f"{before}+{after}" if comparison.fate is Fate.NEEDS_MORE else ""
    newest = comparison.shot.plates[-1] if comparison.shot.plates else "none"
    return comparison.shot.name, comparison.fate.value, lacks, str(len(comparison.uses)), newest
