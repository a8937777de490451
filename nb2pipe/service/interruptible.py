"""Imported first by the process from which workers come: an interrupt ends it without a word while it imports more.

That the terminal's Ctrl-C reaches it as well is nothing to tell of; its parent says that it was interrupted.
"""

import signal
import threading

if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
