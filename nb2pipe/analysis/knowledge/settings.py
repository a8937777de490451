"""Calls that set what a library does from then on, in the whole process.

None of it is in any variable, so a process that begins without these calls behaves otherwise.
"""

from __future__ import annotations

import collections.abc
import numbers
import re
from typing import Final

#: Modules under which matplotlib's settings can be found.
MATPLOTLIB: Final = ("matplotlib", "matplotlib.pyplot", "matplotlib.pylab", "pylab")
#: Library whose behaviour is set -> the calls that set it. A name that ends in `.*` covers everything below.
SETTING_CALLS: Final[dict[str, tuple[str, ...]]] = {
    # Python itself.
    "asyncio": ("asyncio.set_event_loop_policy", "nest_asyncio.apply"),
    "calendar": ("calendar.setfirstweekday",),
    "codecs": ("codecs.register", "codecs.register_error", "codecs.unregister"),
    "collections": tuple(f"collections.abc.{name}.register" for name in collections.abc.__all__),
    "copyreg": ("copyreg.pickle", "copyreg.constructor", "copyreg.add_extension"),
    "csv": ("csv.register_dialect", "csv.unregister_dialect", "csv.field_size_limit"),
    "decimal": ("decimal.setcontext",),
    "doctest": ("doctest.register_optionflag", "doctest.set_unittest_reportflags"),
    "gc": ("gc.disable", "gc.enable", "gc.freeze", "gc.set_threshold", "gc.set_debug"),
    "gettext": ("gettext.install", "gettext.textdomain", "gettext.bindtextdomain"),
    "locale": ("locale.setlocale", "locale.textdomain", "locale.bindtextdomain"),
    "logging": (
        "logging.getLogger().setLevel",
        "logging.getLogger().addHandler",
        "logging.getLogger().removeHandler",
        "logging.getLogger().addFilter",
        "logging.getLogger().removeFilter",
        "logging.setLogRecordFactory",
        "logging.setLoggerClass",
        "logging.addLevelName",
        "logging.config.dictConfig",
        "logging.config.fileConfig",
        "logging.disable",
        "logging.captureWarnings",
    ),
    "mimetypes": ("mimetypes.add_type", "mimetypes.init"),
    "multiprocessing": ("multiprocessing.set_start_method", "multiprocessing.set_executable"),
    "numbers": tuple(f"numbers.{name}.register" for name in numbers.__all__),
    "os": ("os.umask", "os.sched_setaffinity"),
    "resource": ("resource.setrlimit",),
    "shutil": (
        "shutil.register_archive_format",
        "shutil.unregister_archive_format",
        "shutil.register_unpack_format",
        "shutil.unregister_unpack_format",
    ),
    "signal": ("signal.signal", "signal.set_wakeup_fd"),
    "socket": ("socket.setdefaulttimeout",),
    "sqlite3": ("sqlite3.register_adapter", "sqlite3.register_converter", "sqlite3.enable_callback_tracebacks"),
    "sys": (
        "sys.setrecursionlimit",
        "sys.set_int_max_str_digits",
        "sys.setswitchinterval",
        "sys.set_asyncgen_hooks",
        "sys.set_coroutine_origin_tracking_depth",
    ),
    "threading": ("threading.stack_size",),
    "time": ("time.tzset",),
    "tracemalloc": ("tracemalloc.start", "tracemalloc.stop"),
    "urllib": ("urllib.request.install_opener",),
    "warnings": ("warnings.filterwarnings", "warnings.simplefilter", "warnings.resetwarnings"),
    "xml": ("xml.etree.ElementTree.register_namespace",),
    "zoneinfo": ("zoneinfo.reset_tzpath",),
    # Arrays and tables.
    "dask": ("dask.config.set", "dask.config.update", "dask.config.refresh"),
    "jax": ("jax.config.update", "jax.config.config.update"),
    "joblib": ("joblib.register_parallel_backend", "joblib.register_store_backend"),
    "numba": ("numba.set_num_threads", "numba.set_parallel_chunksize"),
    "numpy": (
        "numpy.set_printoptions",
        "numpy.set_string_function",
        "numpy.seterr",
        "numpy.seterrcall",
        "numpy.setbufsize",
        "numpy.polynomial.set_default_printstyle",
    ),
    "pandas": (
        "pandas.set_option",
        "pandas.reset_option",
        "pandas.set_eng_float_format",
        "pandas.options.*",
        "pandarallel.pandarallel.initialize",
        "swifter.set_defaults",
        "tqdm.tqdm.pandas",
        "tqdm.auto.tqdm.pandas",
        "tqdm.notebook.tqdm.pandas",
    ),
    "polars": ("polars.Config", "polars.Config.*", "polars.enable_string_cache", "polars.disable_string_cache"),
    "pyarrow": ("pyarrow.set_cpu_count", "pyarrow.set_io_thread_count", "pyarrow.register_extension_type"),
    "scipy": ("scipy.special.seterr", "scipy.fft.set_global_backend"),
    # Models.
    "datasets": ("datasets.disable_progress_bar", "datasets.enable_progress_bar", "datasets.disable_caching"),
    "keras": (
        "keras.config.set_floatx",
        "keras.config.set_epsilon",
        "keras.config.set_image_data_format",
        "keras.config.set_dtype_policy",
        "keras.config.disable_interactive_logging",
        "keras.backend.set_floatx",
        "keras.backend.set_epsilon",
        "keras.backend.clear_session",
        "keras.mixed_precision.set_global_policy",
        "keras.mixed_precision.set_dtype_policy",
    ),
    "mlflow": ("mlflow.set_tracking_uri", "mlflow.set_registry_uri", "mlflow.set_experiment", "mlflow.autolog"),
    "nltk": ("nltk.data.path.append", "nltk.data.path.insert"),
    "optuna": (
        "optuna.logging.set_verbosity",
        "optuna.logging.disable_default_handler",
        "optuna.logging.enable_propagation",
    ),
    "sklearn": ("sklearn.set_config",),
    "spacy": ("spacy.prefer_gpu", "spacy.require_gpu", "spacy.require_cpu"),
    "tensorflow": (
        "tensorflow.config.run_functions_eagerly",
        "tensorflow.config.set_visible_devices",
        "tensorflow.config.set_soft_device_placement",
        "tensorflow.config.experimental.set_memory_growth",
        "tensorflow.config.experimental.enable_op_determinism",
        "tensorflow.config.optimizer.set_jit",
        "tensorflow.config.threading.set_intra_op_parallelism_threads",
        "tensorflow.config.threading.set_inter_op_parallelism_threads",
        "tensorflow.debugging.set_log_device_placement",
        "tensorflow.debugging.enable_check_numerics",
        "tensorflow.compat.v1.disable_eager_execution",
        "tensorflow.compat.v1.logging.set_verbosity",
        "tensorflow.keras.backend.set_floatx",
        "tensorflow.keras.mixed_precision.set_global_policy",
    ),
    "torch": (
        "torch.set_default_dtype",
        "torch.set_default_device",
        "torch.set_default_tensor_type",
        "torch.set_num_threads",
        "torch.set_num_interop_threads",
        "torch.set_grad_enabled",
        "torch.set_printoptions",
        "torch.set_float32_matmul_precision",
        "torch.set_flush_denormal",
        "torch.use_deterministic_algorithms",
        "torch.autograd.set_detect_anomaly",
        "torch.multiprocessing.set_sharing_strategy",
        "torch.multiprocessing.set_start_method",
    ),
    "transformers": tuple(
        f"transformers.{place}.{setter}"
        for place in ("logging", "utils.logging")
        for setter in (
            "set_verbosity",
            "set_verbosity_debug",
            "set_verbosity_info",
            "set_verbosity_warning",
            "set_verbosity_error",
            "disable_progress_bar",
            "disable_default_handler",
        )
    ),
    "xgboost": ("xgboost.set_config",),
    # Figures.
    "altair": ("altair.data_transformers.*", "altair.renderers.*", "altair.themes.*", "altair.theme.*"),
    "bokeh": ("bokeh.io.output_notebook", "bokeh.plotting.output_notebook"),
    "matplotlib": (
        "matplotlib.use",
        "matplotlib.rc_file",
        "matplotlib.rc_file_defaults",
        "matplotlib.set_loglevel",
        "matplotlib.style.use",
        "matplotlib.colormaps.register",
        "matplotlib.font_manager.fontManager.addfont",
        *(f"{module}.{name}" for module in MATPLOTLIB for name in ("rc", "rcdefaults", "rcParams.update")),
        "matplotlib.pyplot.style.use",
        "matplotlib.pyplot.set_cmap",
        "matplotlib.pyplot.set_loglevel",
        "matplotlib.pyplot.ioff",
        "matplotlib.pyplot.ion",
        "matplotlib.pyplot.switch_backend",
        "seaborn.set",
        "seaborn.set_theme",
        "seaborn.set_style",
        "seaborn.set_context",
        "seaborn.set_palette",
        "seaborn.set_color_codes",
        "seaborn.reset_defaults",
        "seaborn.reset_orig",
        "pandas.plotting.register_matplotlib_converters",
        "pandas.plotting.deregister_matplotlib_converters",
        "IPython.core.pylabtools.figsize",
        "IPython.display.set_matplotlib_formats",
        "matplotlib_inline.backend_inline.set_matplotlib_formats",
    ),
    "plotly": ("plotly.io.*",),
}

