"""The document: one SQLite file with transactions, undo, recovery and media that are found again."""
