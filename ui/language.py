"""Texts in the language of the user."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication


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
