"""Edits as transactions, undo and redo, and what listeners are told."""
