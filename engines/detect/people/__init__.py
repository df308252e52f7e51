"""Finding people without being told where they are."""
