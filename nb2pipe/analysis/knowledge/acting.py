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

#: Libraries whose functions change what they are given only where a table or the function's name says so.
WELL_KNOWN_LIBRARIES = frozenset({
    "PIL", "accelerate", "dash", "dask", "datasets", "duckdb", "gradio", "holoviews", "hvplot", "ipywidgets", "jax",
    "keras", "mlflow", "optuna", "pandasql", "panel", "pyarrow", "pyspark", "ray", "streamlit", "tensorflow", "torch",
    "torchvision", "transformers", "wandb",
})  # fmt: skip
#: Beginnings of words in the names of functions that look at what they are given, or pass it on, and leave it alone.
LOOKING_WORDS = (
    "analy", "assert", "check", "compar", "confirm", "count", "describ", "display", "draw", "dump", "eda", "ensure",
    "eval", "explain", "explor", "export", "get", "has", "head", "hist", "imshow", "info", "inspect", "is", "log",
    "metric", "notif", "plot", "preview", "print", "profil", "publish", "render", "report", "save", "score", "send",
    "show", "submit", "summar", "tail", "test", "upload", "validat", "verif", "view", "visuali", "warn", "write",
)  # fmt: skip
