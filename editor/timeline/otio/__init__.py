"""OpenTimelineIO's JSON, read and edited as text."""
