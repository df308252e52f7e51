"""Edits of an NLE in the window: their shots come in, their clean plates go back."""
