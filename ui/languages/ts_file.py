"""Translation sources as Qt Linguist and other tools of translators read and write them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from ui.languages.messages import Catalogue, Message, TranslationError, form_count, is_wanted


def ts_path(folder: Path, code: str) -> Path:
    """Name the file of a language."""
    return folder / f"cleanplate_{code}.ts"


def read_ts(path: Path, code: str) -> Catalogue:
    """Read translations; what is marked as unfinished counts as missing.

    Raises
    ------
    TranslationError
        If it is no such file.
    """
    catalogue = Catalogue(code)
    if not path.is_file():
        return catalogue
    try:
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise TranslationError(str(path), f"it is no translation source ({error})") from error
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            key = context.findtext("name") or "", message.findtext("source") or ""
            if translation is not None and translation.get("type") is None:
                forms = translation.findall("numerusform") or [translation]
                catalogue.forms[key] = tuple(form.text or "" for form in forms)
    return catalogue


def ts_text(messages: Iterable[Message], catalogue: Catalogue) -> str:
    """Write all messages with the translations there are; the others are marked as unfinished."""
    code = catalogue.code
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{code}" sourcelanguage="en">')
    wanted = sorted({one.key: one for one in sorted(messages) if is_wanted(one, code)}.values())
    for context, group in groupby(wanted, key=lambda one: one.context):
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for message in group:
            lines += _message_lines(message, catalogue.forms.get(message.key, ()), code)
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def _message_lines(message: Message, forms: tuple[str, ...], code: str) -> list[str]:
    count = form_count(message, code)
    is_finished = len(forms) == count and all(forms)
    state = "" if is_finished else ' type="unfinished"'
    lines = ['    <message numerus="yes">' if message.is_plural else "    <message>"]
    lines.append(f"        <source>{escape(message.source)}</source>")
    if message.note:
        lines.append(f"        <extracomment>{escape(message.note)}</extracomment>")
    texts = [escape(forms[number] if number < len(forms) else "") for number in range(count)]
    if message.is_plural:
        lines.append(f"        <translation{state}>")
        lines += [f"            <numerusform>{text}</numerusform>" for text in texts]
        lines.append("        </translation>")
    else:
        lines.append(f"        <translation{state}>{texts[0]}</translation>")
    return [*lines, "    </message>"]
