"""Names that are imported -> names that are installed."""

from __future__ import annotations

import re

_DISTRIBUTIONS = {
    "Bio": "biopython",
    "Crypto": "pycryptodome",
    "IPython": "ipython",
    "MySQLdb": "mysqlclient",
    "OpenSSL": "pyOpenSSL",
    "PIL": "pillow",
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "community": "python-louvain",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "faiss": "faiss-cpu",
    "fitz": "PyMuPDF",
    "git": "GitPython",
    "imblearn": "imbalanced-learn",
    "jwt": "PyJWT",
    "kafka": "kafka-python",
    "magic": "python-magic",
    "mpl_toolkits": "matplotlib",
    "nacl": "PyNaCl",
    "osgeo": "GDAL",
    "pkg_resources": "setuptools",
    "pptx": "python-pptx",
    "psycopg2": "psycopg2-binary",
    "pylab": "matplotlib",
    "pywt": "PyWavelets",
    "sentence_transformers": "sentence-transformers",
    "serial": "pyserial",
    "shapefile": "pyshp",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "skopt": "scikit-optimize",
    "slugify": "python-slugify",
    "surprise": "scikit-surprise",
    "talib": "TA-Lib",
    "umap": "umap-learn",
    "win32com": "pywin32",
    "wx": "wxPython",
    "yaml": "PyYAML",
    "zmq": "pyzmq",
}


def distribution_of(root: str) -> str:
    """The distribution that provides an import root; most have its name."""
    return _DISTRIBUTIONS.get(root, root)


def normalized(distribution: str) -> str:
    """The name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def locked_names(lock: str) -> frozenset[str]:
    """Normalized names of what a requirements file pins."""
    lines = (line.strip() for line in lock.splitlines())
    names = (re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line) for line in lines)
    return frozenset(normalized(name.group()) for name in names if name)


def locked_versions(lock: str) -> dict[str, str]:
    """Normalized name -> version, for what a requirements file pins to one."""
    pins = re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s\\;]+)", lock, flags=re.MULTILINE)
    return {normalized(name): version for name, version in pins}
