"""NB503: the test rows choose the model."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import splits
from nb2pipe.hazards.rows.lineage import evidence_of
from nb2pipe.hazards.rows.values import Choice
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y)"
_BY_OTHER_ROWS = "choose by cross-validation on the training rows, and score the chosen model once"
#: What the test rows choose -> what is said of it, and what to do.
_SAID = {
    Choice.LOOP: ("this loop keeps what scores best on the test rows", _BY_OTHER_ROWS),
    Choice.SEARCH: ("this search keeps what scores best on the test rows", _BY_OTHER_ROWS),
    Choice.MODEL: ("of several models, the one that scores best on the test rows is kept", _BY_OTHER_ROWS),
    Choice.THRESHOLD: (
        "the threshold is chosen by the test rows",
        "choose it by a validation split, or by `cross_val_predict` on the training rows",
    ),
    Choice.STOP: (
        "the test rows decide when this training stops, and judge the model after",
        "let it watch a validation split, taken from the training rows",
    ),
}


class MultiTestLeakage(Rule):
    """The test rows choose the model that they judge: the best of several, a threshold, the moment to stop training.

    The best score of many is better than the same model's score on new data. The same holds for a search that scores
    each trial on the test rows, for a threshold that is best on them, and for early stopping that watches them.

    Choose by cross-validation on the training rows, or by a validation split; score the chosen model once.
    """

    code = RuleCode("NB503")
    name = "multi-test-leakage"
    severity = Severity.WARNING
    VALID = (
        notebook(
            _SPLIT,
            "model = XGBClassifier().fit(X_train, y_train, eval_set=[(X_test, y_test)])\nmodel.score(X_test, y_test)",
        ),
        notebook(
            "X_rest, X_test, y_rest, y_test = train_test_split(X, y)\nA, B, c, d = train_test_split(X_rest, y_rest)",
            "model = XGBClassifier(early_stopping_rounds=9).fit(A, c, eval_set=[(B, d)])\nmodel.score(X_test, y_test)",
        ),
        notebook(
            _SPLIT,
            "odds = SVC().fit(X_train, y_train).decision_function(X_test)",
            "wrong, right, cuts = roc_curve(y_test, odds)\nplt.plot(wrong, right)",
        ),
        notebook(
            _SPLIT,
            "a, b = SVC().fit(X_train, y_train), Lasso().fit(X_train, y_train)",
            "a, b = a.score(X_test, y_test), b.score(X_test, y_test)",
            "print('SVC' if a > 0.9 else 'none', max(a, b))",
        ),
        notebook(
            _SPLIT,
            "net = Sequential([Dense(3)]).fit(X_train, y_train)\nfound = np.argmax(net.predict(X_test), axis=1)",
            "for row in range(3):\n    print(np.argmax(net.predict(X_test[row:row + 1])))",
        ),
        notebook(
            _SPLIT,
            "scores = [SVC(C=C).fit(X_train, y_train).score(X_test, y_test) for C in (1, 9)]",
            "plt.bar([1, 9], scores)\nplt.ylim(min(scores), max(scores))",
        ),
        notebook(
            "X_rest, X_test, y_rest, y_test = train_test_split(X, y)\nA, B, c, d = train_test_split(X_rest, y_rest)",
            "best = 0\nfor C in (1, 10):\n    model = SVC(C=C).fit(A, c)\n    if model.score(B, d) > best:\n"
            "        best = model.score(B, d)",
        ),
        notebook(
            _SPLIT,
            "for C in [1, 10]:\n    model = LogisticRegression(C=C).fit(X_train, y_train)\n"
            "    print(C, model.score(X_test, y_test))",
        ),
        notebook(
            _SPLIT,
            "best = 0\nfor C in [1, 10]:\n    s = cross_val_score(LogisticRegression(C=C), X_train, y_train).mean()\n"
            "    if s > best:\n        best = s",
        ),
        notebook(
            "test = DataLoader(MNIST('data', train=False))\nnet, likelihood = nn.Linear(9, 1), Likelihood()",
            "for X, y in train:\n    mse_loss(net(X), y).backward()",
            "with torch.no_grad():\n    for X, y in test:\n        found = likelihood(net(X)).mean(0).argmax(-1)\n"
            "        right = found.eq(y).sum()",
        ),
    )
    INVALID = (
        notebook(
            _SPLIT,
            "best = 0\nfor C in (1, 9):\n    best = max(best, SVC(C=C).fit(X_train, y_train).score(X_test, y_test))",
        ),
        notebook(
            _SPLIT,
            "found = []\nfor C in (1, 9):\n    found.append((SVC(C=C).fit(X_train, y_train).score(X_test, y_test), C))",
            "found.sort(reverse=True)\nprint(found[0])",
        ),
        notebook(
            _SPLIT,
            "best = None\nfor C in (1, 9):\n    score = SVC(C=C).fit(X_train, y_train).score(X_test, y_test)\n"
            "    if best is None or score > best[0]:\n        best = (score, C)",
        ),
        notebook(
            _SPLIT,
            "best = max([SVC(), Lasso()], key=lambda m: m.fit(X_train, y_train).score(X_test, y_test))",
        ),
        notebook(
            _SPLIT,
            "found = []\nfor C in (1, 9):\n    model = SVC(C=C).fit(X_train, y_train)\n"
            "    found.append({'C': C, 'score': model.score(X_test, y_test)})",
            "best = pd.DataFrame(found).sort_values('score', ascending=False).iloc[0]['C']",
        ),
        notebook(
            _SPLIT,
            "model = XGBClassifier(early_stopping_rounds=9)",
            "model.fit(X_train, y_train, eval_set=[(X_test, y_test)])",
            "print(model.score(X_test, y_test))",
        ),
        notebook(
            "(X_train, y_train), (X_test, y_test) = mnist.load_data()",
            "net = Sequential([Dense(10)])\nstop = EarlyStopping(patience=3)",
            "net.fit(X_train, y_train, validation_data=(X_test, y_test), callbacks=[stop])",
            "net.evaluate(X_test, y_test)",
        ),
        notebook(
            _SPLIT,
            "odds = SVC().fit(X_train, y_train).decision_function(X_test)",
            "best = 0\nfor cut in (0.1, 0.5):\n    score = f1_score(y_test, odds > cut)\n    if score > best:\n"
            "        best, best_cut = score, cut",
        ),
        notebook(
            _SPLIT,
            "odds = SVC().fit(X_train, y_train).decision_function(X_test)",
            "wrong, right, cuts = roc_curve(y_test, odds)\ncut = cuts[np.argmax(right - wrong)]",
        ),
        notebook(
            _SPLIT,
            "def objective(trial):\n    model = SVC(C=trial.suggest_float('C', 1, 9)).fit(X_train, y_train)\n"
            "    return model.score(X_test, y_test)",
            "study = optuna.create_study()\nstudy.optimize(objective, n_trials=9)",
        ),
        notebook(
            _SPLIT,
            "one, two = SVC().fit(X_train, y_train), Lasso().fit(X_train, y_train)",
            "best = one if one.score(X_test, y_test) > two.score(X_test, y_test) else two",
        ),
        notebook(
            "test = DataLoader(MNIST('data', train=False))\nnet, best = nn.Linear(9, 1), 0",
            "for epoch in range(9):\n    for X, y in train:\n        mse_loss(net(X), y).backward()\n"
            "    with torch.no_grad():\n        right = sum((net(X) == y).sum() for X, y in test)\n"
            "    if right > best:\n        best = right",
        ),
        notebook(
            _SPLIT,
            "scores = []\nfor k in (1, 3, 5):\n    knn = KNeighborsClassifier(k)\n    knn.fit(X_train, y_train)\n"
            "    scores.append(knn.score(X_test, y_test))",
            "best = np.argmax(scores)",
        ),
        notebook(
            _SPLIT,
            "scores = {k: KNeighborsClassifier(k).fit(X_train, y_train).score(X_test, y_test) for k in (1, 3)}",
            "best = max(scores, key=scores.get)",
        ),
        notebook(
            _SPLIT,
            "best_score = 0\nfor C in [1, 10]:\n    model = LogisticRegression(C=C).fit(X_train, y_train)\n"
            "    score = model.score(X_test, y_test)\n    if score > best_score:\n"
            "        best_score, best_C = score, C",
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each loop."""
        if not splits(context):
            return
        for judged in evidence_of(context).selections.values():
            message, hint = _SAID[judged.choice]
            yield self.found(judged.cell, context.span(judged.cell, judged.call), message=message, hint=hint)
