"""`cleanplate timeline check`: what the editing programs will not take of an edit."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from editor.cli.timeline.options import EditPath, JsonOption, RateOption, opened
from editor.timeline.checking.checks import check
from editor.timeline.checking.findings import Finding, Host, Weight


class HostName(StrEnum):
    """The programs by the names of the option."""

    RESOLVE = "resolve"
    PREMIERE = "premiere"
    FINAL_CUT = "final-cut"
    OTIO = "otio"


def check_command(
    edit: EditPath,
    host: Annotated[
        list[HostName] | None,
        typer.Option("--for", help="Only what concerns this program; may be repeated.", show_default=False),
    ] = None,
    rate: RateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find what Premiere, Resolve and others refuse, misread or drop; exit status 1 if they refuse it."""
    timeline = opened(edit, rate, None)
    hosts = [Host[name.name] for name in host or HostName]
    findings = check(timeline.document, timeline.timeline, hosts)
    if as_json:
        typer.echo(json.dumps([_as_object(finding) for finding in findings], ensure_ascii=False))
    elif not findings:
        typer.echo("Nothing is known that would be refused, misread or dropped.")
    else:
        typer.echo("\n".join(_as_text(finding) for finding in findings))
    if any(finding.rule.weight is Weight.REFUSED for finding in findings):
        raise typer.Exit(1)


def _as_object(finding: Finding) -> dict[str, object]:
    rule = finding.rule
    return {
        "code": rule.code,
        "hosts": [host.name.lower().replace("_", "-") for host in rule.hosts],
        "weight": rule.weight.value,
        "basis": rule.basis.value,
        "problem": rule.problem,
        "remedy": rule.remedy,
        "count": finding.count,
        "places": list(finding.places),
    }


def _as_text(finding: Finding) -> str:
    rule = finding.rule
    hosts = ", ".join(host.value for host in rule.hosts)
    more = finding.count - len(finding.places)
    places = "; ".join(finding.places) + (f"; {more} more" if more > 0 else "")
    return f"{rule.weight.value} by {hosts} ({rule.basis.value}): {rule.problem}; {rule.remedy}.\n  {places}"
