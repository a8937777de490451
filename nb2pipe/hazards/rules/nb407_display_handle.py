"""NB407: a display is updated through what `display` gives."""

from __future__ import annotations

from nb2pipe.hazards.rule import PlannedRule, cell, notebook
from nb2pipe.model.findings import Severity
from nb2pipe.model.ids import RuleCode


class DisplayHandle(PlannedRule):
    """A step keeps what `display(…, display_id=True)` gives, so as to update what it shows.

    Outside IPython `display` prints and gives `None`, which has no `update`: the step would fail. `export` refuses
    that.

    Make the handle yourself: `handle = DisplayHandle()`, `handle.display(x)` and `handle.update(y)` work everywhere
    and in every step. Or show progress by `print`, or in a report cell.
    """

    code = RuleCode("NB407")
    name = "display-handle"
    severity = Severity.ERROR
    VALID = (
        notebook(cell("from IPython.display import display\ndisplay(1, display_id='a')", "step:data")),
        notebook(
            cell("from IPython.display import DisplayHandle\nh = DisplayHandle()\nh.display(1)", "step:data"),
            cell("h.update(2)", "step:train"),
        ),
    )
    INVALID = (
        notebook(
            cell("from IPython.display import display\nh = display(1, display_id=True)", "step:data"),
            cell("h.update(2)", "step:train"),
        ),
        notebook(
            "def progress(n):\n    h = display(0, display_id='p')\n    h.update(n)\n    return n",
            cell("x = progress(3)", "step:data"),
        ),
    )
