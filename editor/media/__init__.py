"""Movies and picture sequences: probe, read, convert, composite, write."""
