"""Work that the worker processes do for the window while it is edited on."""
