"""Brings translations up to the source, and says what is missing: `python -m ui.languages.update`."""

from __future__ import annotations

import sys
from pathlib import Path

from ui.language import LANGUAGES
from ui.languages.extraction import Found, extract
from ui.languages.messages import Catalogue, Message, TranslationError, form_count, is_wanted, placeholders
from ui.languages.qm_file import qm_bytes
from ui.languages.ts_file import read_ts, ts_path, ts_text

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"


def update(root: Path, folder: Path) -> list[str]:
    """Write `.ts` and `.qm` of every language anew; translations there are stay.

    Parameters
    ----------
    root : Path
        Of the project.
    folder : Path
        Of the translations.

    Returns
    -------
    list of str
        What is missing or wrong, a line each.

    Raises
    ------
    TranslationError
        If the source or a translation cannot be read.
    """
    found, complaints = extract(root), list[str]()
    for code in LANGUAGES:
        path = ts_path(folder, code)
        catalogue = read_ts(path, code)
        complaints += complaints_about(found, catalogue)
        path.write_text(ts_text(found.messages, catalogue), encoding="utf-8", newline="\n")
        path.with_suffix(".qm").write_bytes(compiled(found, catalogue))
    return complaints


def compiled(found: Found, catalogue: Catalogue) -> bytes:
    """Compile what is finished and still said."""
    said = {one.key: one for one in found.messages if is_wanted(one, catalogue.code)}
    forms = {
        key: texts
        for key, texts in catalogue.forms.items()
        if key in said and len(texts) == form_count(said[key], catalogue.code) and all(texts)
    }
    return qm_bytes(Catalogue(catalogue.code, forms), found.heirs)


def complaints_about(found: Found, catalogue: Catalogue) -> list[str]:
    """Say what is not translated, and where placeholders are lost or made up."""
    complaints = []
    for message in sorted(found.messages):
        if is_wanted(message, catalogue.code):
            why = _wrong(message, catalogue.forms.get(message.key, ()), catalogue.code)
            if why:
                complaints.append(f"{catalogue.code}: {why}: {message.context}: {message.source!r}")
    return complaints


def _wrong(message: Message, forms: tuple[str, ...], code: str) -> str:
    if len(forms) != form_count(message, code) or not all(forms):
        return "not translated"
    if any(placeholders(form) != placeholders(message.source) for form in forms):
        return "other placeholders"
    return ""


def main() -> int:
    """Bring the translations up to the source; the exit status is 1 where something is not translated."""
    try:
        complaints = update(ROOT, FOLDER)
    except TranslationError as error:
        complaints = [str(error)]
    sys.stdout.write("".join(f"{line}\n" for line in complaints))
    return int(bool(complaints))


if __name__ == "__main__":
    sys.exit(main())
