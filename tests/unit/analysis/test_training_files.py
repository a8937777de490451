"""Files of models and media: what training writes, and what is a path only where it is a text."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of


@pytest.mark.parametrize(
    ("setup", "train", "written"),
    [
        ("from tensorflow import keras\ncalls = [keras.callbacks.ModelCheckpoint('best.keras')]",
         "model.fit(x, y, callbacks=calls)", "best.keras"),
        ("from keras.callbacks import CSVLogger\nlog = CSVLogger(filename='log.csv')",
         "model.fit(x, callbacks=[log])", "log.csv"),
        ("from keras.callbacks import ModelCheckpoint\nck = ModelCheckpoint('w/{epoch:02d}-{loss:.2f}.h5')",
         "model.fit(x, callbacks=ck)", "w/*-*.h5"),
        ("from transformers import Trainer, TrainingArguments\nt = Trainer(args=TrainingArguments('out'))", "t.train()",
         "out"),
        ("import pytorch_lightning as pl\nt = pl.Trainer(callbacks=[pl.callbacks.ModelCheckpoint(dirpath='ck')])",
         "t.fit(model)", "ck"),
    ],
)  # fmt: skip
def test_training_writes_the_files_that_callbacks_name(setup: str, train: str, written: str) -> None:
    before, training = analysis_of(f"{setup}\nmodel = x = y = 1", train).cells
    assert (before.writes_files, training.writes_files) == ((), (written,))


def test_best_model_comes_from_the_cell_that_trains() -> None:
    cells = analysis_of(
        "from keras.callbacks import ModelCheckpoint\nfrom keras.models import Sequential, load_model",
        "model, save = Sequential(), ModelCheckpoint('best.keras')",
        "model.fit([[1]], [1], callbacks=[save])",
        "best = load_model('best.keras')",
    )
    assert cells.slice_of("best") == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("from IPython.display import Image\nImage('a.png')", ("a.png",), ()),
        ("from IPython.display import Image\nImage(open('a.png', 'rb').read())", ("a.png",), ()),
        ("from IPython.display import HTML\nHTML('a.html')", (), ()),
        ("from IPython.display import HTML\nHTML(filename='a.html')", ("a.html",), ()),
        ("import xgboost as xgb\nxgb.DMatrix('a.svm')", ("a.svm",), ()),
        ("import xgboost as xgb, numpy as np\nxgb.DMatrix(np.ones((2, 2)))", (), ()),
        ("import cv2\nw = cv2.VideoWriter('a.mp4', 0, 20, (3, 3))", (), ("a.mp4",)),
        ("from shutil import make_archive\nmake_archive('out', 'gztar', 'raw')", ("raw",), ("out.tar.gz",)),
        ("import optuna\noptuna.create_study(storage='sqlite:///a.db')", ("a.db",), ("a.db",)),
        ("from torch.utils.tensorboard import SummaryWriter\nw = SummaryWriter(log_dir='runs')", (), ("runs",)),
        ("import gdown\ngdown.download('https://example.org/a', 'a.zip')", (), ("a.zip",)),
        ("import spacy\nspacy.load('en_core_web_sm')", (), ()),
        ("import spacy\nspacy.load('./names')", ("names",), ()),
        ("from transformers import AutoModel\nAutoModel.from_pretrained('./out/last')", ("out/last",), ()),
        ("from transformers import AutoModel\nAutoModel.from_pretrained('bert-base')", (), ()),
        ("nlp.to_disk('names')\nimport spacy\nspacy.load('names')", ("names",), ("names",)),
    ],
)
def test_file_is_named_where_the_argument_is_a_path(source: str, reads: tuple[str], writes: tuple[str]) -> None:
    (cell,) = analysis_of(source).cells
    assert (cell.reads_files, cell.writes_files) == (reads, writes)
