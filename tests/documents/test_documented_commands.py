"""Every command and every Python block of the documents does what stands there, on a small shot."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from documented_world import draw_shot, make_world

from editor.cli.main import status_of
from editor.render.queue.database import QUEUE_VARIABLE

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
LANGUAGES = ("ru", "zh")
PAGES = [it.relative_to(DOCS) for it in sorted(DOCS.rglob("*.md")) if "generated" not in it.parts]
TRANSLATED = [page for page in PAGES if page.parts[0] in LANGUAGES and page.name != "index.md"]
DOCUMENTS = ("README.md", *(f"docs/{page}" for page in PAGES if page.parts[0] not in LANGUAGES))
COMMAND = re.compile(r"^    cleanplate +(?!VERB\b)(\w[^#\n]*)", re.MULTILINE)
SCRIPT = re.compile(r"(?:^    (?:from|import) .*\n)(?:(?:    .*)?\n)*", re.MULTILINE)

ELSEWHERE = {
    "bench": "takes minutes; tests/cli/test_bench.py",
    "farm submit": "needs a scheduler; tests/render/farm",
    "timeline install-host premiere": "Premiere is not on every system; tests/timeline/test_hosts.py",
}
"""Commands that are not run here, and why."""

SMALLER = {"--steps 200": "--steps 2 --batch 2 --size 64", "40=": "12=", "48=": "12="}
"""What is done with less work, on a shorter shot."""

NOTHING_THERE = "were found; name the place"
"""What a search says of a shot with nothing burned into it, as this one."""

SECOND_IS_OUTPUT = ("timeline convert", "timeline deliver")


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def commands_of(document: str) -> list[str]:
    found = dict.fromkeys(match.strip() for match in COMMAND.findall(text_of(document)))
    return [it for it in found if not any(it.startswith(verb) for verb in ELSEWHERE)]


def scripts_of(document: str) -> Iterator[str]:
    for block in SCRIPT.findall(text_of(document)):
        yield "\n".join(line[4:] for line in block.splitlines())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "shot"
    draw_shot(folder)
    return folder


@pytest.fixture
def world(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "world"
    make_world(sample, folder)
    monkeypatch.chdir(folder)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("CLEANPLATE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv(QUEUE_VARIABLE, str(tmp_path / "queue"))
    assert status_of(["timeline", "convert", "cut.otio", "cut.xml"]) == 0
    return folder


def expanded(words: list[str]) -> list[str]:
    """Put files in the place of patterns, as a shell does."""
    found = [[str(it) for it in Path().glob(word)] if "*" in word else [word] for word in words]
    return [name for names in found for name in names]


def clear_outputs(words: list[str]) -> None:
    """Take away what an earlier command of the page wrote: nothing is replaced without being asked for."""
    outputs = [words[at + 1] for at, word in enumerate(words) if word in ("--out", "--html", "--confidence")]
    if " ".join(words[:2]) in SECOND_IS_OUTPUT:
        outputs.append(words[3])
    for output in map(Path, outputs):
        if output.is_dir():
            shutil.rmtree(output)
        output.unlink(missing_ok=True)


@pytest.mark.parametrize("document", [it for it in DOCUMENTS if commands_of(it)])
def test_commands_do_what_they_say(document: str, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands_of(document):
        shorter = command
        for long, short in SMALLER.items():
            shorter = shorter.replace(long, short)
        words = expanded(shlex.split(shorter))
        clear_outputs(words)
        status = status_of(words)
        said = capsys.readouterr().err
        assert status == 0 or NOTHING_THERE in said, f"cleanplate {command}\n{said}"


@pytest.mark.parametrize("document", [it for it in DOCUMENTS if any(scripts_of(it))])
def test_scripts_run_as_they_stand(document: str, world: Path) -> None:
    for script in scripts_of(document):
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, cwd=world, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{script}\n{done.stderr}"


@pytest.mark.parametrize("page", TRANSLATED, ids=str)
def test_a_translated_page_shows_the_same_code(page: Path) -> None:
    code = re.compile(r"^    .*$", re.MULTILINE)
    english, translated = (
        DOCS.joinpath(*parts).read_text(encoding="utf-8") for parts in (page.parts[1:], page.parts)
    )
    shown = [line for line in code.findall(english) if re.search(r"\b(cleanplate|python3) ", line)]
    assert [line for line in shown if line not in translated] == []
    assert list(SCRIPT.findall(english)) == list(SCRIPT.findall(translated))


def test_all_guides_are_there_in_each_language() -> None:
    wanted = {Path("tour.md"), *(page for page in PAGES if page.parts[0] == "guides")}
    for language in LANGUAGES:
        assert wanted <= {Path(*page.parts[1:]) for page in PAGES if page.parts[0] == language}
