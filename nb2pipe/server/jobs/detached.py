"""The process of a job: `python -m nb2pipe.server.jobs.detached FOLDER`; whoever started it may be gone."""

from __future__ import annotations

import signal
import sys

#: What shells report of a program that Ctrl-C has ended.
_INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Do the job; one that is cancelled before it has begun ends without a word."""
    (path,) = arguments
    # A server that was started in the background ignores the signal, and so would we: but it is how we are cancelled.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        # Takes seconds on a slow machine, in which somebody may change their mind.
        from nb2pipe.server.jobs.work import do_job

        do_job(path)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
