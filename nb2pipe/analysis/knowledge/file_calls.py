"""Which library functions and methods read or write the file that an argument names."""

from __future__ import annotations

from nb2pipe.model.effects import EffectKind as E

_READ_FIRST = (
    "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile", "joblib.load", "torch.load",
    "scipy.io.loadmat", "scipy.io.wavfile.read", "scipy.io.arff.loadarff", "scipy.sparse.load_npz",
    "sklearn.datasets.load_svmlight_file", "sklearn.datasets.load_files", "PIL.Image.open", "matplotlib.image.imread",
    "matplotlib.pyplot.imread", "skimage.io.imread", "imageio.imread", "imageio.v2.imread", "imageio.v3.imread",
    "cv2.imread", "librosa.load", "soundfile.read", "torchaudio.load", "torchvision.io.read_image",
    "os.listdir", "os.scandir", "os.walk", "os.stat", "os.path.exists", "os.path.isfile", "os.path.isdir",
    "os.path.getsize", "os.path.getmtime", "glob.glob", "glob.iglob", "fileinput.input", "linecache.getlines",
    "geopandas.read_file", "pyarrow.parquet.read_table", "pyarrow.csv.read_csv", "pyarrow.feather.read_table",
    "pyarrow.json.read_json", "pyarrow.orc.read_table", "pyarrow.parquet.ParquetFile", "pyarrow.dataset.dataset",
    "pyarrow.feather.read_feather", "pyarrow.parquet.read_schema", "pyarrow.parquet.read_metadata", "xarray.open_zarr",
    "xarray.open_mfdataset", "xarray.open_dataarray", "xarray.load_dataarray",
    "dask.dataframe.read_csv", "dask.dataframe.read_parquet", "xarray.open_dataset", "xarray.load_dataset",
    "dotenv.dotenv_values", "gensim.models.KeyedVectors.load_word2vec_format",
    "statsmodels.api.load", "statsmodels.iolib.smpickle.load_pickle", "onnx.load", "networkx.read_gml",
    "networkx.read_graphml", "networkx.read_edgelist", "networkx.read_adjlist", "networkx.read_gpickle",
    "tensorflow.keras.models.load_model", "keras.models.load_model", "tensorflow.saved_model.load",
    "keras.saving.load_model", "tensorflow.keras.preprocessing.image.load_img", "openpyxl.load_workbook",
    "nbformat.read", "runpy.run_path", "toml.load", "torch.jit.load", "safetensors.torch.load_file",
    "safetensors.numpy.load_file", "duckdb.read_csv", "duckdb.read_parquet", "duckdb.read_json", "duckdb.from_csv_auto",
    "duckdb.from_parquet", "mlflow.log_artifact", "mlflow.log_artifacts", "fileinput.FileInput",
)  # fmt: skip
_PANDAS_READERS = (
    "csv", "table", "excel", "json", "parquet", "pickle", "feather", "hdf", "html", "fwf", "stata", "sas", "xml",
    "orc", "spss",
)  # fmt: skip
_POLARS_READERS = (
    "read_csv", "read_parquet", "read_json", "read_ndjson", "read_excel", "read_ipc", "read_avro", "scan_csv",
    "scan_parquet", "scan_ndjson", "scan_ipc", "read_ipc_stream", "read_ods", "read_lines", "scan_lines", "read_delta",
    "scan_delta",
)  # fmt: skip
_WRITE_FIRST = (
    "numpy.save", "numpy.savez", "numpy.savez_compressed", "numpy.savetxt", "scipy.io.savemat",
    "scipy.io.wavfile.write", "scipy.sparse.save_npz", "cv2.imwrite", "imageio.imwrite", "imageio.v2.imwrite",
    "imageio.v3.imwrite", "skimage.io.imsave", "matplotlib.pyplot.imsave", "matplotlib.image.imsave",
    "soundfile.write", "os.makedirs", "os.mkdir", "os.remove", "os.unlink", "os.rmdir", "os.removedirs",
    "shutil.rmtree", "os.truncate", "os.utime", "os.chmod",
)  # fmt: skip
#: Functions and methods of paths that give paths below the current folder.
IN_CURRENT_FOLDER = frozenset({
    "os.getcwd", "os.getcwdb", "os.path.abspath", "os.path.realpath", "os.path.relpath", "pathlib.Path.cwd", "absolute",
    "resolve", "cwd",
})  # fmt: skip
#: Functions and methods of paths that fail where the file or folder is not there yet.
CHANGING = frozenset({
    "os.remove", "os.unlink", "os.rmdir", "os.removedirs", "shutil.rmtree", "os.truncate", "os.utime", "os.chmod",
    "unlink", "rmdir", "chmod",
})  # fmt: skip
_WRITE_SECOND = (
    "pandas.to_pickle", "joblib.dump", "torch.save", "pyarrow.parquet.write_table", "pyarrow.csv.write_csv",
    "pyarrow.feather.write_feather", "pyarrow.orc.write_table", "pyarrow.parquet.write_to_dataset",
    "pyarrow.dataset.write_dataset", "networkx.write_gml", "networkx.write_graphml", "networkx.write_edgelist",
    "networkx.write_adjlist", "networkx.write_gpickle", "onnx.save", "tensorflow.keras.models.save_model",
    "keras.models.save_model", "tensorflow.saved_model.save",
    "sklearn.tree.export_graphviz", "plotly.offline.plot", "plotly.io.write_html", "plotly.io.write_image",
    "networkx.write_gexf", "torch.jit.save", "safetensors.torch.save_file", "safetensors.numpy.save_file",
    "nbformat.write",
)  # fmt: skip
_COPY = (
    "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree", "shutil.copymode", "shutil.copystat",
    "os.link", "os.symlink",
)  # fmt: skip
_MOVE = ("shutil.move", "os.rename", "os.replace", "os.renames")