#: Calls after which others of the same library have something to work with, in this process or on this machine.
STARTING_CALLS: Final = frozenset({
    *(f"pycaret.{kind}.setup" for kind in (
        "anomaly", "classification", "clustering", "nlp", "regression", "time_series",
    )),
    "ee.Authenticate", "ee.Initialize", "google.generativeai.configure", "h2o.connect", "h2o.init", "mlflow.end_run",
    "mlflow.start_run", "nltk.download", "ray.init", "wandb.finish", "wandb.init", "wandb.login",
})  # fmt: skip
#: Library -> others whose settings decide what its functions give.
HEEDED: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("cloudpickle", "copy", "dill", "joblib", "pickle"), ("copyreg",)),
    **dict.fromkeys(("calendar", "time"), ("locale",)),
    "seaborn": ("matplotlib",),
}
#: Exception, or the end of its name -> the library whose settings decide whether code raises it.
RAISED_BY_SETTING: Final[dict[str, str]] = {
    "ArithmeticError": "numpy",
    "FloatingPointError": "numpy",
    "RecursionError": "sys",
    "Warning": "warnings",
}
#: Method of texts, bytes and dates -> the library whose settings decide what it gives.
HEEDING_METHODS: Final[dict[str, str]] = {
    "decode": "codecs", "encode": "codecs", "strftime": "locale", "strptime": "locale",
}  # fmt: skip

