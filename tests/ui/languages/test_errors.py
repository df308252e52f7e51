"""Errors in the language of the user: cause and remedy are translated, files and figures stay."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication

from editor.cli.doctor.checks import memory
from editor.errors import CleanplateError, UsageError
from editor.media.opening import open_clip
from editor.project.errors import LockedObjectError
from ui.language import Language, language_of_application
from ui.languages.errors import CAUSES, REMEDIES, told, told_check
from ui.languages.update import ROOT


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    spoken = language_of_application()
    yield spoken
    spoken.code = ""
    spoken.use("en")


def faults(tmp_path: Path) -> list[CleanplateError]:
    """Errors as they are really raised."""
    found: list[CleanplateError] = [LockedObjectError("Walker")]
    (tmp_path / "empty.mov").touch()
    (tmp_path / "text.mov").write_text("no movie at all " * 100)
    for name in ("gone.mov", "empty.mov", "text.mov"):
        with pytest.raises(CleanplateError) as caught:
            open_clip(str(tmp_path / name))
        found.append(caught.value)
    return found


@pytest.mark.parametrize(("code", "letters"), [("ru", "[\u0430-\u044f]"), ("zh_CN", "[\u4e00-\u9fff]")])
def test_errors_that_are_met_are_said_in_the_language_of_the_window(
    language: Language, tmp_path: Path, code: str, letters: str
) -> None:
    errors = faults(tmp_path)
    language.use("en")
    assert [told(error) for error in errors] == [str(error) for error in errors]
    language.use(code)
    for error in errors:
        text = told(error)
        assert re.search(letters, text), text
        left = text.replace(str(error.path), "").replace("Walker", "")
        assert not re.search("[A-Za-z]{3,}", left), text
        assert error.path is None or str(error.path) in text


def test_what_nobody_declared_stays_in_english(language: Language) -> None:
    language.use("ru")
    error = UsageError("the flux capacitor is cold", remedy="warm it", path="a.mov", frame=3)
    assert told(error) == str(error)
    half = UsageError("the flux capacitor is cold", remedy="check the name", path="a.mov", frame=3)
    assert told(half) == "a.mov, кадр 3: the flux capacitor is cold; проверьте имя."


def test_data_of_an_error_is_kept_also_where_it_looks_like_a_pattern(language: Language) -> None:
    language.use("zh_CN")
    error = UsageError("the shot a {0} (b) has no frame 12", remedy="choose from 0 to 9")
    text = told(error)
    assert " a {0} (b) " in text
    assert re.findall("[0-9]+", text.replace("{0}", "")) == ["12", "0", "9"]


def test_what_the_machine_can_do_is_said_in_the_language_of_the_window(language: Language) -> None:
    language.use("ru")
    found, remedy = told_check(memory().found, "see to its rights")
    assert re.fullmatch("[0-9]+ ГиБ, из них свободно [0-9]+ ГиБ", found)
    assert remedy == "проверьте права доступа"
    assert told_check("torch is asleep", "") == ("torch is asleep", "")


def test_every_declared_sentence_is_still_said_somewhere() -> None:
    """What nobody raises any more need not be translated."""
    said = set(_texts())
    gone = [one for one in (*CAUSES, *REMEDIES) if _bare(one) not in said]
    assert not gone, "\n".join(gone)


def _texts() -> Iterator[str]:
    for folder in ("editor", "engines", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.name == "errors.py" and path.parent.name == "languages":
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
                elif isinstance(node, ast.JoinedStr):
                    yield "".join(
                        part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "{}"
                        for part in node.values
                    )


def _bare(declared: str) -> str:
    return re.sub(r"\{\d\}", "{}", declared)
