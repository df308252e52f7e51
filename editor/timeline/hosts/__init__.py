"""Cleanplate inside editing programs: what is put where, so that their menus and panels have it."""
