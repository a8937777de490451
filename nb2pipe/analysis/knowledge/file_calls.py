"""Which library functions and methods read or write the file that an argument names."""

from __future__ import annotations

from nb2pipe.model.analysis import EffectKind as E

_READ_FIRST = (
    "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile", "numpy.memmap", "joblib.load", "torch.load",
    "scipy.io.loadmat", "scipy.io.wavfile.read", "scipy.io.arff.loadarff", "scipy.sparse.load_npz",
    "sklearn.datasets.load_svmlight_file", "sklearn.datasets.load_files", "PIL.Image.open", "matplotlib.image.imread",
    "matplotlib.pyplot.imread", "skimage.io.imread", "imageio.imread", "imageio.v2.imread", "imageio.v3.imread",
    "cv2.imread", "librosa.load", "soundfile.read", "torchaudio.load", "torchvision.io.read_image",
    "os.listdir", "os.scandir", "os.walk", "os.stat", "os.path.exists", "os.path.isfile", "os.path.isdir",
    "os.path.getsize", "os.path.getmtime", "glob.glob", "glob.iglob", "fileinput.input", "linecache.getlines",
    "geopandas.read_file", "pyarrow.parquet.read_table", "pyarrow.csv.read_csv", "pyarrow.feather.read_table",
    "dask.dataframe.read_csv", "dask.dataframe.read_parquet", "xarray.open_dataset", "xarray.load_dataset",
    "dotenv.load_dotenv", "dotenv.dotenv_values", "gensim.models.KeyedVectors.load_word2vec_format",
    "statsmodels.api.load", "statsmodels.iolib.smpickle.load_pickle", "onnx.load", "networkx.read_gml",
    "networkx.read_graphml", "networkx.read_edgelist", "networkx.read_adjlist", "networkx.read_gpickle",
    "tensorflow.keras.models.load_model", "keras.models.load_model", "tensorflow.saved_model.load",
    "keras.saving.load_model", "tensorflow.keras.preprocessing.image.load_img", "openpyxl.load_workbook",
    "nbformat.read", "runpy.run_path",
)  # fmt: skip
_PANDAS_READERS = (
    "csv", "table", "excel", "json", "parquet", "pickle", "feather", "hdf", "html", "fwf", "stata", "sas", "xml",
    "orc", "spss",
)  # fmt: skip
_POLARS_READERS = (
    "read_csv", "read_parquet", "read_json", "read_ndjson", "read_excel", "read_ipc", "read_avro", "scan_csv",
    "scan_parquet", "scan_ndjson", "scan_ipc",
)  # fmt: skip
_WRITE_FIRST = (
    "numpy.save", "numpy.savez", "numpy.savez_compressed", "numpy.savetxt", "scipy.io.savemat",
    "scipy.io.wavfile.write", "scipy.sparse.save_npz", "cv2.imwrite", "imageio.imwrite", "imageio.v2.imwrite",
    "imageio.v3.imwrite", "skimage.io.imsave", "matplotlib.pyplot.imsave", "matplotlib.image.imsave",
    "soundfile.write", "os.makedirs", "os.mkdir", "os.remove", "os.unlink", "os.rmdir", "os.removedirs",
    "shutil.rmtree", "pandas.ExcelWriter", "pandas.HDFStore", "os.truncate", "os.utime", "os.chmod",
)  # fmt: skip
_WRITE_SECOND = (
    "pandas.to_pickle", "joblib.dump", "torch.save", "pyarrow.parquet.write_table", "pyarrow.csv.write_csv",
    "pyarrow.feather.write_feather", "networkx.write_gml", "networkx.write_graphml", "networkx.write_edgelist",
    "networkx.write_adjlist", "networkx.write_gpickle", "onnx.save", "tensorflow.keras.models.save_model",
    "keras.models.save_model", "tensorflow.saved_model.save",
    "sklearn.tree.export_graphviz", "plotly.offline.plot", "plotly.io.write_html", "plotly.io.write_image",
)  # fmt: skip
_READ_AND_WRITE = ("shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree", "os.link", "os.symlink")
_WRITE_BOTH = ("shutil.move", "os.rename", "os.replace", "os.renames")

#: Library function -> its effects on files; a target `@0` is the first argument.
FILE_CALLS: dict[str, tuple[tuple[E, str], ...]] = {
    **dict.fromkeys(_READ_FIRST, ((E.READ_FILE, "@0"),)),
    **{f"pandas.read_{kind}": ((E.READ_FILE, "@0"),) for kind in _PANDAS_READERS},
    **{f"polars.{name}": ((E.READ_FILE, "@0"),) for name in _POLARS_READERS},
    "pandas.ExcelFile": ((E.READ_FILE, "@0"),),
    **dict.fromkeys(_WRITE_FIRST, ((E.WRITE_FILE, "@0"),)),
    **dict.fromkeys(_WRITE_SECOND, ((E.WRITE_FILE, "@1"),)),
    **dict.fromkeys(_READ_AND_WRITE, ((E.READ_FILE, "@0"), (E.WRITE_FILE, "@1"))),
    **dict.fromkeys(_WRITE_BOTH, ((E.WRITE_FILE, "@0"), (E.WRITE_FILE, "@1"))),
    "sqlite3.connect": ((E.READ_FILE, "@0"), (E.WRITE_FILE, "@0")),
    "duckdb.connect": ((E.READ_FILE, "@0"), (E.WRITE_FILE, "@0")),
    "shelve.open": ((E.READ_FILE, "@0"), (E.WRITE_FILE, "@0")),
}

#: Functions that open the file of their first argument in the mode of their second one, and the mode otherwise.
OPENERS = {
    "builtins.open": "r", "io.open": "r", "codecs.open": "r", "gzip.open": "r", "bz2.open": "r", "lzma.open": "r",
    "gzip.GzipFile": "r", "zipfile.ZipFile": "r", "tarfile.open": "r", "h5py.File": "r", "netCDF4.Dataset": "r",
    "wave.open": "r", "smart_open.open": "r", "smart_open.smart_open": "r",
}  # fmt: skip

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
    "to_netcdf": (E.WRITE_FILE, 0), "to_latex": (E.WRITE_FILE, 0), "to_markdown": (E.WRITE_FILE, 0),
    "to_string": (E.WRITE_FILE, 0), "dump_model": (E.WRITE_FILE, 0),
    "extractall": (E.WRITE_FILE, 0), "render": (E.WRITE_FILE, 0), "read": (E.READ_FILE, 0),
}  # fmt: skip
