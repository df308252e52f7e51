"""Clean plates named by version, and put into the edit."""
