"""`cleanplate data check`: what is damaged, unlike the rest, or there twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from editor.cli.options import option
from editor.cli.tables import table
from editor.datasets.checking.page import report_page
from editor.datasets.checking.report import CheckReport, check_material
from editor.media.output import check_output, discard, partial_name, publish, write_error

_DAMAGED = 1
_MOST_TOLD = 20


def check_command(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Clips, pictures with masks, DAVIS-like folders; or one movie.", show_default=False
        ),
    ],
    page: Annotated[Path | None, option("--html", "Write a report with pictures to this file.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an earlier report.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Look over material before it is learned from; exit status 1 where something is damaged.

    Every picture, frame and mask is read once. Told are damage, odd sizes and rates, duplicates and near
    duplicates, black and frozen stretches, masks that are missing, left over, empty or of another size, and
    how large and how many the objects are.
    """
    if page is not None:
        check_output(page, overwrite=overwrite)
    console = Console(stderr=True, highlight=False, soft_wrap=True, quiet=quiet)
    with console.status("looking") as status:
        report = check_material(folder, lambda place: status.update(f"looking at {place}"))
        if page is not None:
            text = report_page(report, lambda place: status.update(f"showing {place}"))
            _write(page, text, overwrite=overwrite)
    if as_json:
        typer.echo(json.dumps(report.document(), ensure_ascii=False, indent=1))
    else:
        _tell(report, page)
    if report.is_damaged:
        raise typer.Exit(_DAMAGED)


def _write(page: Path, text: str, *, overwrite: bool) -> None:
    partial = partial_name(page)
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        publish(partial, page, overwrite=overwrite)
    except OSError as error:
        raise write_error(page, error) from error
    finally:
        discard(partial)


def _tell(report: CheckReport, page: Path | None) -> None:
    rows = []
    for one in report.document()["collections"]:
        sizes = list(one["sizes"])
        share = "" if one["mean_share"] is None else f"{one['mean_share']:.1%}"
        size = sizes[0] + (f" and {len(sizes) - 1} more" if len(sizes) > 1 else "") if sizes else ""
        masks = "" if one["masks"] is None else str(one["masks"])
        rows.append((one["name"], str(one["pictures"]), size, one["rate"] or "", masks, share))
    typer.echo(table(("", "pictures", "size", "rate", "masks", "mean share"), rows))
    for problem in report.problems[:_MOST_TOLD]:
        typer.echo(f"{problem.kind.value}: {problem.collection}: {problem.sentence}")
    rest = len(report.problems) - _MOST_TOLD
    if rest > 0:
        typer.echo(f"and {rest} more problems; --html and --json tell them")
    if not report.problems:
        typer.echo("nothing stands out")
    if page is not None:
        typer.echo(page)
