from __future__ import annotations

import os
import subprocess
import sys
import time

import psutil
import pytest

from nb2pipe.runs.family import family

#: Starts a process that nothing ties to its parent, tells its number and ends.
DAEMON = """
import subprocess, sys
nothing = subprocess.DEVNULL
sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
print(subprocess.Popen(sleeper, start_new_session=True, stdin=nothing, stdout=nothing, stderr=nothing).pid)
"""
HOLD = f"""
import os, subprocess, sys, time
from nb2pipe.runs.family import family
with family(os.environ) as members:
    subprocess.run([sys.executable, "-c", {DAEMON!r}], env=members.environment)
    time.sleep(600)
"""


def start_daemon(environment):
    done = subprocess.run([sys.executable, "-c", DAEMON], env=environment, capture_output=True, text=True, check=True)
    return psutil.Process(int(done.stdout))


def ends(process):
    deadline = time.monotonic() + 20
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_nothing_is_left_that_was_started_in_the_background():
    with family(os.environ) as members:
        daemon = start_daemon(members.environment)
        assert daemon.is_running()
    assert ends(daemon)


def test_an_error_ends_the_family_as_well():
    started = []

    def fail():
        with family(os.environ) as members:
            started.append(start_daemon(members.environment))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert ends(started[0])


def test_the_family_ends_with_a_process_that_is_killed():
    holder = subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True)
    with holder:
        daemon = psutil.Process(int(holder.stdout.readline()))
        holder.kill()
    assert ends(daemon)


def test_a_released_family_goes_on():
    with family(os.environ) as members:
        daemon = start_daemon(members.environment)
        members.release()
    assert daemon.is_running()
    daemon.kill()


def test_a_family_within_a_family_ends_with_either():
    with family(os.environ) as outer:
        with family(outer.environment) as inner:
            first = start_daemon(inner.environment)
        second = start_daemon(outer.environment)
        assert ends(first)
        assert second.is_running()
        with family(outer.environment) as inner:
            third = start_daemon(inner.environment)
            inner.release()
        assert third.is_running()
    assert ends(second)
    assert ends(third)
