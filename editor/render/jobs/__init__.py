"""A render cut into tasks that any process, on any machine, can do by itself: prepare, fill, join, check."""
