"""Proposed tags as ghosts: all, one, none."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.jupyter_apps import NotebookPage

CELLS = (
    "import pandas as pd\nfrom sklearn.linear_model import LinearRegression",
    "df = pd.read_csv('a.csv')",
    "df['c'] = df['a'] * 2",
    "model = LinearRegression().fit(df[['c']], df['b'])",
)


def test_one_is_accepted_one_dismissed_and_the_rest_accepted(notebook: NotebookPage) -> None:
    notebook.create(*CELLS)
    notebook.execute("nb2pipe:suggest-tags")
    ghosts = notebook.page.locator(".jp-nb2pipe-TagRow-ghost")
    expect(ghosts).to_have_count(3)
    expect(ghosts.last).to_have_text("Train?")
    expect(notebook.row(1).locator(".jp-nb2pipe-TagRow-reason")).not_to_be_empty()
    notebook.expect_tags([], [], [], [])
    notebook.row(1).get_by_role("button", name="Accept").click()
    notebook.expect_tags([], ["step:data"], [], [])
    notebook.row(2).get_by_role("button", name="Dismiss").click()
    expect(ghosts).to_have_text(["Train?"])
    pipeline = notebook.section("pipeline")
    expect(pipeline).to_contain_text("1 cell has a suggested step")
    pipeline.get_by_role("button", name="Accept all").click()
    notebook.expect_tags([], ["step:data"], [], ["step:train"])
    expect(ghosts).to_have_count(0)
    expect(pipeline.get_by_role("button", name="Accept all")).to_have_count(0)


def test_none_is_accepted(lab: NotebookPage) -> None:
    lab.create(*CELLS)
    lab.execute("nb2pipe:suggest-tags")
    expect(lab.page.locator(".jp-nb2pipe-TagRow-ghost")).to_have_count(3)
    lab.section("pipeline").get_by_role("button", name="Dismiss all").click()
    expect(lab.page.locator(".jp-nb2pipe-TagRow")).to_have_count(0)
    lab.expect_tags([], [], [], [])
