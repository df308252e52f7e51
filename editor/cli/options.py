"""What the verbs that render have in common on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from typer.models import OptionInfo

from editor.cli.presenter import Presenter, Verbosity
from editor.cli.sizes import told_time
from editor.errors import CleanplateError, UsageError
from editor.render.messages import Result


def option(name: str, text: str, metavar: str | None = None) -> OptionInfo:
    """Describe an option whose default is plain to see."""
    described: OptionInfo = typer.Option(name, help=text, metavar=metavar, show_default=False)
    return described


def verbosity(*, quiet: bool, verbose: bool) -> Verbosity:
    """Read `--quiet` and `--verbose`.

    Raises
    ------
    UsageError
        If both are given.
    """
    if quiet and verbose:
        raise UsageError("--quiet and --verbose contradict each other", remedy="give one of them")
    return Verbosity.QUIET if quiet else Verbosity.VERBOSE if verbose else Verbosity.NORMAL


@contextmanager
def failing_as_json(*, as_json: bool) -> Iterator[None]:
    """Write a failure as a document, too, where documents are wanted."""
    try:
        yield
    except CleanplateError as error:
        if as_json:
            document = {"status": "failed", "error": str(error), "exit_status": error.exit_status}
            typer.echo(json.dumps(document))
        raise


def report(result: Result, presenter: Presenter, counts: dict[str, int], *, as_json: bool) -> None:
    """Say how a render ended, as lines for people or as one document.

    Parameters
    ----------
    result : Result
        What the render said.
    presenter : Presenter
        Has shown what it said before.
    counts : dict of str to int
        Frames by what became of them, for the document.
    as_json : bool
        Whether a document is wanted.
    """
    rate = result.frame_count / max(result.seconds, 1e-9)
    if as_json:
        document = {
            "status": "done",
            "outputs": [str(path) for path in result.outputs],
            "frames": result.frame_count,
            **counts,
            "seconds": round(result.seconds, 3),
            "frames_per_second": round(rate, 3),
            "notices": presenter.notices,
        }
        typer.echo(json.dumps(document))
        return
    for path in result.outputs:
        presenter.say(f"{path}: done")
    presenter.say(f"{result.frame_count} frames in {told_time(result.seconds)}, {rate:.1f} frames/s.")
