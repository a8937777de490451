"""NB505: a serve step prepares its data in another way than training did."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import PREPROCESSORS, called_name, class_called_on, lines_of, note_made
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.tree import root_of
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.notebook import StepKind
from nb2pipe.syntax.walk import walk


class TrainServeSkew(Rule):
    """A serve step fits a transformer again, or computes a feature for itself that training computes too.

    A scaler that is fitted on what is served scales with other means than those the model was trained with. Two
    copies of a feature's formula are the same only until one of them is changed.

    Pass the fitted transformer from training to serving, best as part of a `Pipeline`; write the features as one
    function that both call.
    """

    code = RuleCode("NB505")
    name = "train-serve-skew"
    severity = Severity.WARNING
    VALID = (
        notebook(
            cell("scaler = StandardScaler().fit(X_train)", "step:feature"),
            cell("served = scaler.transform(new)", "step:serve"),
        ),
        notebook(
            "def add(df):\n    df['r'] = df['a'] / df['b']\n    return df",
            cell("train = add(train)", "step:feature"),
            cell("new = add(new)", "step:serve"),
        ),
        notebook(
            cell("df['late'] = df['delay'] > 15", "step:feature"),
            cell("new['late'] = new['p'] > 0.5", "step:serve"),
        ),
        notebook(
            cell("df['a'] = df['b'] * 2", "step:feature"),
            cell("new['p'] = model.predict(new)\nnew['a'] = 1", "step:serve"),
        ),
    )
    INVALID = (
        notebook(
            cell("scaler = StandardScaler()\nX = scaler.fit_transform(X_train)", "step:feature"),
            cell("served = scaler.fit_transform(new)", "step:serve"),
        ),
        notebook(
            cell("df['r'] = df['a'] / df['b']", "step:feature"),
            cell("new['r'] = new['a'] / new['b']", "step:serve"),
        ),
        notebook(
            cell("df['r'] = df['a'].fillna(3)", "step:feature"),
            cell("new['r'] = new['a'].fillna(4)", "step:serve"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each call or assignment in a serve step."""
        if not any(_is_serve(context, facts.index) for facts in context.code):
            return
        made: dict[str, str] = {}
        #: Column -> the cell and the formula that training has for it.
        formulas: dict[str, tuple[int, str, frozenset[str]]] = {}
        for line in lines_of(context):
            is_serve = _is_serve(context, line.cell)
            for call in line.calls if is_serve else ():
                kind = class_called_on(call, made)
                if kind in PREPROCESSORS and called_name(call) in ("fit", "fit_transform"):
                    yield self.found(
                        line.cell,
                        context.span(line.cell, call),
                        message=f"`{kind}` is fitted again on what is served, not with what training has learned",
                        hint="pass the fitted object from training, and call `transform`",
                    )
            note_made(line, made)
            column, formula, sources = _formula(line.node)
            if not column:
                continue
            if not is_serve:
                if context.cells[line.cell].role is Role.STEP:
                    formulas[column] = (line.cell, formula, sources)
            elif column in formulas and formulas[column][2] == sources:
                cell_, known, _ = formulas[column]
                is_same = known == formula
                yield self.found(
                    line.cell,
                    context.span(line.cell, line.node),
                    message=f"the feature `{column}` is computed here and in cell {cell_}"
                    + ("" if is_same else ", in another way"),
                    hint="write it as one function that both steps call",
                    severity=Severity.INFO if is_same else None,
                )


def _is_serve(context: Context, cell_: int) -> bool:
    tag = context.cells[cell_].tag
    return context.cells[cell_].role is Role.STEP and tag is not None and tag.kind is StepKind.SERVE


def _formula(node: cst.BaseSmallStatement) -> tuple[str, str, frozenset[str]]:
    """The column that an assignment makes from others of the same frame, and how, whatever the frame is called."""
    if not isinstance(node, cst.Assign) or not isinstance(node.targets[0].target, cst.Subscript):
        return "", "", frozenset()
    target = node.targets[0].target
    key = target.slice[0].slice
    if not (
        isinstance(target.value, cst.Name) and isinstance(key, cst.Index) and isinstance(key.value, cst.SimpleString)
    ):
        return "", "", frozenset()
    frame = target.value.value
    sources = frozenset(_columns(node.value, frame))
    if not sources:
        return "", "", frozenset()
    renamed = node.value.visit(_Renaming(frame))
    code = cst.Module([]).code_for_node(renamed) if isinstance(renamed, cst.CSTNode) else ""
    return str(key.value.evaluated_value), "".join(code.split()), sources


def _columns(node: cst.CSTNode, frame: str) -> Iterator[str]:
    """Columns of the frame that an expression uses."""
    for inner in walk(node):
        if isinstance(inner, cst.Subscript) and root_of(inner) == frame:
            key = inner.slice[0].slice
            yield (
                str(key.value.evaluated_value)
                if isinstance(key, cst.Index) and isinstance(key.value, cst.SimpleString)
                else ""
            )


class _Renaming(cst.CSTTransformer):
    def __init__(self, name: str) -> None:
        self._name = name

    def leave_Name(  # noqa: N802  # the name that libcst calls
        self, original_node: cst.Name, updated_node: cst.Name
    ) -> cst.Name:
        return updated_node.with_changes(value="frame") if original_node.value == self._name else updated_node
