"""`cleanplate doctor`: what works here, and what to do about what does not."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from editor.cli.doctor.checks import CHECKS
from editor.cli.doctor.forgetting import forget
from editor.cli.doctor.verdict import State, Verdict
from editor.errors import CleanplateError

app = typer.Typer()

_SIGNS = {State.GOOD: "ok  ", State.POOR: "note", State.BAD: "FAIL"}


class UnhealthyError(CleanplateError):
    """Something does not work here.

    Attributes
    ----------
    names : tuple of str
        What.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(f"{', '.join(names)}: not in order", remedy="each line above says what to do")


@app.command("doctor")
def doctor_command(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    forgets: Annotated[
        bool, typer.Option("--forget", help="Delete caches and settings instead; projects and models stay.")
    ] = False,
) -> None:
    """Check codecs, graphics, memory, disk, the window and the weights on this machine."""
    if forgets:
        for path in forget():
            typer.echo(f"deleted {path}")
        return
    verdicts = []
    for check in CHECKS:
        verdict = check()
        verdicts.append(verdict)
        if not as_json:
            typer.echo(told(verdict))
    if as_json:
        typer.echo(json.dumps([verdict.document() for verdict in verdicts]))
    bad = tuple(verdict.name for verdict in verdicts if verdict.state is State.BAD)
    if bad:
        raise UnhealthyError(bad)


def told(verdict: Verdict) -> str:
    """Write a verdict as one line, and its remedy as another."""
    line = f"{_SIGNS[verdict.state]}  {verdict.name}: {verdict.found}"
    return f"{line}\n      {verdict.remedy}" if verdict.remedy else line
