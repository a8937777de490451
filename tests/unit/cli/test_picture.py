from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from nb2pipe import service
from nb2pipe.cli import main
from nb2pipe.cli.diagrams import draw_dot, draw_mermaid, draw_text
from nb2pipe.cli.page import draw_html
from nb2pipe.cli.picture import draw_svg
from tests.conftest import notebook_json

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = 'x = "</script><img src=x onerror=alert(1)>&\'"  # ]]> \x1b[31m\x00￾'
CELLS = (
    ("a = 1", ["parameters"]),
    ("rows = [a]", ["step:data"]),
    ("def f(x):\n    return x", []),
    ("model = f(rows)", ["step:train:one"]),
    ("rows.append(2)", ["step:train:two"]),
    ("print(model, rows, a)", ["step:report"]),
)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own text


def links(root: ET.Element) -> set[tuple[str, str]]:
    found = (group for group in root.iter(f"{SVG}g") if "data-source" in group.attrib)
    return {(group.attrib["data-source"], group.attrib["data-target"]) for group in found}


def test_picture_has_every_cell_in_order_and_every_link(examples: Path) -> None:
    for path in sorted(examples.glob("*.ipynb")):
        view = service.graph(path)
        root = parsed(draw_svg(view))
        drawn = [group.attrib["data-name"] for group in root.iter(f"{SVG}g") if "data-name" in group.attrib]
        assert drawn == [str(cell.index) for cell in view.cells]
        assert links(root) == {(str(edge.source), str(edge.target)) for edge in view.edges}


def test_arcs_in_one_lane_do_not_meet(examples: Path) -> None:
    svg = draw_svg(service.graph(examples / "wine_model_comparison.ipynb"))
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for source, start, lane, end in re.findall(r'data-source="(\w+)".*?M\d+ (\d+)H\d+Q(\d+).*?V(\d+)', svg):
        low, high = sorted((int(start), int(end)))
        for other_low, other_high, other in spans.get(lane, []):
            assert source == other or high <= other_low or low >= other_high
        spans.setdefault(lane, []).append((low, high, source))
    assert len(spans) > 3


def test_steps_stand_for_their_cells() -> None:
    view = service.graph(notebook_json(*CELLS), of_steps=True)
    assert [(node.name, node.cells) for node in view.nodes] == [
        ("parameters", (0,)),
        ("data", (1,)),
        ("train:one", (3,)),
        ("train:two", (4,)),
        ("report", (5,)),
    ]
    assert {(link.source, link.target) for link in view.links} == {
        ("parameters", "data"),
        ("parameters", "report"),
        ("data", "train:one"),
        ("data", "train:two"),
        ("train:one", "report"),
        ("train:two", "report"),
    }
    document = view.to_dict()
    assert [step["name"] for step in document["steps"]][:2] == ["parameters", "data"]  # type: ignore[index,attr-defined]
    for draw in (draw_text, draw_mermaid, draw_dot):
        assert "train:two" in draw(view)


def test_hostile_text_stays_text() -> None:
    document = notebook_json(HOSTILE, "y = x")
    parsed(draw_svg(service.graph(document)))
    page = draw_html(service.graph(document))
    assert page.count("<script") == page.count("</script>") == 2
    assert "<img" not in page
    assert "\x1b" not in page
    assert "\x00" not in page
    (sources,) = re.findall(r'<script type="application/json" id="sources">(.*?)</script>', page)
    assert json.loads(sources)["0"] == [[0, HOSTILE]]


def test_page_loads_nothing() -> None:
    page = draw_html(service.graph(notebook_json(*CELLS)))
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=", page.replace("default-src=", ""))
    assert re.findall(r"https?://[^\"' ]+", page) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("cells", [(), ("",), ("#md only prose",)])
def test_notebook_without_code_has_a_picture(cells: tuple[str, ...]) -> None:
    parsed(draw_svg(service.graph(notebook_json(*cells))))
    assert "</html>" in draw_html(service.graph(notebook_json(*cells)))


@pytest.mark.parametrize("output", ["text", "json", "mermaid", "dot", "svg", "html"])
@pytest.mark.parametrize("more", [[], ["--steps"], ["--slice", "best_model"], ["--dependents", "9", "--steps"]])
def test_every_format_can_be_had(
    output: str, more: list[str], examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["graph", str(examples / "wine_model_comparison.ipynb"), "--format", output, *more]) == 0
    assert capsys.readouterr().out
