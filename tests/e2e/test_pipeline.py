"""The graph, the export dialog and runs, from the panel."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, expect

from tests.support.jupyter_apps import NotebookPage, until

#: Takes part in everything and needs nothing but Python.
STEPS = (
    ("count = 3\nlabel = 'a'  # shown in the title", ["parameters"]),
    ("rows = [n * n for n in range(count)]", ["step:data"]),
    ("rows.append(100)", ["step:feature"]),
    ("total = sum(rows)\nprint('the total is', total)", ["step:train"]),
)
SLOW = (
    ("import time", []),
    ("for i in range(600):\n    print('tick', i, flush=True)\n    time.sleep(0.1)\ndone = 1", ["step:data"]),
)


def test_graph_shows_steps_and_what_flows_and_jumps_to_cells(notebook: NotebookPage) -> None:
    notebook.create(*STEPS)
    pipeline = notebook.section("pipeline")
    boxes = pipeline.locator(".jp-nb2pipe-Graph-box")
    expect(boxes.locator("> text")).to_have_text(["data", "feature", "train"])
    expect(pipeline.locator(".jp-nb2pipe-Graph-line text").first).to_have_text("rows")
    boxes.nth(2).focus()
    expect(pipeline.locator(".jp-nb2pipe-Graph-detail")).to_contain_text("Cells: Cell 3")
    notebook.page.keyboard.press("Enter")
    notebook.wait_until("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex === 3")


def test_graph_zooms_and_moves_by_keyboard(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    drawing = lab.section("pipeline").locator(".jp-nb2pipe-Graph-drawing")
    drawing.focus()
    whole = drawing.get_attribute("viewBox")
    lab.page.keyboard.press("+")
    expect(drawing).not_to_have_attribute("viewBox", whole)
    lab.page.keyboard.press("ArrowRight")
    lab.page.keyboard.press("0")
    expect(drawing).to_have_attribute("viewBox", whole)


def test_edges_that_no_name_shows_are_dashed(lab: NotebookPage) -> None:
    lab.create(
        ("open('a.txt', 'w').write('1')", ["step:data"]),
        ("text = open('a.txt').read()", ["step:train"]),
    )
    hidden = lab.section("pipeline").locator(".jp-nb2pipe-Graph-line.jp-mod-hiddenEdge")
    expect(hidden).to_have_count(1)
    expect(hidden).to_have_attribute("data-via", "file")


def test_export_previews_writes_and_tells_what_a_change_means(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    lab.execute("nb2pipe:export")
    dialog = lab.page.get_by_role("dialog")
    name = f"totals_{lab.name[3:11]}"
    dialog.get_by_label("Name").fill(name)
    expect(dialog.locator(".jp-nb2pipe-Preview-files")).to_contain_text(f"src/{name}/steps/data.py")
    expect(dialog).to_contain_text("Parameters: count, label")
    assert not lab.server.path(name).exists()
    # The list of files is one stop on the way by keyboard.
    current = dialog.locator(".jp-nb2pipe-Preview-file[aria-current=true]")
    current.focus()
    lab.page.keyboard.press("Home")
    expect(current).to_contain_text(".dockerignore")
    lab.page.keyboard.press("ArrowDown")
    expect(dialog.locator(".jp-nb2pipe-Preview-file").nth(1)).to_be_focused()
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Enter")
    expect(dialog).to_contain_text(f"{name} 0.1.0 is in {name}")
    assert "def train" in lab.server.path(f"{name}/src/{name}/steps/train.py").read_text()
    assert json.loads(lab.server.path(f"{name}/pipeline.json").read_text())["name"] == name
    expect(dialog.get_by_role("button", name="Verify that it computes the same")).to_be_focused()
    # JupyterLab opens no hidden files.
    expect(dialog.get_by_text(f"{name}/.gitignore")).to_be_visible()
    expect(dialog.get_by_role("button", name=f"{name}/.gitignore")).to_have_count(0)
    dialog.get_by_role("button", name=f"{name}/src/{name}/steps/train.py").click()
    expect(dialog).to_have_count(0)
    lab.wait_until("() => window.jupyterapp.shell.currentWidget.context?.path.endsWith('steps/train.py')")


def test_export_again_shows_what_changes_and_never_overwrites_silently(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    name = lab.name.removesuffix(".ipynb").replace("-", "_")
    dialog = open_export(lab)
    dialog.get_by_role("button", name="Export", exact=True).click()
    expect(dialog).to_contain_text(f"{name} 0.1.0 is in {name}")
    dialog.get_by_role("button", name="Close").click()
    lab.write(0, "count = 3\nlabel = 'a'\nfactor = 2")
    lab.write(3, "total = sum(rows) * factor\nprint('the total is', total)")
    dialog = open_export(lab)
    expect(dialog).to_contain_text("Version 0.2.0 after 0.1.0 (minor)")
    expect(dialog.get_by_role("heading", name="What changes")).to_be_visible()
    expect(dialog).to_contain_text("factor")
    dialog.locator(".jp-nb2pipe-Preview-file", has_text="steps/train.py").click()
    expect(dialog.locator(".jp-nb2pipe-Diff-line[data-kind=added]", has_text="* factor")).to_have_count(1)
    dialog.get_by_role("button", name="Close").click()
    step = lab.server.path(f"{name}/src/{name}/steps/train.py")
    step.write_text(step.read_text().replace("sum(rows)", "max(rows)"))
    dialog = open_export(lab)
    expect(dialog.locator(".jp-nb2pipe-Preview-file [data-status=conflict]")).to_have_count(1)
    export = dialog.get_by_role("button", name="Export", exact=True)
    expect(export).to_be_disabled()
    dialog.get_by_label("Overwrite files that somebody edited").check()
    export.click()
    expect(dialog).to_contain_text(f"{name} 0.2.0 is in {name}")
    assert "sum(rows) * factor" in step.read_text()
    dialog.get_by_role("button", name="Close").click()


def open_export(lab: NotebookPage) -> Locator:
    """The dialog, once there is a preview in it."""
    lab.execute("nb2pipe:export")
    dialog = lab.page.get_by_role("dialog")
    expect(dialog.locator(".jp-nb2pipe-Preview-file")).not_to_have_count(0)
    return dialog


def test_export_is_refused_with_the_reason_and_the_cell(lab: NotebookPage) -> None:
    lab.create(("x = lost", ["step:data"]))
    lab.execute("nb2pipe:export")
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("`lost` is not defined")
    expect(dialog.get_by_role("button", name="Export", exact=True)).to_be_disabled()
    dialog.get_by_role("button", name="Show the cell").first.click()
    expect(dialog).to_have_count(0)


def test_run_with_other_parameters_shows_live_states_history_and_comparison(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    runs = lab.section("runs")
    count = runs.get_by_label(re.compile("^count"))
    count.fill("many")
    expect(runs.get_by_text("A whole number is needed.")).to_be_visible()
    expect(runs.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    count.fill("5")
    runs.get_by_role("button", name="Run", exact=True).click()
    jobs = runs.locator(".jp-nb2pipe-Job")
    expect(jobs.nth(0)).to_have_attribute("data-state", "succeeded")
    expect(jobs.nth(0).locator(".jp-nb2pipe-metrics")).to_contain_text("130")
    expect(jobs.nth(0).locator(".jp-nb2pipe-log")).to_contain_text("the total is 130")
    states = lab.section("pipeline").locator(".jp-nb2pipe-Graph-box[data-state=succeeded]")
    expect(states).to_have_count(3)
    lab.section("runs")
    count.fill("3")
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(jobs).to_have_count(2)
    expect(jobs.nth(0)).to_have_attribute("data-state", "succeeded")
    jobs.nth(0).get_by_role("checkbox").check()
    jobs.nth(1).get_by_role("checkbox").check()
    runs.get_by_role("button", name="Compare the two runs").click()
    expect(runs.locator("tr", has_text="total")).to_contain_text("-25")


def test_form_follows_the_saved_notebook(lab: NotebookPage) -> None:
    lab.create("count = 3", "rows = [count]")
    runs = lab.section("runs")
    expect(runs.get_by_role("button", name="Run", exact=True)).to_have_count(0)
    lab.press("tp", 0, None, ["parameters"], [])
    lab.press("td", 1, None, ["parameters"], ["step:data"])
    lab.save()
    expect(runs.get_by_label(re.compile("^count"))).to_have_value("3")
    expect(runs.get_by_role("button", name="Run", exact=True)).to_be_enabled()


def test_running_job_is_found_again_after_a_reload_and_can_be_cancelled(notebook: NotebookPage) -> None:
    notebook.create(*SLOW)
    runs = notebook.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(runs.locator(".jp-nb2pipe-log")).to_contain_text("tick 3")
    folder = "lab/tree" if notebook.server.app == "lab" else "notebooks"
    notebook.reload(f"{folder}/{notebook.name}")
    runs = notebook.section("runs")
    job = runs.locator(".jp-nb2pipe-Job").first
    expect(job).to_have_attribute("data-state", "running")
    expect(runs.locator(".jp-nb2pipe-log")).to_contain_text("tick 3")
    job.get_by_role("button", name="Cancel").click()
    expect(job).to_have_attribute("data-state", "cancelled")
    if notebook.server.app == "lab":
        # The next test shall not find this notebook's tab, which the application opens when it likes.
        notebook.reload("lab?reset")


def test_verification_proves_every_value(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    runs = lab.section("runs")
    runs.get_by_role("button", name="Verify", exact=True).click()
    job = runs.locator(".jp-nb2pipe-Job").first
    expect(job).to_have_attribute("data-state", "succeeded", timeout=90_000)
    expect(job).to_contain_text("The package computes what the notebook computes.")
    expect(job.locator("tr[data-status=equal]", has_text="total")).to_have_count(1)


def test_empty_notebook_offers_the_way_in(lab: NotebookPage) -> None:
    lab.create("1 + 1")
    pipeline = lab.section("pipeline")
    expect(pipeline.locator("li")).to_have_count(3)
    pipeline.get_by_role("button", name="Open the example notebook").click()
    lab.wait_until("name => window.jupyterapp.shell.currentWidget?.context?.path !== name", lab.name)
    opened = lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
    until(lab.server.path(opened).is_file, lambda: f"{opened} is not there")


def test_dragging_the_graph_jumps_nowhere(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    pipeline = lab.section("pipeline")
    drawing, box = pipeline.locator(".jp-nb2pipe-Graph-drawing"), pipeline.locator(".jp-nb2pipe-Graph-box").last
    whole = drawing.get_attribute("viewBox")
    lab.select(0)
    box.hover()
    lab.page.mouse.down()
    box.hover(position={"x": 20, "y": 5}, force=True)
    lab.page.mouse.move(5, 5, steps=3)
    lab.page.mouse.up()
    expect(drawing).not_to_have_attribute("viewBox", whole)
    assert lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex") == 0


def test_graph_of_many_steps_begins_with_names_that_can_be_read(lab: NotebookPage) -> None:
    many = [(f"v{i} = first + {i}", [f"step:data:branch_number_{i}"]) for i in range(40)]
    lab.create(("first = 1", ["step:data:first"]), *many)
    pipeline = lab.section("pipeline")
    expect(pipeline.locator(".jp-nb2pipe-Graph-box")).to_have_count(41)
    name = pipeline.locator(".jp-nb2pipe-Graph-box text", has_text=re.compile("^first$"))
    until(lambda: name.bounding_box()["height"] > 9, lambda: f"the name has the box {name.bounding_box()}")
    panel, shown = pipeline.bounding_box(), name.bounding_box()
    assert panel["x"] < shown["x"] < panel["x"] + panel["width"]
    pipeline.get_by_role("button", name="Show all").click()
    until(lambda: name.bounding_box()["height"] < 5, lambda: f"the name has the box {name.bounding_box()}")


def test_a_renamed_notebook_is_run_under_its_new_name(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    runs = lab.section("runs")
    expect(runs.get_by_label(re.compile("^count"))).to_be_visible()
    name = f"renamed-{lab.name}"
    with lab.page.expect_request(lambda request: "api/parameters" in request.url) as asked:
        lab.page.evaluate("async name => { await window.jupyterapp.shell.currentWidget.context.rename(name); }", name)
    assert asked.value.post_data_json["path"] == name
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(runs.locator(".jp-nb2pipe-Job").first).to_have_attribute("data-state", "succeeded")


def test_runs_of_a_notebook_behind_a_symbolic_link_are_shown(lab: NotebookPage) -> None:
    lab.server.path("real").mkdir(exist_ok=True)
    lab.server.path("linked").symlink_to(lab.server.path("real"), target_is_directory=True)
    lab.server.write_notebook(*STEPS, name="real/behind.ipynb")
    lab.open("linked/behind.ipynb")
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(runs.locator(".jp-nb2pipe-Job").first).to_have_attribute("data-state", "succeeded")


def test_log_has_colours_and_the_last_state_of_progress_bars(lab: NotebookPage) -> None:
    lab.create(
        ("print('\\x1b[31mred\\x1b[0m and <b>bold</b>')\nprint('10%\\r100%')\nx = 1", ["step:data"]),
    )
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    log = runs.locator(".jp-nb2pipe-log")
    expect(log.locator(".ansi-red-fg")).to_have_text("red")
    expect(log).to_contain_text("red and <b>bold</b>")
    expect(log).to_contain_text("100%")
    expect(log).not_to_contain_text("10%100%")


def test_a_notebook_in_another_language_says_why_nothing_is_checked(lab: NotebookPage) -> None:
    name = lab.server.write_notebook(("x <- 1", ["step:data"]))
    path = lab.server.path(name)
    document = json.loads(path.read_text())
    document["metadata"] = {
        "kernelspec": {"name": "ir", "display_name": "R", "language": "R"},
        "language_info": {"name": "R"},
    }
    path.write_text(json.dumps(document))
    lab.open(name)
    for section in ("findings", "hidden-state", "runs"):
        expect(lab.section(section)).to_contain_text("only Python is checked")


def test_the_panel_opens_from_the_menu_and_nothing_of_it_is_cut_off(notebook: NotebookPage) -> None:
    notebook.create(*STEPS)
    notebook.page.set_viewport_size({"width": 1024, "height": 700})
    notebook.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^View$")).click()
    notebook.menu_item("Show Pipeline Panel").click()
    for name in ("findings", "pipeline"):
        button = notebook.section(name).locator("button").last
        button.scroll_into_view_if_needed()
        place = button.bounding_box()
        assert place["x"] + place["width"] <= 1024, name
    notebook.page.set_viewport_size({"width": 1400, "height": 900})
