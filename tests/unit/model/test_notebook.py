from __future__ import annotations

import pytest

from nb2pipe.model.notebook import StepKind, StepTag, parse_step_tag


@pytest.mark.parametrize("tag", ["step:data", "step:feature", "step:train:baseline", "step:serve:v2_a"])
def test_step_tag_is_written_as_it_was_read(tag: str) -> None:
    assert str(parse_step_tag(tag)) == tag


def test_parts_of_a_step_tag() -> None:
    assert parse_step_tag("step:train:boosted") == StepTag(StepKind.TRAIN, "boosted")
    assert parse_step_tag("step:train") == StepTag(StepKind.TRAIN)


@pytest.mark.parametrize(
    "tag", ["step", "step:", "step:report", "step:skip", "step:Train", "step:train:", "step:train:A", "step:train:1a",
            "step:train:a-b", "step:train:a:b", "step:train:a\n", "data", "parameters", ""]
)  # fmt: skip
def test_other_tags_are_no_step_tags(tag: str) -> None:
    assert parse_step_tag(tag) is None
