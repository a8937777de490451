"""What relates columns to the target, by which features are chosen: correlations, importances, scores of selectors."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.learning import OUTLIER_DETECTORS
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.values import OF_THE_TABLE, Data, Learned, Model

#: Functions of features and a target.
RELATING = {"corrwith", "mutual_info_classif", "mutual_info_regression", "f_classif", "f_regression", "chi2",
            "pearsonr", "spearmanr", "kendalltau", "pointbiserialr"}  # fmt: skip
#: Statistics that say how far from the others a row lies.
_TELLING_OUTLIERS = {"std", "nanstd", "quantile", "percentile", "nanpercentile", "zscore"} | OUTLIER_DETECTORS
#: What a fitted model says of each of its columns.
_SAYING_OF_COLUMNS = {"feature_importances_", "coef_", "ranking_", "support_", "scores_", "pvalues_", "pvalues"}


def related(lineage: Following, node: cst.CSTNode, what: str, data: Data) -> Data:
    """How strongly columns go with the target, in rows of its own: one for each column."""
    learned = Learned(lineage.cell, node, what, data.rows, by_target=True)
    return Data(lineage.sets.new(), frozenset({learned}))


def correlated_with(lineage: Following, value: Data, node: cst.Subscript) -> Data | None:
    """One column of a table of correlations: `df.corr()["price"]`."""
    inner = node.value
    while isinstance(inner, (cst.Attribute, cst.Call)) and not _is_corr(inner):
        inner = inner.func if isinstance(inner, cst.Call) else inner.value
    return related(lineage, inner, "corr", value) if _is_corr(inner) and value.rows else None


def _is_corr(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "corr"


def importances(lineage: Following, model: Model, attribute: str) -> Data | None:
    """What a fitted model says of its columns; None for its other attributes."""
    if attribute not in _SAYING_OF_COLUMNS or model.fitted is None or not model.fitted.rows:
        return None
    own = frozenset(replace(each, leaks=True, by_target=True) for each in model.learned if each.model is model)
    return Data(lineage.sets.new(), own)


def choosing(data: Data) -> frozenset[Learned]:
    """What was learned of columns, which stays in a choice of columns: `strength[strength > 0.1].index`."""
    return frozenset(learned for learned in data.learned if learned.by_target)


def telling_outliers(condition: Data) -> frozenset[Learned]:
    """Statistics of a condition by which rows that lie far from the others are left out."""
    return frozenset(learned for learned in condition.learned if learned.what in _TELLING_OUTLIERS)


def resolved(table: Data, whole: Data) -> Data:
    """An expression for the columns of some table (`pl.col("age").mean()`), now that it is given to one."""
    if not whole.rows & OF_THE_TABLE or table.rows <= OF_THE_TABLE:
        return whole
    learned = frozenset(replace(e, rows=table.rows) if e.rows <= OF_THE_TABLE else e for e in whole.learned)
    return replace(whole, rows=whole.rows - OF_THE_TABLE, learned=learned)
