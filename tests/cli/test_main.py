from __future__ import annotations

import subprocess
import sys

import pytest

from editor.cli.main import VERBS, status_of


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(verb in said for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of([verb, "--help"]) == 0
    assert f"cleanplate {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["nonesuch"], ["--nonesuch"], ["remove", "--nonesuch"]])
def test_wrong_words_have_status_2(words: list[str]) -> None:
    assert status_of(words) == 2


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["--version"]) == 0
    assert capsys.readouterr().out.startswith("cleanplate ")


def test_only_the_verb_that_is_used_is_imported() -> None:
    code = (
        "import sys; from editor.cli.main import status_of; status_of(['remove', '--help']);"
        "print('editor.cli.score' in sys.modules, file=sys.stderr)"
    )
    started = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert started.stderr.strip() == "False"
