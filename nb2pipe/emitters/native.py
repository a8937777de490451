"""Distributions -> system packages that their wheels expect, by the names that Debian gives them."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pipe.emitters.distributions import normalized

#: From the import errors on a `python:slim` image: what the wheels load, but do not bring.
_SYSTEM_PACKAGES = {
    "cairosvg": ("libcairo2",),
    "catboost": ("libgomp1",),
    "ffmpeg-python": ("ffmpeg",),
    "gdal": ("libgdal-dev",),
    "graphviz": ("graphviz",),
    "lightgbm": ("libgomp1",),
    "mysqlclient": ("libmariadb3",),
    "opencv-contrib-python": ("libgl1", "libglib2.0-0"),
    "opencv-python": ("libgl1", "libglib2.0-0"),
    "pdf2image": ("poppler-utils",),
    "psycopg2": ("libpq5",),
    "pydot": ("graphviz",),
    "pydub": ("ffmpeg",),
    "pyodbc": ("unixodbc",),
    "pyspark": ("default-jre-headless",),
    "pytesseract": ("tesseract-ocr",),
    "python-magic": ("libmagic1",),
    "rpy2": ("r-base-core",),
    "weasyprint": ("libpango-1.0-0", "libpangoft2-1.0-0"),
    "xgboost": ("libgomp1",),
}


def system_packages(distributions: Iterable[str]) -> tuple[str, ...]:
    """What `apt-get install` must bring for these distributions, sorted."""
    return tuple(sorted({package for name in distributions for package in _SYSTEM_PACKAGES.get(normalized(name), ())}))
