"""Other programs' annotations become training material: one file a format, one that writes."""
