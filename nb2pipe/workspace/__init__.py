"""Disk: read notebooks, write files and trees whole or not at all, format what is emitted."""
