"""What runs inside editing programs: scripts for Resolve, panels for Premiere."""
