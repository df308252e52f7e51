"""The timeline as the user's NLE wrote it: read into a model, edited in its own text."""
