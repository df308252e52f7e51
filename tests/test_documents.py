"""What the documents promise is there: files they link to, verbs and options they show."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click import Command
from typer.core import TyperGroup
from typer.main import get_command

from editor.cli.main import build_app

ROOT = Path(__file__).parent.parent
PAGES = (it.relative_to(ROOT) for it in sorted((ROOT / "docs").rglob("*.md")) if "generated" not in it.parts)
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", *map(str, PAGES))


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def shown_commands(text: str) -> Iterator[list[str]]:
    """Find the calls of `cleanplate` in code and between backticks; `VERB` and `...` stand for any."""
    for line in re.findall(r"(?:^    |`)(cleanplate [^`\n]+)", text, flags=re.MULTILINE):
        words = shlex.split(line, comments=True)[1:]
        if words and words[0] != "VERB" and "..." not in words:
            yield words


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text_of(document))
    files = [(ROOT / document).parent / link for link in links if "://" not in link]
    made = [file for file in files if "generated" not in file.parts]
    assert [file for file in made if not file.exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_are_understood(document: str) -> None:
    unknown = [" ".join(words) for words in shown_commands(text_of(document)) if unknown_words(words)]
    assert unknown == []


def test_an_unknown_option_is_noticed() -> None:
    assert unknown_words(["score", "removal", "--sing"]) == ["--sing"]
    assert unknown_words(["dance"]) == ["dance"]


@cache
def program() -> Command:
    """Build the program's command line once."""
    return get_command(build_app())


def unknown_words(words: list[str]) -> list[str]:
    """List the verbs and options of a call that the program does not have."""
    command = program()
    while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
        verb, *words = words
        if verb not in command.commands:
            return [verb]
        command = command.commands[verb]
    known = {"--help", *(name for parameter in command.params for name in parameter.opts)}
    return [word for word in words if word.startswith("-") and word.partition("=")[0] not in known]
