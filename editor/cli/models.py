"""`cleanplate models`: the weights of the networks, each with its card."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from editor.cli.tables import table
from editor.errors import CleanplateError, UsageError

if TYPE_CHECKING:
    from engines.nets.cards import Network
    from engines.nets.weights import Model

app = typer.Typer(
    help="The weights of the networks: import them, look at their cards, check them.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(help="As `cleanplate models list` shows it.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """List the models there are, and where they come from."""
    from engines.nets.weights import available, models_folder, names

    models = available()
    if as_json:
        typer.echo(json.dumps([_facts(model) for model in models]))
        return
    if models:
        head = ("model", "network", "parameters", "imported", "licence")
        typer.echo(table(head, [_row(model) for model in models]))
    else:
        typer.echo(f"There are no models in {models_folder()}.", err=True)
    for name in sorted(set(names()) - {model.card.name for model in models}):
        typer.echo(f"Note: {name} cannot be used; `cleanplate models verify {name}` says why.", err=True)


@app.command("show")
def show_command(name: Name, as_json: AsJson = False) -> None:
    """Show the card of a model."""
    from engines.nets.weights import model_named

    with _in_sentences():
        model = model_named(name)
    _show(model, as_json=as_json)


@app.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(help="A checkpoint: .pth, .ckpt or .safetensors.", show_default=False)
    ],
    network: Annotated[
        str | None,
        typer.Option("--network", help="Which it is, where keys and name do not tell.", show_default=False),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Of the model; the network's if not given.")
    ] = None,
    licence: Annotated[str | None, typer.Option("--licence", help="A note for the card.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a model of that name.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a model of a checkpoint: recognise the network, check every tensor, write a card."""
    from engines.nets.checkpoints import ImportRequest, import_checkpoint
    from engines.nets.weights import models_folder

    request = ImportRequest(
        path=file,
        imported=datetime.now().astimezone().date(),
        network=None if network is None else _network(network),
        name=name,
        licence=licence,
        replace=replace,
    )
    with _in_sentences():
        model = import_checkpoint(request, models_folder())
    _show(model, as_json=as_json)


@app.command("verify")
def verify_command(
    names: Annotated[
        list[str] | None, typer.Argument(help="Models; all if none is named.", show_default=False)
    ] = None,
) -> None:
    """Check that models are what was imported, and that their networks answer as they did."""
    from engines.nets.checkpoints import verify
    from engines.nets.weights import model_named
    from engines.nets.weights import names as all_names

    is_bad = False
    for name in names or all_names():
        try:
            with _in_sentences():
                verify(model_named(name))
            typer.echo(f"{name}: as it was imported, and its network answers as it did")
        except CleanplateError as error:
            is_bad = True
            typer.echo(f"cleanplate: {error}", err=True)
    if is_bad:
        raise typer.Exit(UsageError.exit_status)


@app.command("remove")
def remove_command(name: Name) -> None:
    """Remove a model and its card."""
    from engines.nets.weights import model_named
    from engines.nets.weights_store import remove

    with _in_sentences():
        remove(model_named(name))


@contextmanager
def _in_sentences() -> Iterator[None]:
    """Say what is wrong with weights as all verbs say what is wrong with their input."""
    from engines.nets.weights_errors import StorageError, WeightsError

    try:
        yield
    except StorageError as error:
        raise CleanplateError(error.cause, remedy=error.remedy, path=error.path) from error
    except WeightsError as error:
        raise UsageError(error.cause, remedy=error.remedy, path=error.path) from error


def _network(text: str) -> Network:
    from engines.nets.cards import Network

    try:
        return Network(text)
    except ValueError:
        known = ", ".join(network.value for network in Network)
        raise UsageError(f"there is no network {text!r}", remedy=f"choose one of {known}") from None


def _row(model: Model) -> tuple[str, ...]:
    card = model.card
    since = "with the program" if model.is_shipped else card.imported.isoformat()
    return card.name, card.network.value, f"{card.parameter_count:,}", since, card.licence


def _show(model: Model, *, as_json: bool) -> None:
    facts = _facts(model)
    if as_json:
        typer.echo(json.dumps(facts))
        return
    width = max(map(len, facts)) + 2
    for title, value in facts.items():
        typer.echo(f"{title:{width}}{value}")


def _facts(model: Model) -> dict[str, str | int]:
    from engines.nets.cards import LABELS

    card = model.card
    return {
        "name": card.name,
        "network": card.network.value,
        "label": LABELS[card.network],
        "parameters": card.parameter_count,
        "entries": len(card.keys),
        "licence": card.licence,
        "source": card.source_name,
        "source_sha256": card.source_sha256,
        "imported": card.imported.isoformat(),
        "weights": str(model.path),
        "sha256": card.sha256,
        **card.training,
    }
