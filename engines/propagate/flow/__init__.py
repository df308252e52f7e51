"""Engine `flow`: one object carried along optical flow and held by its colours."""
