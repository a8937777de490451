"""Values that IPython has shown, used as `_`, `__` and `Out`."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of


@pytest.mark.parametrize(
    ("cells", "name", "kept"),
    [
        (("x = 1", "x", "x;", "print(x)", "y = _ + 1"), "y", (0, 1, 4)),
        (("x = 1", "x", "x + 1", "y = __"), "y", (0, 1, 2, 3)),
        (("x = [1]", "x[0]", "x.append(2)", "y = _"), "y", (0, 1, 2, 3)),
        (("x = 1", "z = 2", "x", "y = Out[3]"), "y", (0, 2, 3)),
        (("x = 1", "x", "y = In[1]"), "y", (2,)),
        (("x = 1", "x", "for _ in range(3): pass", "y = _"), "y", (2, 3)),
    ],
)
def test_use_of_a_shown_value_depends_on_the_cell_that_has_shown_it(
    cells: tuple[str, ...], name: str, kept: tuple[int, ...]
) -> None:
    assert analysis_of(*cells).slice_of(name) == kept


@pytest.mark.parametrize("maker", ["%run make.py", "exec(open('make.py').read())", "get_ipython().run_cell(source)"])
def test_name_that_no_code_binds_comes_from_cells_that_may_bind_any(maker: str) -> None:
    analysis = analysis_of("source = 'x = 1'", maker, "z = 1", "y = x + z", "w = z")
    assert {edge.source for edge in analysis.edges if "x" in edge.names} == {1}
    assert analysis.slice_of("w") == (2, 4)
