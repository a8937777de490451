"""Calls of libraries of which little is known: what they are called for says what they change."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of


@pytest.mark.parametrize(
    ("source", "is_edge"),
    [
        ("tidy(rows)\nprint('done')", True),
        ("tools.tidy(rows);", True),
        ("add_one(rows)", True),
        ("tidy(rows)", False),
        ("kept = tidy(rows)", False),
        ("show_all(rows)\nprint('done')", False),
        ("missing_report(rows)\nprint('done')", False),
        ("mlflow.log_params(rows)\nprint('done')", False),
        ("torch.save(rows, 'a.pt')\nprint('done')", False),
    ],
)
def test_function_that_is_called_for_nothing_it_gives_changes_what_it_is_given(source: str, *, is_edge: bool) -> None:
    head = "import mlflow, tools, torch\nfrom tools import add_one, missing_report, show_all, tidy\nrows = [1]"
    assert (1 in analysis_of(head, source, "r = len(rows)").slice_of("r")) is is_edge


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (("import optuna\nstudy = optuna.create_study()", "study.optimize(lambda t: 1, n_trials=3)",
          "best = study.best_params"), "best"),
        (("import cvxpy as cp\nx = cp.Variable()\np = cp.Problem(cp.Minimize(x), [x >= 1])", "p.solve()", "v = x.value"),
         "v"),
        (("import pywraplp\ns = pywraplp.Solver('GLOP')\nx = s.NumVar(0, 1, 'x')", "state = s.Solve()",
          "v = x.solution_value()"), "v"),
        (("import simpy\nenv = simpy.Environment()", "env.run(until=3)", "t = env.now"), "t"),
        (("from hyperopt import Trials, fmin\nt = Trials()", "best = fmin(f, space={}, trials=t)", "l = t.losses()"), "l"),
        (("from PIL import Image, ImageDraw\ni = Image.new('L', (9, 9))\nd = ImageDraw.Draw(i)", "d.text((0, 0), 'a')",
          "b = i.tobytes()"), "b"),
        (("from PIL import Image\ni = Image.open('a.png')", "i.thumbnail((9, 9))", "s = i.size"), "s"),
        (("from transformers import AutoModel\nm = AutoModel.from_pretrained('a')", "m.to('cuda')", "o = m(1)"), "o"),
        (("from openpyxl import Workbook\nw = Workbook()", "w.create_sheet('a')", "n = w.sheetnames"), "n"),
        (("from bs4 import BeautifulSoup\ns = BeautifulSoup('<a></a>')", "s.a.decompose()", "t = str(s)"), "t"),
        (("import scanpy as sc\na = sc.AnnData()", "sc.pp.log1p(a)", "x = a.X"), "x"),
        (("import pymc as pm\ni = pm.load()", "pm.sample_posterior_predictive(i, extend_inferencedata=True)",
          "p = i.posterior_predictive"), "p"),
    ],
)  # fmt: skip
def test_what_is_found_goes_into_what_is_asked(cells: tuple[str, ...], name: str) -> None:
    assert analysis_of(*cells).slice_of(name) == (0, 1, 2)


def test_training_tells_the_callbacks_that_it_is_given() -> None:
    cells = analysis_of(
        "from keras import Sequential, callbacks\nmodel, seen = Sequential(), []",
        "class Note(callbacks.Callback):\n    def on_epoch_end(self, epoch, logs=None): seen.append(epoch)",
        "note, history = Note(), callbacks.History()",
        "model.fit([1], [2], callbacks=[note, history])",
        "r = len(seen)",
        "s = history.history",
    )
    assert cells.slice_of("r") == (0, 1, 2, 3, 4)
    assert cells.slice_of("s") == (0, 1, 2, 3, 5)


def test_copy_is_annotated_and_not_the_table_itself() -> None:
    cells = analysis_of("import scanpy as sc\na = sc.AnnData()", "b = sc.pp.log1p(a, copy=True)", "x = a.X")
    assert cells.slice_of("x") == (0, 2)


def test_change_of_a_widget_runs_who_observes_it() -> None:
    cells = analysis_of(
        "import ipywidgets as w\ns = w.IntSlider()",
        "state = {}\ndef note(change):\n    state['v'] = change['new']\ns.observe(note, names='value')",
        "s.value = 3",
        "r = state['v']",
    )
    assert cells.slice_of("r") == (0, 1, 2, 3)


_SPARK = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()"


def test_spark_asks_the_views_that_the_session_has() -> None:
    cells = analysis_of(
        f"{_SPARK}\ndf = spark.read.option('header', True).csv('a.csv')",
        "df.createOrReplaceTempView('t')",
        "r = spark.sql('select * from t')",
    )
    assert cells.slice_of("r") == (0, 1, 2)


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("df = spark.read.csv('a.csv')", ("a.csv",), ()),
        ("df = spark.read.format('parquet').option('x', 1).load('a')", ("a",), ()),
        ("df.write.mode('overwrite').parquet('out')", (), ("out",)),
        ("df.write.csv(path='out')", (), ("out",)),
        ("x = f.read().json('a')", (), ()),
        ("df.write.saveAsTable('t')", (), ()),
    ],
)
def test_spark_reads_and_writes_by_what_is_at_the_end(source: str, reads: tuple[str], writes: tuple[str]) -> None:
    facts = analysis_of(_SPARK, source).cells[1]
    assert (facts.reads_files, facts.writes_files) == (reads, writes)


_APPLY = "opt.apply_gradients(zip(g, model.trainable_variables))"


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (("import tensorflow as tf\nmodel = tf.keras.Sequential()\nopt = tf.keras.optimizers.SGD()\ng = [1]", _APPLY,
          "p = model.predict([1])"), "p"),
        (("import tensorflow as tf\nx = tf.Variable(1.0)", "x.assign_sub(0.5)", "v = x.numpy()"), "v"),
        (("from fastai.vision.all import vision_learner\nl = vision_learner(1, 2)", "l.fine_tune(1)", "p = l.predict(3)"),
         "p"),
        (("from stable_baselines3 import PPO\nm = PPO('Mlp', 1)", "m.save('agent')", "n = PPO.load('agent')"), "n"),
        (("import pymc as pm\nwith pm.Model() as m:\n    a = pm.Normal('a')", "with m:\n    pm.Normal('b', a)",
          "with m:\n    t = pm.sample()"), "t"),
        (("import lightning as L\nclass Net(L.LightningModule):\n    def training_step(self, b, i): seen.append(i)\nseen = []",
          "net = Net()\nL.Trainer().fit(net)", "n = len(seen)"), "n"),
        (("from flask import Flask\napp = Flask('a')", "@app.route('/')\ndef home(): return 1", "r = app.test_client()"),
         "r"),
        (("import ray\nk = 1\n@ray.remote\ndef f(x): return x * k", "k = 2", "r = ray.get(f.remote(3))"), "r"),
        (("from models import Base\nfrom sqlalchemy import create_engine\nengine = create_engine('sqlite://')", "Base.metadata.create_all(engine)", "c = engine.connect()"), "c"),
    ],
)  # fmt: skip
def test_what_is_done_elsewhere_counts(cells: tuple[str, ...], name: str) -> None:
    assert analysis_of(*cells).slice_of(name) == (0, 1, 2)
