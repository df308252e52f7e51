"""Compiled translations as `QTranslator` reads them: hashes to look up, texts, and rules for plurals."""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack

from ui.languages.messages import PLURALS, Catalogue

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_LANGUAGE, _HASHES, _MESSAGES, _PLURAL_RULES = 0xA7, 0x42, 0x69, 0x88
_END, _TRANSLATION, _SOURCE, _CONTEXT, _COMMENT = 1, 3, 6, 7, 8


def qm_bytes(catalogue: Catalogue, heirs: Mapping[str, set[str]]) -> bytes:
    """Compile translations.

    Parameters
    ----------
    catalogue : Catalogue
        What is finished.
    heirs : mapping of str to set of str
        Classes that say the texts of another one under their own name.
    """
    hashes, texts = list[tuple[int, int]](), bytearray()
    for (context, source), forms in sorted(catalogue.forms.items()):
        others = (heir for heir in heirs.get(context, ()) if (heir, source) not in catalogue.forms)
        for name in (context, *sorted(others)):
            hashes.append((elf_hash(source.encode()), len(texts)))
            texts += _message(name, source, forms)
    sections = [
        (_LANGUAGE, catalogue.code.encode()),
        (_HASHES, b"".join(pack(">II", *one) for one in sorted(hashes))),
        (_MESSAGES, bytes(texts)),
        (_PLURAL_RULES, PLURALS[catalogue.code].code),
    ]
    return _MAGIC + b"".join(pack(">BI", tag, len(data)) + data for tag, data in sections if data)


def elf_hash(data: bytes) -> int:
    """Hash a text as Qt does to find it."""
    value = 0
    for byte in data:
        value = ((value << 4) + byte) & 0xFFFFFFFF
        high = value & 0xF0000000
        value = (value ^ (high >> 24)) & ~high
    return value or 1


def _message(context: str, source: str, forms: tuple[str, ...]) -> bytes:
    parts = [_text(_TRANSLATION, form.encode("utf-16-be")) for form in forms]
    parts += [_text(_COMMENT, b""), _text(_SOURCE, source.encode()), _text(_CONTEXT, context.encode())]
    return b"".join([*parts, bytes([_END])])


def _text(tag: int, data: bytes) -> bytes:
    return pack(">BI", tag, len(data)) + data