#: What `with torch.no_grad():` switches off for its block.
TORCH_RECORDING: Final = "torch-recording"
#: Contexts that put back what is set inside them -> whose settings.
SCOPING_CALLS: Final[dict[str, str]] = {
    "decimal.localcontext": "decimal",
    "matplotlib.pyplot.rc_context": "matplotlib",
    "matplotlib.pyplot.style.context": "matplotlib",
    "matplotlib.rc_context": "matplotlib",
    "matplotlib.style.context": "matplotlib",
    "numpy.errstate": "numpy",
    "numpy.printoptions": "numpy",
    "pandas.option_context": "pandas",
    "scipy.special.errstate": "scipy",
    "seaborn.axes_style": "matplotlib",
    "seaborn.plotting_context": "matplotlib",
    "sklearn.config_context": "sklearn",
    "torch.inference_mode": TORCH_RECORDING,
    "torch.no_grad": TORCH_RECORDING,
    "warnings.catch_warnings": "warnings",
    "xgboost.config_context": "xgboost",
}
#: Calls that set something for good, but as contexts until they end -> whose settings.
SETTING_CONTEXTS: Final[dict[str, str]] = {
    "dask.config.set": "dask",
    "matplotlib.pyplot.ioff": "matplotlib",
    "matplotlib.pyplot.ion": "matplotlib",
    "polars.Config": "polars",
    "torch.autograd.set_detect_anomaly": "torch",
    "torch.set_default_device": "torch",
    "torch.set_grad_enabled": "torch",
}

#: Objects through which code sees and sets the state of the process itself; a copy of one sets nothing.
LIVE_STATE: Final[re.Pattern[str]] = re.compile(
    r"os\.environb?|sys\.(?:path|modules|meta_path|path_hooks)|warnings\.filters|decimal\.getcontext\(\)"
    r"|(?:matplotlib\.(?:pyplot\.|pylab\.)?|pylab\.)rcParams|pandas\.options(?:\.\w+)?"
)
