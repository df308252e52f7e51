"""Manual pages and shell completion say what the program says, in a form that their readers understand."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from editor.cli.main import VERBS, build_app

SCRIPT = Path(__file__).parent.parent.parent / "packaging" / "write_manual.py"


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that the script writes."""
    folder = tmp_path_factory.mktemp("usr")
    subprocess.run([sys.executable, str(SCRIPT), str(folder)], check=True, cwd=SCRIPT.parent.parent)
    return folder


def page(prefix: Path, name: str) -> str:
    return (prefix / "share/man/man1" / f"{name}.1").read_text(encoding="utf-8").replace("\\-", "-")


def test_every_verb_has_its_page_and_every_option_its_entry(prefix: Path) -> None:
    program = get_command(build_app())
    assert isinstance(program, TyperGroup)
    assert set(program.commands) == set(VERBS)
    for verb, command in program.commands.items():
        text = page(prefix, f"cleanplate-{verb}")
        inner = command.commands.values() if isinstance(command, TyperGroup) else [command]
        wanted = {name for each in inner for parameter in each.params for name in parameter.opts}
        assert {name for name in wanted if name.startswith("-") and name not in text} == set()
        assert f".BR cleanplate-{verb} (1)" in page(prefix, "cleanplate")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_reads_every_page_without_a_warning(prefix: Path) -> None:
    for path in (prefix / "share/man/man1").iterdir():
        done = subprocess.run(
            ["groff", "-man", "-Tutf8", "-ww", str(path)], check=True, capture_output=True, text=True
        )
        assert done.stderr == ""
        assert "EXIT STATUS" in re.sub("\x1b\\[[0-9;]*m|.\x08", "", done.stdout)  # bold, in either way


def test_the_shells_get_what_completes(prefix: Path) -> None:
    bash = prefix / "share/bash-completion/completions/cleanplate"
    assert "complete -o default -F _cleanplate_completion cleanplate" in bash.read_text()
    assert (
        (prefix / "share/zsh/vendor-completions/_cleanplate").read_text().startswith("#compdef cleanplate\n")
    )
    assert "--command cleanplate" in (prefix / "share/fish/vendor_completions.d/cleanplate.fish").read_text()
