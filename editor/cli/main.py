"""The console script `cleanplate`: finds the verb, shows errors as sentences, sets the exit status."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

import typer

from editor.cli.window import open_window, wants_window
from editor.errors import CleanplateError

VERBS = {
    "remove": "editor.cli.remove",
    "score": "editor.cli.score",
    "data": "editor.cli.data",
    "bench": "editor.cli.bench",
    "doctor": "editor.cli.doctor",
    "demo": "editor.cli.demo",
    "background": "editor.cli.background",
    "propagate": "editor.cli.propagate",
    "wipe": "editor.cli.wipe",
    "models": "editor.cli.models",
    "train": "editor.cli.train",
    "project": "editor.cli.project",
    "timeline": "editor.cli.timeline",
    "queue": "editor.cli.queue",
    "farm": "editor.cli.farm",
}
"""Verb and the module that has it. Its `app` is a `typer.Typer`; it is imported only when it is used."""

TALKATIVE = ("remove", "background", "propagate", "wipe")
"""Verbs that have more to say under `--verbose`; to the others it only means tracebacks of errors."""

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130


def run(words: Sequence[str] | None = None) -> None:
    """Do what the command line says and leave with its exit status.

    Parameters
    ----------
    words : sequence of str or None
        The command line without the program's name; None for the process's own.
    """
    sys.exit(status_of(sys.argv[1:] if words is None else words))


def status_of(words: Sequence[str]) -> int:
    """Do what the command line says.

    Returns
    -------
    int
        0 done, 1 failed, 2 wrong usage or unusable input, 130 interrupted.
    """
    from engines.errors import EngineError, UnknownEngineError

    try:
        if wants_window(words, tuple(VERBS)):
            return open_window(words)
        build_app(_needed(words))(_understood(words), prog_name="cleanplate")
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except CleanplateError as error:
        return _explain(str(error), error.exit_status, words)
    except UnknownEngineError as error:
        return _explain(f"{error}; choose one of these.", UNUSABLE, words)
    except EngineError as error:
        return _explain(f"{error}.", FAILED, words)
    except MemoryError:
        return _explain("Not enough memory; give a smaller --memory or close other programs.", FAILED, words)
    except ImportError as error:
        return _explain(_missing_part(error), FAILED, words)
    except Exception as error:  # noqa: BLE001 - the outermost handler: whatever it is, it becomes a sentence
        return _explain(_fault(error), FAILED, words)
    return 0


def _missing_part(error: ImportError) -> str:
    """Tell a library of the system that is not there from a fault of ours."""
    library, found, _ = str(error).partition(": cannot open shared object file")
    if not found:
        return _fault(error)
    return (
        f"The system lacks the library {library}; install the package that has it "
        "(on Debian and Ubuntu: apt install libegl1 libgl1 libfontconfig1)."
    )


def _fault(error: Exception) -> str:
    return f"{type(error).__name__}: {error}; this is a fault of the program, --verbose shows where it lies."


def _understood(words: Sequence[str]) -> list[str]:
    """Leave out what `_explain` alone answers to."""
    if words and words[0] in TALKATIVE:
        return list(words)
    return [word for word in words if word != "--verbose"]


def _needed(words: Sequence[str]) -> Iterable[str]:
    """Choose the verbs to import: none to tell the version, and all where help or a message names them."""
    first = words[0] if words else ""
    if first == "--version":
        return ()
    return (first,) if first in VERBS else VERBS


def build_app(verbs: Iterable[str] = VERBS) -> typer.Typer:
    """Put the verbs together.

    Parameters
    ----------
    verbs : iterable of str
        Those to import.
    """
    app = typer.Typer(
        help="Remove people, rigs, logos and subtitles from shots.",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_program)
    for verb in verbs:
        _add(app, verb, import_module(VERBS[verb]).app)
    return app


def _add(app: typer.Typer, verb: str, verb_app: typer.Typer) -> None:
    """Add a verb: an app of one command named as the verb is that command, any other a group."""
    if [command.name for command in verb_app.registered_commands] == [verb]:
        app.registered_commands += verb_app.registered_commands
    else:
        app.add_typer(verb_app, name=verb)


def _program(
    show_version: bool = typer.Option(
        False,
        "--version",
        is_eager=True,
        callback=lambda wanted: _show_version(wanted=wanted),
        help="Say which version this is.",
    ),
) -> None:
    """Remove people, rigs, logos and subtitles from shots."""


def _show_version(*, wanted: bool) -> None:
    if not wanted:
        return
    try:
        typer.echo(f"cleanplate {version('cleanplate')}")
    except PackageNotFoundError:
        typer.echo("cleanplate, not installed")
    raise typer.Exit


def _explain(sentence: str, status: int, words: Sequence[str]) -> int:
    if "--verbose" in words:
        traceback.print_exc()
    typer.echo(f"cleanplate: {sentence}", err=True)
    return status
