"""A plugin of OpenTimelineIO: its tools read through Cleanplate what their own adapters do not.

OpenTimelineIO finds it by the entry point group `opentimelineio.plugins`. With `adapter_name="cleanplate"` it
reads all of Cleanplate's formats; files that end in `.fcpxmld` are read so by themselves.
"""