#: Library function -> its effects on files; a target `@0` is the first argument, `@1 dst` the second one or `dst=`.
FILE_CALLS: dict[str, tuple[tuple[E, str], ...]] = {
    **dict.fromkeys(_READ_FIRST, ((E.READ_FILE, "@0"),)),
    **{f"pandas.read_{kind}": ((E.READ_FILE, "@0"),) for kind in _PANDAS_READERS},
    **{f"polars.{name}": ((E.READ_FILE, "@0"),) for name in _POLARS_READERS},
    "pandas.ExcelFile": ((E.READ_FILE, "@0"),),
    **dict.fromkeys(_WRITE_FIRST, ((E.WRITE_FILE, "@0"),)),
    **dict.fromkeys(_WRITE_SECOND, ((E.WRITE_FILE, "@1"),)),
    **dict.fromkeys(_COPY, ((E.READ_FILE, "@0 src"), (E.WRITE_FILE, "@1 dst"))),
    **dict.fromkeys(_MOVE, ((E.READ_FILE, "@0 src"), (E.WRITE_FILE, "@0 src"), (E.WRITE_FILE, "@1 dst"))),
    "shutil.make_archive": ((E.READ_FILE, "@2 root_dir"), (E.WRITE_FILE, "@0 base_name")),
    "shutil.unpack_archive": ((E.READ_FILE, "@0 filename"), (E.WRITE_FILE, "@1 extract_dir")),
    "shelve.open": ((E.READ_FILE, "@0"), (E.WRITE_FILE, "@0")),
    "joblib.Memory": ((E.READ_FILE, "@0 location"), (E.WRITE_FILE, "@0 location")),
    "torch.onnx.export": ((E.WRITE_FILE, "@2 f"),),
    "sklearn.datasets.dump_svmlight_file": ((E.WRITE_FILE, "@2 f"),),
    "lightgbm.Booster": ((E.READ_FILE, "@3 model_file"),),
    "xgboost.Booster": ((E.READ_FILE, "@2 model_file"),),
}

