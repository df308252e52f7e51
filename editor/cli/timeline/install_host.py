"""`cleanplate timeline install-host`: scripts for Resolve and panels for Premiere, put in their places."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from editor.cli.timeline.options import JsonOption
from editor.timeline.hosts.folders import Machine, current_system, premiere_extensions, resolve_scripts
from editor.timeline.hosts.installing import (
    Places,
    cleanplate_command,
    install_premiere,
    install_resolve,
)


class HostName(StrEnum):
    """Programs that Cleanplate can be put into."""

    RESOLVE = "resolve"
    PREMIERE = "premiere"


def install_host_command(
    host: Annotated[HostName, typer.Argument(help="The editing program.", show_default=False)],
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Its folder of scripts or extensions.", show_default=False),
    ] = None,
    exchange: Annotated[
        Path | None,
        typer.Option(
            "--exchange", help="Folder for timelines on their way.  [Cleanplate at home]", show_default=False
        ),
    ] = None,
    support: Annotated[
        Path | None,
        typer.Option("--support", help="Folder for what shows in no menu.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Put Cleanplate into Resolve's Scripts menu or Premiere's panels; again for a newer version."""
    machine = Machine(current_system(), Path.home(), os.environ)
    find, install = {
        HostName.RESOLVE: (resolve_scripts, install_resolve),
        HostName.PREMIERE: (premiere_extensions, install_premiere),
    }[host]
    places = Places(
        scripts=(folder or find(machine)).absolute(),
        support=(support or user_data_path("cleanplate", appauthor=False) / "hosts").absolute(),
        exchange=(exchange or machine.home / "Cleanplate").absolute(),
    )
    installation = install(places, cleanplate_command())
    if as_json:
        document = {"paths": [str(path) for path in installation.paths], "steps": list(installation.steps)}
        typer.echo(json.dumps(document, ensure_ascii=False))
        return
    for path in installation.paths:
        typer.echo(path)
    for step in installation.steps:
        typer.echo(f"{step}.", err=True)
