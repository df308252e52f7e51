"""Translations: what the source says, what translators filled in, and what Qt reads."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
from PyQt6.QtCore import QTranslator

from ui.language import LANGUAGES, own_texts
from ui.languages.extraction import extract
from ui.languages.messages import Catalogue, TranslationError
from ui.languages.qm_file import qm_bytes
from ui.languages.steps import STEPS
from ui.languages.ts_file import read_ts, ts_path
from ui.languages.update import FOLDER, ROOT, compiled, update

SPEAKING = """
from ui.language import tr

_CONTEXT = "Page"


class Base:
    def said(self):
        #: The verb.
        return self.tr("Cut"), self.tr("%n frames", "", 3), tr(_CONTEXT, "Clip {0}")


class Heir(Base):
    pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one file that says three texts."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "page.py").write_text(SPEAKING)
    return tmp_path


def filled(path: Path, *translations: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for source, translation in translations:
        plain = f'<source>{source}</source>\n        <translation type="unfinished">'
        noted = (
            re.escape(f"<source>{source}</source>")
            + r"(\s+<extracomment>.*\s+)<translation type=\"unfinished\">"
        )
        text = text.replace(plain, plain.replace(' type="unfinished"', "") + translation)
        text = re.sub(noted, rf"<source>{source}</source>\1<translation>{translation}", text)
    path.write_text(text, encoding="utf-8")


def test_texts_are_found_with_their_notes_and_heirs(project: Path) -> None:
    found = extract(project)
    said = {message.key: message for message in found.messages}
    assert said["Base", "Cut"].note == "The verb."
    assert said["Base", "%n frames"].is_plural
    assert ("Page", "Clip {0}") in said
    assert ("Actions", "Propagate both ways") in said
    assert found.heirs["Base"] == {"Heir"}


@pytest.mark.parametrize("line", ["self.tr(name)", "self.tr('a' + b)", "self.tr(f'{a}')", "other.tr('Cut')"])
def test_texts_that_nobody_can_translate_are_refused(project: Path, line: str) -> None:
    page = project / "ui" / "page.py"
    page.write_text(SPEAKING + f"    def more(self, name, a, b, other): return {line}\n")
    with pytest.raises(TranslationError, match=r"ui/page\.py, line \d+"):
        extract(project)


def test_a_translation_survives_other_texts_and_reaches_qt(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    folder.mkdir()
    assert any("not translated" in line and "'Cut'" in line for line in update(project, folder))
    filled(
        ts_path(folder, "ru"), ("Cut", "Вырезать & <сохранить>".replace("&", "&amp;").replace("<", "&lt;"))
    )
    page = project / "ui" / "page.py"
    page.write_text(page.read_text() + "    def more(self): return self.tr('More')\n")
    complaints = [line for line in update(project, folder) if line.startswith("ru")]
    assert any("'More'" in line for line in complaints)
    assert not any("'Cut'" in line for line in complaints)
    translator = QTranslator()
    assert translator.load(str(ts_path(folder, "ru").with_suffix(".qm")))
    for context in ("Base", "Heir"):
        assert translator.translate(context, "Cut") == "Вырезать & <сохранить>"
    assert not translator.translate("Page", "Cut")
    assert not translator.translate("Base", "More")


def test_lost_placeholders_are_complained_about(project: Path, tmp_path: Path) -> None:
    update(project, tmp_path)
    filled(ts_path(tmp_path, "zh_CN"), ("Clip {0}", "素材"))
    assert "zh_CN: other placeholders: Page: 'Clip {0}'" in update(project, tmp_path)


def test_damaged_sources_are_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ts").write_text("<TS><context>")
    with pytest.raises(TranslationError, match=r"broken\.ts: it is no translation source"):
        read_ts(tmp_path / "broken.ts", "ru")


@pytest.mark.parametrize(
    ("code", "forms", "wanted"),
    [
        ("ru", ("%n кадр", "%n кадра", "%n кадров"), "1 2 0 2 0 0 0 1 2 0 2 0"),
        ("en", ("%n frame", "%n frames"), "1 2 2 2 2 2 2 2 2 2 2 2"),
        ("zh_CN", ("%n 帧",), "1 1 1 1 1 1 1 1 1 1 1 1"),
    ],
)
def test_plurals(code: str, forms: tuple[str, ...], wanted: str) -> None:
    """Qt counts as the language does: 1, 2, 5, 3, 11, 12, 14, 21, 22, 25, 104, 111."""
    data = qm_bytes(Catalogue(code, {("Page", "%n frames"): forms}), {})
    translator = QTranslator()
    assert translator.loadFromData(data)
    for number, form in zip((1, 2, 5, 3, 11, 12, 14, 21, 22, 25, 104, 111), wanted.split(), strict=True):
        text = translator.translate("Page", "%n frames", "", number)
        assert text == forms[int(form) - 1], number


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_shipped_was_compiled_from_its_source(code: str) -> None:
    found, catalogue = extract(ROOT), read_ts(ts_path(FOLDER, code), code)
    shipped = resources.files("resources.translations").joinpath(f"cleanplate_{code}.qm").read_bytes()
    assert shipped == compiled(found, catalogue), "python3 dev.py translate compiles them"
    translator = own_texts(code)
    for (context, source), forms in catalogue.forms.items():
        count = 5 if len(forms) > 1 else -1
        assert translator.translate(context, source, "", count) == forms[-1]


def test_every_step_of_the_history_is_declared() -> None:
    """What edits are called in the source, with anything for names, has a declared form."""
    patterns = [re.escape(step).replace(r"\{0\}", ".+").replace(r"\{1\}", ".+") for step in STEPS]
    named = re.compile(r"""\.edit\(f?"([^"]+)\"""")
    for path in [*(ROOT / "ui").rglob("*.py"), *(ROOT / "editor" / "project").rglob("*.py")]:
        for name in named.findall(path.read_text(encoding="utf-8")):
            said = re.sub(r"\{[^{}]*\}", "x", name)
            assert any(re.fullmatch(pattern, said) for pattern in patterns), f"{path}: {name}"
