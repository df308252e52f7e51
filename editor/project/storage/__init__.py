"""The file on the disk: opening, holding, schema versions, copies and backups."""
