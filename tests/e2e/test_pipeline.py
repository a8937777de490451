"""The graph, and the panel around it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.jupyter_apps import STEPS, NotebookPage, until


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
    lab.page.keyboard.press("0")
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
    pipeline.get_by_role("button", name="Show all").click()
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


def test_the_panel_opens_from_the_menu_and_nothing_of_it_is_cut_off(notebook: NotebookPage) -> None:
    notebook.create(*STEPS)
    notebook.page.set_viewport_size({"width": 1024, "height": 700})
    notebook.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^View$")).click()
    notebook.menu_item("Show Pipeline Panel").click()
    for name in ("findings", "pipeline"):
        # Notebook may fold its right side after it has started: a folded section has no buttons.
        until(lambda name=name: notebook.section(name).locator("button").count() > 0, lambda: "nothing in it")
        button = notebook.section(name).locator("button").last
        button.scroll_into_view_if_needed()
        place = button.bounding_box()
        assert place["x"] + place["width"] <= 1024, name
    notebook.page.set_viewport_size({"width": 1400, "height": 900})
