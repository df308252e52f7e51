from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize("words", [["nonesuch"], ["--nonesuch"], ["remove", "--nonesuch"]])
def test_wrong_words_have_status_2(words: list[str]) -> None:
    assert status_of(words) == 2


@pytest.mark.parametrize("words", [["score", "masks"], ["remove", "--out=b.mov", "--mask=c"]])
def test_every_verb_shows_where_it_failed_when_asked(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "a.mov")
    more = [missing] if words[0] == "score" else []
    assert status_of([*words, missing, *more]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert status_of([*words, missing, *more, "--verbose"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "a.mov: there is no such file" in said


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["--version"]) == 0
    assert capsys.readouterr().out.startswith("cleanplate ")


def test_without_a_screen_the_window_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert status_of([]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "there is no screen" in sentence


def test_the_version_needs_no_verb() -> None:
    code = (
        "import sys; from editor.cli.main import status_of; status_of(['--version']);"
        "print([name for name in sys.modules if name.startswith('editor.cli.')], file=sys.stderr)"
    )
    started = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert started.stderr.strip() == "['editor.cli.window', 'editor.cli.main']"


def test_only_the_verb_that_is_used_is_imported() -> None:
    code = (
        "import sys; from editor.cli.main import status_of; status_of(['remove', '--help']);"
        "print('editor.cli.score' in sys.modules, file=sys.stderr)"
    )
    started = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert started.stderr.strip() == "False"


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ([], True),
        (["a/b.mov"], True),
        (["shot.####.png"], True),
        (["remove"], False),
        (["nonesuch"], False),
        (["--help"], False),
        (["a.mov", "b.mov"], False),
    ],
)
def test_the_window_opens_where_there_is_no_verb(
    words: list[str], opens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []
    monkeypatch.setattr("editor.cli.main.open_window", lambda given: opened.append(list(given)) or 7)
    status = status_of(words)
    assert opened == ([words] if opens else [])
    assert (status == 7) == opens


def test_a_shell_that_completes_gets_verbs_and_no_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("editor.cli.main.open_window", lambda _given: pytest.fail("a window was opened"))
    for name, value in {
        "_CLEANPLATE_COMPLETE": "complete_bash",
        "COMP_WORDS": "cleanplate re",
        "COMP_CWORD": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert status_of([]) == 0
    assert capsys.readouterr().out.split() == ["remove"]


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "apt install libegl1"),
        ("No module named 'nonesuch'", "fault of the program"),
    ],
)
def test_a_library_that_the_system_lacks_is_named(
    cause: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> None:
        raise ImportError(cause)

    monkeypatch.setattr("editor.cli.main.build_app", fail)
    assert status_of(["--version"]) == 1
    said = capsys.readouterr().err
    assert cause.partition(":")[0] in said
    assert told in said
