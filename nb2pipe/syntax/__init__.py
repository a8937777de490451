"""Notebook -> ParsedNotebook, and what Python's grammar says about names in it."""

from nb2pipe.syntax.parse import parse_cell, parse_notebook

__all__ = ["parse_cell", "parse_notebook"]
