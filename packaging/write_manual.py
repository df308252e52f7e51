#!/usr/bin/env python3
"""Writes the manual pages and the shell completion of `cleanplate`, from the program itself.

    python packaging/write_manual.py FOLDER

The folder gets `share/man/man1` and, for bash, zsh and fish, the completion files where these look for them.
Run it with the Python in which Cleanplate is installed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import typer
from typer.core import TyperGroup
from typer.main import get_command

from editor.cli.main import build_app

PROGRAM = "cleanplate"
COMPLETIONS = {
    "bash": "share/bash-completion/completions/cleanplate",
    "zsh": "share/zsh/vendor-completions/_cleanplate",
    "fish": "share/fish/vendor_completions.d/cleanplate.fish",
}
"""Shell, and where packages put what completes for it."""


def main(words: Sequence[str]) -> int:
    """Write everything into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="prefix to write below, such as /usr")
    folder = parser.parse_args(words).folder
    manual = folder / "share/man/man1"
    manual.mkdir(parents=True, exist_ok=True)
    for name, page in pages():
        (manual / f"{name}.1").write_text(page, encoding="utf-8")
    for shell, place in COMPLETIONS.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(completion(shell), encoding="utf-8")
    return 0


def pages() -> Iterator[tuple[str, str]]:
    """Give the name and the text of each page: one for the program, one for each verb."""
    command = get_command(build_app())
    assert isinstance(command, TyperGroup)
    context = typer.Context(command, info_name=PROGRAM)
    yield PROGRAM, "\n".join([*head(context), *verbs(context), *options(context), *outcome(), *seen(command)])
    for name, verb in command.commands.items():
        inner = typer.Context(verb, info_name=name, parent=context)
        yield f"{PROGRAM}-{name}", "\n".join([*head(inner), *body(inner), *outcome(), *see_program()])


def head(context: typer.Context) -> Iterator[str]:
    """Give the title, what the command is for, and how it is called."""
    command, name = context.command, context.command_path.replace(" ", "-")
    yield f'.TH {roff(name.upper())} 1 "" "Cleanplate {version(PROGRAM)}" "User Commands"'
    yield ".SH NAME"
    yield f"{roff(name)} \\- {roff(first_sentence(command.help))}"
    yield ".SH SYNOPSIS"
    yield from synopsis(context)
    yield ".SH DESCRIPTION"
    yield from paragraphs(command.help)


def body(context: typer.Context) -> Iterator[str]:
    """Give the options of a verb; of a group, each of its verbs with its own."""
    command = context.command
    if not isinstance(command, TyperGroup):
        yield from options(context)
        return
    yield ".SH COMMANDS"
    for name, verb in command.commands.items():
        inner = typer.Context(verb, info_name=name, parent=context)
        yield f".SS {roff(inner.command_path)}"
        yield from synopsis(inner)
        yield from paragraphs(verb.help)
        yield from records(inner)


def synopsis(context: typer.Context) -> Iterator[str]:
    """Give one line that says how a command is called."""
    pieces = " ".join(context.command.collect_usage_pieces(context))
    yield f"\\fB{roff(context.command_path)}\\fR {roff(pieces)}"


def verbs(context: typer.Context) -> Iterator[str]:
    """Give the list of verbs."""
    assert isinstance(context.command, TyperGroup)
    yield ".SH COMMANDS"
    for name, verb in context.command.commands.items():
        yield from (".TP", f"\\fB{roff(name)}\\fR", roff(first_sentence(verb.help)))


def options(context: typer.Context) -> Iterator[str]:
    """Give the section of arguments and options."""
    yield ".SH OPTIONS"
    yield from records(context)


def records(context: typer.Context) -> Iterator[str]:
    """Give arguments and options, each with what it means."""
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield from (".TP", f"\\fB{roff(record[0])}\\fR", roff(" ".join(record[1].split())))


def outcome() -> Iterator[str]:
    """Give what the exit status means."""
    yield ".SH EXIT STATUS"
    meanings = {"0": "Done.", "1": "Failed.", "2": "Wrong usage or unusable input.", "130": "Interrupted."}
    for status, meaning in meanings.items():
        yield from (".TP", status, meaning)


def seen(command: TyperGroup) -> Iterator[str]:
    """Give references to the pages of the verbs."""
    yield ".SH SEE ALSO"
    yield ",\n".join(f".BR {roff(f'{PROGRAM}-{name}')} (1)" for name in command.commands).replace(
        ",\n", " ,\n"
    )


def see_program() -> Iterator[str]:
    """Give the reference to the program's own page."""
    yield from (".SH SEE ALSO", f".BR {PROGRAM} (1)")


def paragraphs(text: str | None) -> Iterator[str]:
    """Give a help text, paragraph by paragraph."""
    for paragraph in re.split(r"\n\s*\n", (text or "").strip()):
        yield from (".PP", roff(" ".join(paragraph.split())))


def first_sentence(text: str | None) -> str:
    """Take what a list has room for: the first line, without its full stop."""
    return (text or "").strip().partition("\n")[0].rstrip(".")


def roff(text: str) -> str:
    """Write a text so that groff shows it as it is."""
    plain = text.replace("\\", "\\(rs").replace("-", "\\-").replace("'", "\\(aq").replace("^", "\\(ha")
    return f"\\&{plain}" if plain.startswith((".", "\\(aq")) else plain


def completion(shell: str) -> str:
    """Ask the program for what a shell has to run to complete its command lines."""
    asked = os.environ | {f"_{PROGRAM.upper()}_COMPLETE": f"source_{shell}"}
    command = [sys.executable, "-c", "from editor.cli.main import run; run(['--version'])"]
    done = subprocess.run(command, env=asked, capture_output=True, text=True, check=True)
    return done.stdout.strip() + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
