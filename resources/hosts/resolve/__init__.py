"""The scripts of Resolve's menu Workspace > Scripts."""
