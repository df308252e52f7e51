"""What a project is made of: media, shots, objects, masks, settings."""
