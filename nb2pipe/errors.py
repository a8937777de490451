"""The one tree of errors that nb2pipe raises; a fault in the user's notebook is a Finding instead.

Nb2PipeError                the request or the world is at fault; the command exits with 2
├── UnreadableNotebook      the input is no notebook, or cannot be read
│   └── OtherLanguage       it is a notebook, but not one of Python
├── UsageError              an option or an argument makes no sense
├── WorkspaceError          a folder or file cannot be written
├── RunError                a kernel, a step or a run could not be started or did not finish
│   └── NotebookFailed      the notebook itself does not run; carries the cell at fault
└── Refused                 a notebook cannot be converted; carries the findings; the command exits with 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nb2pipe.model.findings import Finding


class Nb2PipeError(Exception):
    """Base of every error that a user can cause; its text is one clear message.

    Shells other than the command line, which have no options, show the `problem` alone.
    """

    def __init__(self, problem: str, *, options: str = "") -> None:
        super().__init__(f"{problem}; {options}" if options else problem)
        self.problem = problem


class UnreadableNotebook(Nb2PipeError):
    """The input is no notebook, or cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class OtherLanguage(UnreadableNotebook):
    """The input is a notebook of another language."""


class UsageError(Nb2PipeError):
    """An option or an argument makes no sense."""


class WorkspaceError(Nb2PipeError):
    """A folder or file cannot be written."""


class RunError(Nb2PipeError):
    """A kernel, a step or a run could not be started or did not finish."""


class NotebookFailed(RunError):
    """The notebook itself does not run: a cell raised an exception, took too long or ended the kernel."""

    def __init__(self, notebook: str, reason: str, *, cell: int, line: int | None = None) -> None:
        place = f"{notebook}, cell {cell}" if line is None else f"{notebook}, cell {cell}, line {line}"
        super().__init__(f"{place}: {reason}")
        self.notebook = notebook
        self.reason = reason
        self.cell = cell
        self.line = line


class Refused(Nb2PipeError):
    """A notebook cannot be converted into a pipeline that is sure to compute the same."""

    def __init__(self, path: str, findings: tuple[Finding, ...]) -> None:
        count = "1 blocking finding" if len(findings) == 1 else f"{len(findings)} blocking findings"
        super().__init__(f"{path}: not converted, {count}")
        self.path = path
        self.findings = findings
