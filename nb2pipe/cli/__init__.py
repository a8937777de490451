"""Arguments -> one service call -> text or JSON, and an exit status.

0 success; 1 findings, a refusal or a difference; 2 a wrong request or unreadable input; 130 interrupted.
"""

from nb2pipe.cli.main import main

__all__ = ["main"]
