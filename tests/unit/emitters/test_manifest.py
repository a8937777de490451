from __future__ import annotations

import hashlib
import json

from nb2pipe.emitters import manifest_of


def test_manifest_says_what_an_engine_needs(build):
    load = build.step("load", "a = 1", "b = [a]", outputs=["a", "b", "c"], artifacts=(("a", "b"), ("c",)))
    fit = build.step(
        "fit",
        build.fragment("pass", cell=4),
        kind="train",
        inputs=["a <- load"],
        function="fit_",
        after=("load",),
        is_async=True,
    )
    manifest = json.loads(manifest_of(build.plan(load, fit), "2.0.0", {}))
    assert manifest["version"] == "2.0.0"
    assert manifest["steps"][0]["artifacts"] == [["a", "b"], ["c"]]
    assert manifest["steps"][0]["cells"] == [0, 1]
    assert manifest["steps"][1] == {
        "name": "fit",
        "kind": "train",
        "function": "churn.steps.train:fit_",
        "cells": [4],
        "cell_ids": ["id4"],
        "inputs": {"a": "load"},
        "parameters": [],
        "outputs": [],
        "artifacts": [],
        "after": ["load"],
        "is_async": True,
        "output_types": {},
    }


def test_manifest_has_digests_of_all_files_but_itself(build):
    manifest = json.loads(manifest_of(build.plan(), "1.0.0", {"b": b"x", "a": b"", "pipeline.json": b"old"}))
    assert manifest["files"] == {"a": hashlib.sha256(b"").hexdigest(), "b": hashlib.sha256(b"x").hexdigest()}


def test_manifest_is_sorted_text(build):
    text = manifest_of(build.plan(title="ü"), "1.0.0", {}).decode()
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
