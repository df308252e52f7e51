"""Jobs: the worker process, its segments and their resume."""
