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
    *(f"{keras}.utils.{name}" for keras in ("keras", "tensorflow.keras") for name in (
        "load_img", "image_dataset_from_directory", "text_dataset_from_directory", "audio_dataset_from_directory",
    )),
    "tensorflow.keras.preprocessing.image_dataset_from_directory", "tensorflow.io.read_file",
    "tensorflow.data.TFRecordDataset", "tensorflow.data.TextLineDataset", "datasets.load_from_disk", "skops.io.load",
    "onnxruntime.InferenceSession", "hickle.load", "zarr.load", "tifffile.imread", "scipy.io.mmread",
    "scipy.io.readsav", "pyreadstat.read_sav", "pyreadstat.read_sas7bdat", "pyreadstat.read_dta",
    "pyreadstat.read_xport", "pyreadstat.read_por", "pyreadr.read_r", "feather.read_dataframe", "vaex.open",
    "fastparquet.ParquetFile", "pyarrow.memory_map", "PyPDF2.PdfReader", "PyPDF2.PdfFileReader", "pypdf.PdfReader",
    "pdfplumber.open", "fitz.open", "pydub.AudioSegment.from_file", "pydub.AudioSegment.from_wav",
    "pydub.AudioSegment.from_mp3", "moviepy.editor.VideoFileClip", "nibabel.load", "pydicom.dcmread",
    "pydicom.read_file", "mne.io.read_raw", "mne.io.read_raw_fif", "mne.io.read_raw_edf", "mne.io.read_raw_brainvision",
    "mne.read_epochs", "wfdb.rdrecord", "obspy.read", "Bio.SeqIO.parse", "Bio.SeqIO.read", "Bio.SeqIO.to_dict",
    "scanpy.read", "scanpy.read_h5ad", "scanpy.read_10x_h5", "scanpy.read_10x_mtx", "scanpy.read_csv",
    "scanpy.read_loom", "anndata.read_h5ad", "astropy.io.fits.open", "astropy.io.fits.getdata",
    "astropy.io.fits.getheader", "astropy.table.Table.read", "astropy.io.ascii.read", "arviz.from_netcdf",
    "uproot.open", "laspy.read", "shapefile.Reader",
    *(f"gensim.models.{name}.load" for name in (
        "Word2Vec", "Doc2Vec", "FastText", "KeyedVectors", "LdaModel", "LdaMulticore", "TfidfModel", "Phrases",
    )),
    "gensim.corpora.Dictionary.load", "gensim.corpora.MmCorpus",
)  # fmt: skip
#: Libraries that have the readers of pandas.
_LIKE_PANDAS = ("modin.pandas", "cudf", "pyspark.pandas", "dask.dataframe", "ibis")
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
    "shutil.rmtree", "os.truncate", "os.utime", "os.chmod", "tensorflow.io.write_file", "imageio.mimsave",
    "imageio.mimwrite", "imageio.v2.mimsave", "imageio.v2.mimwrite", "tifffile.imwrite", "zarr.save",
    "scipy.io.mmwrite", "fastparquet.write", "astropy.io.fits.writeto",
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
    "nbformat.write", "torchvision.utils.save_image", "skops.io.dump", "hickle.dump", "pyreadstat.write_sav",
    "pyreadstat.write_dta", "pyreadstat.write_xport", "feather.write_dataframe", "nibabel.save", "Bio.SeqIO.write",
    "arviz.to_netcdf",
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
    **{f"{library}.read_{kind}": ((E.READ_FILE, "@0"),) for library in _LIKE_PANDAS for kind in _PANDAS_READERS},
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
    "huggingface_hub.hf_hub_download": ((E.WRITE_FILE, "local_dir="),),
    "huggingface_hub.snapshot_download": ((E.WRITE_FILE, "local_dir="),),
    "papermill.execute_notebook": ((E.READ_FILE, "@0 input_path"), (E.WRITE_FILE, "@1 output_path")),
    "scrapbook.read_notebook": ((E.READ_FILE, "@0"),),
    "gdown.download": ((E.WRITE_FILE, "@1 output"),),
    "wget.download": ((E.WRITE_FILE, "@1 out"),),
    "datasets.load_dataset": ((E.READ_FILE, "data_files="), (E.READ_FILE, "data_dir=")),
    "lightgbm.Booster": ((E.READ_FILE, "@3 model_file"),),
    "xgboost.Booster": ((E.READ_FILE, "@2 model_file"),),
    **{f"IPython.display.{name}": ((E.READ_FILE, "filename="),) for name in ("HTML", "Markdown", "JSON", "Javascript")},
}

