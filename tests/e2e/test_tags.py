"""Tags on cells: every way to set them, and everything that moves cells about."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.jupyter_apps import NotebookPage

CELLS = (("x = 1", ["keep-me"]), "y = x", "z = y")


def test_menu_of_the_row_changes_the_tag_and_keeps_others(notebook: NotebookPage) -> None:
    notebook.create(("x = 1", ["keep-me", "step:data"]), "y = x")
    row = notebook.row(0)
    expect(row).to_have_text("Data")
    row.get_by_role("button").click()
    notebook.menu_item("Feature").click()
    notebook.expect_tags(["keep-me", "step:feature"], [])
    expect(row).to_have_text("Feature")
    notebook.save()
    assert notebook.tags_on_disk() == [["keep-me", "step:feature"], []]


def test_keys_tag_all_selected_cells(notebook: NotebookPage) -> None:
    notebook.create(*CELLS)
    notebook.press("tt", 0, 1, ["keep-me", "step:train"], ["step:train"], [])
    expect(notebook.row(1)).to_have_text("Train")
    notebook.save()
    assert notebook.tags_on_disk() == [["keep-me", "step:train"], ["step:train"], []]


def test_one_undo_takes_back_the_tags_of_all_cells(notebook: NotebookPage) -> None:
    notebook.create(*CELLS)
    notebook.press("tt", 0, 1, ["keep-me", "step:train"], ["step:train"], [])
    notebook.execute("notebook:undo-cell-action")
    notebook.expect_tags(["keep-me"], [], [])
    expect(notebook.page.locator(".jp-nb2pipe-TagRow")).to_have_count(0)
    notebook.execute("notebook:redo-cell-action")
    notebook.expect_tags(["keep-me", "step:train"], ["step:train"], [])
    expect(notebook.row(1)).to_have_text("Train")


def test_palette_tags_the_active_cell(lab: NotebookPage) -> None:
    lab.create(*CELLS)
    lab.select(2)
    lab.choose_from_palette("tag cells serve", "Tag Cells: Serve")
    lab.expect_tags(["keep-me"], [], ["step:serve"])


def test_context_menu_names_a_new_step(lab: NotebookPage) -> None:
    lab.create(*CELLS)
    lab.select(1)
    lab.page.locator(".jp-Notebook .jp-Cell .jp-InputPrompt").nth(1).click(button="right")
    lab.menu_item("Pipeline Step").hover()
    lab.menu_item("New Step…").click()
    dialog = lab.page.get_by_role("dialog")
    dialog.get_by_label("Kind").select_option("train")
    dialog.get_by_label("Name").fill("Boosted Trees")
    expect(dialog.locator("output")).to_have_text("step:train:boosted_trees")
    dialog.get_by_role("button", name="Tag").click()
    lab.expect_tags(["keep-me"], ["step:train:boosted_trees"], [])
    expect(lab.row(1)).to_have_text("Train · boosted_trees")


def test_cell_toolbar_offers_steps_that_the_notebook_has(lab: NotebookPage) -> None:
    lab.create(("x = 1", ["step:train:baseline"]), "y = x")
    lab.select(1)
    lab.page.get_by_role("button", name="Choose the step of this cell").click()
    lab.menu_item("Train · baseline").click()
    lab.expect_tags(["step:train:baseline"], ["step:train:baseline"])


def test_contradicting_tags_are_a_problem_until_one_is_chosen(lab: NotebookPage) -> None:
    lab.create(("x = 1", ["step:data", "step:train"]), ("y = 1", ["step:dat"]))
    expect(lab.row(0)).to_contain_text("choose one of these tags")
    expect(lab.row(1)).to_contain_text("names no step")
    lab.select(0)
    lab.execute("nb2pipe:tag-cells", tag="step:data")
    expect(lab.row(0)).to_have_text("Data")


def test_move_split_merge_and_copy_keep_tags(lab: NotebookPage) -> None:
    lab.create(("a = 1\nb = 2", ["step:data"]), "c = 3")
    lab.select(0)
    lab.execute("notebook:move-cell-down")
    lab.expect_tags([], ["step:data"])
    expect(lab.row(1)).to_have_text("Data")
    lab.page.evaluate(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.activeCell.editor.setCursorPosition({ line: 1, column: 0 });
        }"""
    )
    lab.execute("notebook:split-cell-at-cursor")
    lab.expect_tags([], ["step:data"], ["step:data"])
    expect(lab.page.locator(".jp-nb2pipe-TagRow")).to_have_text(["Data", "Data"])
    # In one go: JupyterLab 4.4 selects the second half once more some time after it has split the cell.
    lab.page.evaluate(
        """() => {
            const { commands, shell } = window.jupyterapp;
            shell.currentWidget.content.deselectAll();
            shell.currentWidget.content.activeCellIndex = 1;
            shell.currentWidget.content.extendContiguousSelectionTo(2);
            void commands.execute('notebook:merge-cells');
        }"""
    )
    lab.expect_tags([], ["step:data"])
    lab.execute("notebook:duplicate-below")
    lab.expect_tags([], ["step:data"], ["step:data"])
    expect(lab.page.locator(".jp-nb2pipe-TagRow")).to_have_text(["Data", "Data"])


def test_cells_copied_to_another_notebook_keep_tags(lab: NotebookPage) -> None:
    lab.create(("x = lost", ["step:data", "mine"]), "y = x")
    other = lab.server.write_notebook("z = gone")
    lab.select(0)
    lab.execute("notebook:copy-cell")
    lab.open_beside(other)
    lab.select(0)
    lab.execute("notebook:paste-cell-below")
    lab.expect_tags([], ["step:data", "mine"])
    expect(lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-nb2pipe-TagRow")).to_have_text(["Data", "Data"])
    lab.execute("notebook:undo-cell-action")
    lab.expect_tags([])


def test_two_notebooks_side_by_side_have_findings_and_tags_of_their_own(lab: NotebookPage) -> None:
    lab.create(("x = lost", ["step:data"]))
    first = lab.name
    lab.open_beside(lab.server.write_notebook(("z = gone", ["step:train"])))
    squiggles = lab.page.locator(".jp-NotebookPanel .cm-lintRange")
    expect(squiggles).to_have_text(["lost", "gone"])
    findings = lab.section("findings").locator(".jp-nb2pipe-Finding")
    expect(findings).to_have_count(1)
    expect(findings).to_contain_text("gone")
    lab.press("tf", 0, None, ["step:feature"])
    lab.page.locator(".jp-NotebookPanel .jp-InputPrompt").first.click()
    lab.wait_until("name => window.jupyterapp.shell.currentWidget.context.path === name", first)
    lab.expect_tags(["step:data"])
    expect(findings).to_contain_text("lost")


def test_row_follows_tags_that_other_tools_write(lab: NotebookPage) -> None:
    lab.create("x = 1")
    lab.page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets[0].model.setMetadata('tags', ['step:serve'])"""
    )
    expect(lab.row(0)).to_have_text("Serve")
    lab.page.evaluate("""() => window.jupyterapp.shell.currentWidget.content.widgets[0].model.deleteMetadata('tags')""")
    expect(lab.page.locator(".jp-nb2pipe-TagRow")).to_have_count(0)


def test_role_is_told_by_more_than_colour(lab: NotebookPage) -> None:
    lab.create(("x = 1", ["step:data"]), ("y = 1", ["step:train"]))
    expect(lab.row(0).locator("svg")).to_have_attribute("data-icon", re.compile("nb2pipe:data"))
    expect(lab.row(1).locator("svg")).to_have_attribute("data-icon", re.compile("nb2pipe:train"))
