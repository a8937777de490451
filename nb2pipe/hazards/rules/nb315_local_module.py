"""NB315: a module that lies beside the notebook is imported."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.scopes import dotted_name


class LocalModule(Rule):
    """A cell imports a module that is a file or folder beside the notebook.

    Python finds it only where the notebook's folder is the current one, and a change of the module changes the
    results without a change of the notebook. The package that `export` makes gets a copy of the module, and of what
    that imports from the folder: an edit of the module comes into the package with the next export. Files of data
    that the module finds by its own place are copied if they are small and lie in a package.

    Make the module part of a package that is installed if several notebooks use it.
    """

    code = RuleCode("NB315")
    name = "local-module"
    severity = Severity.INFO
    VALID = (
        notebook("import numpy as np"),
        notebook("def f():\n    import helpers_elsewhere"),
        notebook(cell("import helpers_beside", "step:skip")),
    )
    INVALID = (
        notebook("import helpers_beside"),
        notebook("from helpers_beside.cleaning import clean"),
        notebook("def f():\n    from helpers_beside import clean\n    return clean(1)"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each import."""
        if not context.local_modules:
            return
        for facts in context.code:
            source = context.source(facts.index).cell.source
            if facts.role is Role.SKIP or not any(module in source for module in context.local_modules):
                continue
            tree = context.tree(facts.index)
            imports: list[cst.Import | cst.ImportFrom] = [*tree.all(cst.Import), *tree.all(cst.ImportFrom)]
            for node in imports:
                found = sorted(set(_roots(node)) & context.local_modules)
                if found:
                    yield self.found(
                        facts.index,
                        context.span(facts.index, node),
                        message=f"`{found[0]}` lies beside the notebook, and nowhere else",
                        hint="the exported package gets a copy; an installed package would serve other notebooks, too",
                    )


def _roots(node: cst.Import | cst.ImportFrom) -> Iterator[str]:
    if isinstance(node, cst.ImportFrom):
        if node.module is not None and not node.relative:
            yield dotted_name(node.module).partition(".")[0]
        return
    yield from (dotted_name(alias.name).partition(".")[0] for alias in node.names)
