"""Bytes of a notebook file -> Notebook, and back: the same bytes with other tags or sources."""

from nb2pipe.reading.notebooks import read_notebook
from nb2pipe.reading.places import find_places
from nb2pipe.reading.sources import with_sources
from nb2pipe.reading.tags import with_tags

__all__ = ["find_places", "read_notebook", "with_sources", "with_tags"]
