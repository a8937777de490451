"""Modules that the notebook writes and imports, and files that it takes away."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of

_WRITE = "%%writefile tools.py\ndef f(): return 1"


@pytest.mark.parametrize(
    ("cells", "name", "kept"),
    [
        ((_WRITE, "import tools", "x = tools.f()"), "x", (0, 1, 2)),
        ((_WRITE, "from tools import f", "x = f()"), "x", (0, 1, 2)),
        ((_WRITE, "import importlib", "tools = importlib.import_module('tools')"), "tools", (0, 1, 2)),
        ((_WRITE, "import tools", _WRITE, "import importlib", "importlib.reload(tools)", "x = tools.f()"), "x",
         (0, 1, 2, 3, 4, 5)),
        ((_WRITE, "from tools import f", _WRITE, "import importlib", "x = f()"), "x", (0, 1, 4)),
        (("import sys\nsys.path.append('lib')", _WRITE.replace("tools", "lib/tools"), "import tools"), "tools", (0, 1, 2)),
        (("%%writefile kit/__init__.py\nA = 1", "%%writefile kit/more.py\nB = 1", "from kit import more"), "more",
         (0, 1, 2)),
        (("%%writefile a.py\nimport b", "%%writefile b.py\nV = 1", "import a"), "a", (0, 1, 2)),
        (("f = open('kit/b.py', 'w')\nf.write('V = 1')", "open('kit/a.py', 'w').write('from . import b')", "import kit.a"),
         "kit", (0, 1, 2)),
        (("%%writefile a.py\nimport math", "%%writefile b.py\nV = 1", "import a"), "a", (0, 2)),
        (("%autoreload 2", _WRITE, "import tools", _WRITE, "x = tools.f()"), "x", (1, 2, 3, 4)),
        (("%autoreload 2", _WRITE, "import tools", "%autoreload 0", _WRITE, "x = tools.f()"), "x", (1, 2, 5)),
        (("%%writefile kit/other.py\nA = 1", "%%writefile kit.py\nB = 1", "import kit"), "kit", (1, 2)),
    ],
)  # fmt: skip
def test_import_depends_on_the_cells_that_write_the_module(
    cells: tuple[str, ...], name: str, kept: tuple[int, ...]
) -> None:
    assert analysis_of(*cells).slice_of(name) == kept


@pytest.mark.parametrize("take_away", ["os.remove('a.txt')", "Path('a.txt').unlink()", "os.chmod('a.txt', 0o600)"])
def test_taking_a_file_away_needs_the_cell_that_wrote_it(take_away: str) -> None:
    analysis = analysis_of("import os\nfrom pathlib import Path", "Path('a.txt').write_text('1')", take_away)
    assert analysis.slice_of(2) == (0, 1, 2)
