"""Translations: `.ts` for translators, `.qm` made of them for the program."""
