"""What there is to translate, and its translations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PLURAL_MARK = "%n"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n")


class TranslationError(Exception):
    """The source or a translation has something that cannot be translated.

    Attributes
    ----------
    place : str
        File, and line where one is known.
    """

    def __init__(self, place: str, what: str) -> None:
        self.place = place
        super().__init__(f"{place}: {what}.")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A text of the source.

    Attributes
    ----------
    context : str
        Class or panel that says it.
    source : str
        In English.
    note : str
        For translators; may be empty.
    """

    context: str
    source: str
    note: str = ""

    @property
    def is_plural(self) -> bool:
        """Whether it depends on a number."""
        return PLURAL_MARK in self.source

    @property
    def key(self) -> tuple[str, str]:
        """What it is found by."""
        return self.context, self.source


@dataclass(slots=True)
class Catalogue:
    """Translations into one language.

    Attributes
    ----------
    code : str
        Of the language.
    forms : dict
        By context and source: the translation, or one for each plural form; empty strings are missing.
    """

    code: str
    forms: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PluralRules:
    """How a language counts.

    Attributes
    ----------
    form_count : int
        Plural forms.
    code : bytes
        The rules as Qt reads them from a `.qm` file.
    """

    form_count: int
    code: bytes


# Opcodes of Qt: 0x01 equals, 0x04 between; +0x08 not, +0x10 of n mod 10, +0x20 of n mod 100; 0xFD and, 0xFF
# the next rule.
PLURALS = {
    "en": PluralRules(2, bytes([0x01, 1])),
    "zh_CN": PluralRules(1, b""),
    "ru": PluralRules(
        3, bytes([0x11, 1, 0xFD, 0x29, 11, 0xFF, 0x14, 2, 4, 0xFD, 0x2C, 12, 14])
    ),
}  # fmt: skip
"""By language."""


def form_count(message: Message, code: str) -> int:
    """Count the forms that a translation must have."""
    return PLURALS[code].form_count if message.is_plural else 1


def is_wanted(message: Message, code: str) -> bool:
    """Whether a language has to say it otherwise; of English only plurals do."""
    return code != "en" or message.is_plural


def placeholders(text: str) -> tuple[str, ...]:
    """List what is filled in later, sorted."""
    return tuple(sorted(_PLACEHOLDER.findall(text)))