#: Functions that open the file of their first argument -> the mode, unless they are told, and where they are told.
OPENERS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(
        (
            "builtins.open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "gzip.GzipFile",
            "bz2.BZ2File", "lzma.LZMAFile", "zipfile.ZipFile", "tarfile.open", "tarfile.TarFile", "h5py.File",
            "netCDF4.Dataset", "wave.open", "smart_open.open", "smart_open.smart_open",
        ),
        ("r", 1),
    ),
    "numpy.memmap": ("r+", 2),
    "numpy.lib.format.open_memmap": ("r+", 1),
    "os.open": ("r+", 1),
    "pandas.ExcelWriter": ("w", 4),
    "pandas.HDFStore": ("a+", 1),
}  # fmt: skip
#: Functions that connect to the database whose file their first argument names.
CONNECTORS = {"sqlite3.connect", "duckdb.connect"}
#: Functions that give the file this ending where its name has none.
ENDINGS = {"numpy.save": ".npy", "numpy.savez": ".npz", "numpy.savez_compressed": ".npz"}

#: Method of an object -> effect on a file that an argument names.
METHOD_FILES: dict[str, tuple[E, int]] = {
    "to_csv": (E.WRITE_FILE, 0), "to_parquet": (E.WRITE_FILE, 0), "to_json": (E.WRITE_FILE, 0),
    "to_pickle": (E.WRITE_FILE, 0), "to_excel": (E.WRITE_FILE, 0), "to_feather": (E.WRITE_FILE, 0),
    "to_hdf": (E.WRITE_FILE, 0), "to_html": (E.WRITE_FILE, 0), "to_stata": (E.WRITE_FILE, 0),
    "to_orc": (E.WRITE_FILE, 0), "to_xml": (E.WRITE_FILE, 0),
    "savefig": (E.WRITE_FILE, 0), "tofile": (E.WRITE_FILE, 0), "save_model": (E.WRITE_FILE, 0),
    "load_model": (E.READ_FILE, 0),
}  # fmt: skip

#: The same for methods of many kinds of objects: a file only where the argument is a text or path.
METHODS_OF_NAMED_FILES: dict[str, tuple[E, int]] = {
    "save": (E.WRITE_FILE, 0), "save_weights": (E.WRITE_FILE, 0), "load_weights": (E.READ_FILE, 0),
    "save_pretrained": (E.WRITE_FILE, 0), "save_word2vec_format": (E.WRITE_FILE, 0),
    "write_csv": (E.WRITE_FILE, 0), "write_parquet": (E.WRITE_FILE, 0), "write_json": (E.WRITE_FILE, 0),
    "write_ndjson": (E.WRITE_FILE, 0), "write_excel": (E.WRITE_FILE, 0), "write_ipc": (E.WRITE_FILE, 0),
    "write_html": (E.WRITE_FILE, 0), "write_image": (E.WRITE_FILE, 0), "to_file": (E.WRITE_FILE, 0),
    "to_netcdf": (E.WRITE_FILE, 0), "to_zarr": (E.WRITE_FILE, 0), "write_avro": (E.WRITE_FILE, 0),
    "write_ipc_stream": (E.WRITE_FILE, 0), "write_delta": (E.WRITE_FILE, 0),
    "to_latex": (E.WRITE_FILE, 0), "to_markdown": (E.WRITE_FILE, 0),
    "to_string": (E.WRITE_FILE, 0), "dump_model": (E.WRITE_FILE, 0), "dump": (E.WRITE_FILE, 0),
    "sink_csv": (E.WRITE_FILE, 0), "sink_parquet": (E.WRITE_FILE, 0), "sink_ipc": (E.WRITE_FILE, 0),
    "sink_ndjson": (E.WRITE_FILE, 0), "extractall": (E.WRITE_FILE, 0), "render": (E.WRITE_FILE, 0),
    "read": (E.READ_FILE, 0),
}  # fmt: skip
