"""Values and displays that depend on the folder, the environment and the options of libraries."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of

_HEAD = (
    "import os\nfrom pathlib import Path\nimport numpy as np\nimport pandas as pd\na, df = np.ones(3), pd.DataFrame()"
)


@pytest.mark.parametrize(
    ("change", "use"),
    [
        ("os.chdir('raw')", "x = os.getcwd()"),
        ("%cd -q raw", "x = Path.cwd()"),
        ("os.chdir('raw')", "x = os.path.abspath('a')"),
        ("os.chdir('raw')", "x = Path('a').resolve()"),
        ("%env STAGE=test", "x = !echo $STAGE"),
        ("np.set_printoptions(precision=2)", "x = str(a)"),
        ("np.set_printoptions(precision=2)", "x = f'{a}'"),
        ("np.set_printoptions(precision=2)", "x = print(a)"),
        ("pd.set_option('display.max_rows', 5)", "df"),
        ("pd.set_option('display.max_rows', 5)", "display(df)"),
    ],
)
def test_what_the_process_decides_comes_from_the_cell_that_sets_it(change: str, use: str) -> None:
    assert 1 in analysis_of(_HEAD, change, use).slice_of(2)


def test_number_that_is_shown_depends_on_no_option() -> None:
    assert 1 not in analysis_of(_HEAD, "np.set_printoptions(precision=2)", "x = str(3)").slice_of(2)
