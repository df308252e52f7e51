"""Texts in the language of the user, which may change at any moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QLabel, QPushButton, QToolButton

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "zh_CN": "简体中文", "ru": "Русский"})
"""Codes of the languages there are, each with its name in itself."""

Text: TypeAlias = Callable[[], str] | str
"""What a control says: in the language of the moment, or always the same."""

_Texted = TypeVar("_Texted", QLabel, QPushButton, QCheckBox, QToolButton)


def tr(context: str, text: str, /, **values: object) -> str:
    """Translate a whole sentence and put values into its `{placeholders}`.

    Parameters
    ----------
    context : str
        Where it is seen, for translators: the name of the panel.
    text : str
        In English.
    **values
        What the placeholders stand for.
    """
    translated = QCoreApplication.translate(context, text)
    return translated.format(**values) if values else translated


def say(write: Callable[[str], object], text: Text) -> None:
    """Write a text, and write it anew whenever the language changes, as long as its owner lives.

    Parameters
    ----------
    write : callable
        A setter of a Qt object, as in `label.setText`.
    text : callable or str
        Gives the text in the language of the moment; a plain one is the same in all languages.
    """
    if isinstance(text, str):
        write(text)
        return
    owner = getattr(write, "__self__", None)
    assert isinstance(owner, QObject)
    write(text())
    on_language_change(owner, lambda: write(text()))


def said(widget: _Texted, text: Text) -> _Texted:
    """Give a label or a button its text, now and whenever the language changes, and return it."""
    say(widget.setText, text)
    return widget


def on_language_change(owner: QObject, do: Callable[[], object]) -> None:
    """Do something whenever the language has changed, as long as its owner lives."""
    language_of_application().changed.connect(_Listener(owner, do).listen)


def number(value: float, decimals: int = 0) -> str:
    """Write a number as the user's country does."""
    return QLocale().toString(float(value), "f", decimals)


def system_language() -> str:
    """Choose the language that the system speaks, or English."""
    for spoken in QLocale.system().uiLanguages():
        code = spoken.replace("-", "_")
        for known in LANGUAGES:
            if code == known or code.split("_")[0] == known.split("_")[0]:
                return known
    return "en"


class Language(QObject):
    """The language that the program speaks; a child of the application."""

    changed = pyqtSignal()
    """It speaks another one now."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translators: list[QTranslator] = []
        self.code = ""

    def use(self, code: str) -> None:
        """Speak another language.

        Parameters
        ----------
        code : str
            Of `LANGUAGES`; anything else stands for that of the system.
        """
        code = code if code in LANGUAGES else system_language()
        if code != self.code:
            self.code = code
            self.speak([_qt_texts(code), own_texts(code)], _locale(code))

    def speak(self, translators: list[QTranslator], locale: QLocale) -> None:
        """Take other translators, of which the last is asked first, and write numbers as a country does."""
        for old in self._translators:
            self._application.removeTranslator(old)
        QLocale.setDefault(locale)
        self._translators = translators
        for new in translators:
            self._application.installTranslator(new)
        self.changed.emit()


class _Listener(QObject):
    """Does something for its owner, and goes with it."""

    def __init__(self, owner: QObject, do: Callable[[], object]) -> None:
        super().__init__(owner)
        self._do = do

    def listen(self) -> None:
        """Do it."""
        self._do()


class _Texts(QTranslator):
    """Translations from memory, which Qt reads from as long as they are used and does not copy."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data
        self.loadFromData(data)  # type: ignore[arg-type]  # PyQt's stubs know no bytes here


def language_of_application() -> Language:
    """Find what says which language is spoken; make it at first."""
    application = QCoreApplication.instance()
    assert application is not None
    found = application.findChild(Language)
    return found if isinstance(found, Language) else Language(application)


def own_texts(code: str) -> QTranslator:
    """Read our translation; of English it has the plurals."""
    return _Texts(resources.files("resources.translations").joinpath(f"cleanplate_{code}.qm").read_bytes())


def _qt_texts(code: str) -> QTranslator:
    """Read Qt's own translation of buttons and file dialogs; it has none of English, and needs none."""
    translator = QTranslator()
    translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return translator


def _locale(code: str) -> QLocale:
    """Keep to the user's country where it speaks that language."""
    system, chosen = QLocale.system(), QLocale(code)
    return system if system.language() == chosen.language() else chosen