#: Functions and classes that read a file where their first argument is a path, and what they are given otherwise.
NAMED_READERS = frozenset({
    *(f"IPython.{module}.{name}" for module in ("display", "core.display") for name in (
        "Image", "SVG", "Video", "Audio", "FileLink", "FileLinks", "IFrame",
    )),
    "xgboost.DMatrix", "lightgbm.Dataset", "catboost.Pool", "cv2.VideoCapture", "trimesh.load", "docx.Document",
    "pptx.Presentation",
})  # fmt: skip

#: Functions that open the file of their first argument -> the mode, unless they are told, and where they are told.
OPENERS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(
        (
            "builtins.open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "gzip.GzipFile",
            "bz2.BZ2File", "lzma.LZMAFile", "zipfile.ZipFile", "tarfile.open", "tarfile.TarFile", "h5py.File",
            "netCDF4.Dataset", "wave.open", "smart_open.open", "smart_open.smart_open", "rasterio.open", "fiona.open",
            "tables.open_file",
        ),
        ("r", 1),
    ),
    "numpy.memmap": ("r+", 2),
    "numpy.lib.format.open_memmap": ("r+", 1),
    "os.open": ("r+", 1),
    "pandas.ExcelWriter": ("w", 4),
    **dict.fromkeys(("cv2.VideoWriter", "tensorflow.io.TFRecordWriter", "xlsxwriter.Workbook"), ("w", 9)),
    **dict.fromkeys(("torch.utils.tensorboard.SummaryWriter", "tensorboardX.SummaryWriter"), ("w", 9)),
    "pandas.HDFStore": ("a+", 1),
}  # fmt: skip
#: Functions that connect to the database whose file their first argument names.
CONNECTORS = {"sqlite3.connect", "duckdb.connect"}
#: Functions that give the file this ending where its name has none.
ENDINGS = {"numpy.save": ".npy", "numpy.savez": ".npz", "numpy.savez_compressed": ".npz"}
#: Format of an archive -> the ending of its file.
ARCHIVES = {"zip": ".zip", "tar": ".tar", "gztar": ".tar.gz", "bztar": ".tar.bz2", "xztar": ".tar.xz"}

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
    "read": (E.READ_FILE, 0), "to_disk": (E.WRITE_FILE, 0), "from_disk": (E.READ_FILE, 0),
    "save_to_disk": (E.WRITE_FILE, 0), "write_h5ad": (E.WRITE_FILE, 0), "write_videofile": (E.WRITE_FILE, 0),
    "write_gif": (E.WRITE_FILE, 0), "export": (E.WRITE_FILE, 0), "flow_from_directory": (E.READ_FILE, 0),
}  # fmt: skip

#: Functions by which a model is trained, and writes what its callbacks and settings name.
TRAINING = frozenset({"fit", "fit_generator", "train"})
#: Class -> where the file or folder is named that training writes: position and keyword.
WRITTEN_BY_TRAINING: dict[str, tuple[int, str]] = {
    **{
        f"{keras}.callbacks.{name}": (0, keyword)
        for keras in ("keras", "tensorflow.keras", "tf_keras")
        for name, keyword in (
            ("ModelCheckpoint", "filepath"), ("CSVLogger", "filename"), ("TensorBoard", "log_dir"),
            ("BackupAndRestore", "backup_dir"),
        )
    },
    "pytorch_lightning.callbacks.ModelCheckpoint": (0, "dirpath"),
    "lightning.pytorch.callbacks.ModelCheckpoint": (0, "dirpath"),
    "transformers.TrainingArguments": (0, "output_dir"),
    "transformers.Seq2SeqTrainingArguments": (0, "output_dir"),
}  # fmt: skip
