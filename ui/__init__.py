"""The window: a listener of the document. It never imports the engines."""
