#!/usr/bin/env python3
"""Writes those pages of the documentation that the program knows best: verbs, keys, tables of a project.

    python packaging/write_reference.py FOLDER

The folder gets one Markdown page each. Run it with the Python in which Cleanplate is installed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer
from typer.core import TyperGroup
from typer.main import get_command

from editor.cli.main import build_app
from editor.project.storage.schema import TABLES, VERSION
from ui.actions.declaration import ACTIONS, Menu

PROGRAM = "cleanplate"


def main(words: Sequence[str]) -> int:
    """Write everything into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder for the pages")
    write_pages(parser.parse_args(words).folder)
    return 0


def write_pages(folder: Path) -> None:
    """Write the pages; those that say the same as before keep their time."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in {"verbs": verbs(), "keys": keys(), "tables": tables()}.items():
        page, text = folder / f"{name}.md", "\n".join(lines) + "\n"
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def verbs() -> Iterator[str]:
    """Give the page of the terminal's verbs."""
    command = get_command(build_app())
    assert isinstance(command, TyperGroup)
    yield from ("# Verbs", "", "What `cleanplate VERB --help` says, in one page.")
    for context in _leaves(typer.Context(command, info_name=PROGRAM)):
        pieces = " ".join(context.command.collect_usage_pieces(context))
        yield from ("", f"## {context.command_path}", "", f"    {context.command_path} {pieces}", "")
        yield from (f"{_plain(paragraph)}\n" for paragraph in (context.command.help or "").split("\n\n"))
        yield from _table(("", "meaning"), _parameters(context))


def keys() -> Iterator[str]:
    """Give the page of the window's actions with their default keys."""
    yield from ("# Actions and keys", "")
    yield "Every action can have other keys: *Edit > Keyboard shortcuts*. Those of its first start are:"
    for menu in Menu:
        yield from ("", f"## {menu.value}", "")
        actions = [it for it in ACTIONS if it.menu is menu]
        rows = [(it.name, " or ".join(map(_key, it.keys)), it.explanation) for it in actions]
        yield from _table(("action", "keys", "what it does"), rows)


def tables() -> Iterator[str]:
    """Give the tables of a project's file."""
    yield from ("# Tables of a project", "", f"Version {VERSION} of the file.", "", "```sql")
    yield from (TABLES.strip(), "```")


def _leaves(context: typer.Context) -> Iterator[typer.Context]:
    """Walk over all verbs that can be called, those in groups too."""
    if not isinstance(context.command, TyperGroup):
        yield context
        return
    for name, verb in context.command.commands.items():
        yield from _leaves(typer.Context(verb, info_name=name, parent=context))


def _parameters(context: typer.Context) -> Iterator[tuple[str, str]]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield f"`{' '.join(record[0].split())}`", _plain(record[1])


def _table(
    heads: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]
) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for row in rows:
        # A bar would end the cell, in code too.
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _plain(text: str) -> str:
    """Put a text on one line and take the sense of markup from what is none."""
    return re.sub(r"([*_<>\[\]{}])", r"\\\1", " ".join(text.split()))


def _key(key: str) -> str:
    return f"`` {key} ``" if "`" in key else f"`{key}`"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
