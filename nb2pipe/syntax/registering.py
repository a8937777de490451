"""Import statements -> the modules that are imported to change another library, and which one that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst

from nb2pipe.syntax.importing import imported_paths

#: Module -> the library that its import changes: accessors, estimators, styles, projections.
REGISTERING: Mapping[str, str] = {
    "sklearn.experimental": "sklearn",
    "hvplot.pandas": "pandas",
    "hvplot.dask": "dask",
    "hvplot.xarray": "xarray",
    "hvplot.polars": "polars",
    "mpl_toolkits.mplot3d": "matplotlib",
    "scienceplots": "matplotlib",
    "janitor": "pandas",
    "pint_pandas": "pandas",
    "swifter": "pandas",
    "rioxarray": "xarray",
    "cf_xarray": "xarray",
}


def registering_imports(statement: cst.CSTNode) -> Iterator[tuple[str, str]]:
    """Each module that the statement imports for its effect, with the library that it changes."""
    modules = (module for module, member in imported_paths(statement) if member is None)
    yield from ((module, REGISTERING[module]) for module in modules if module in REGISTERING)
