from __future__ import annotations

import pytest

from nb2pipe.model.observations import is_measured_time


@pytest.mark.parametrize(
    "path",
    [
        "mean_fit_time",
        "search.cv_results_['std_score_time'][0]",
        "search.refit_time_",
        "cv['fit_time'][3]",
        "train_times",
    ],
)
def test_times_that_libraries_measure_are_known_by_their_names(path: str) -> None:
    assert is_measured_time(path)


@pytest.mark.parametrize("path", ["time", "df['downtime']", "sometimes", "fit_timeline", "search.best_score_", "x[0]"])
def test_other_values_are_no_measured_times(path: str) -> None:
    assert not is_measured_time(path)
