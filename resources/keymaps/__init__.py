"""Key maps of the window."""
