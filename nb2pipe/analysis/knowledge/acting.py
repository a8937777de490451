"""Library functions that are called for what they do, or check, whatever they give."""

from __future__ import annotations

#: Calls that do something though they change no value: their statements stay.
ACTING_CALLS = {
    "time.sleep", "gc.collect", "atexit.register", "faulthandler.enable", "asyncio.run",
    "os.kill", "os.killpg", "os.nice", "os.write", "os.close", "os.dup2",
    "os.fsync", "os.setpriority", "os.chown", "os.mkfifo", "os.popen", "shutil.unpack_archive",
    "shutil.chown", "sys.settrace", "sys.setprofile",
    "tempfile.mkdtemp", "tempfile.mkstemp",
}  # fmt: skip
#: How functions are called that set something in a library or in the interpreter, or write what it has.
ACTING_NAMES = ("set_", "register_", "unregister_", "enable_", "disable_", "write_", "save", "output_")
#: How functions are called that fail where something is wrong.
CHECKING_NAMES = ("assert_", "check_", "validate", "raise_")
#: Calls that end the run.
EXITS = {"sys.exit", "builtins.exit", "builtins.quit", "os._exit", "os.abort"}
