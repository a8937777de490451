"""Settings, changed in the settings editor as a user does, change what is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.support.jupyter_apps import NotebookPage, until

SQUIGGLE = ".jp-Notebook .cm-lintRange"
SHORTCUTS = "@jupyterlab/shortcuts-extension/shortcuts"


@pytest.fixture
def lab_with_settings(lab: NotebookPage) -> Iterator[NotebookPage]:
    """A notebook with an error and a tag; afterwards the settings are as before."""
    lab.create(("x = lost", ["step:data"]))
    expect(lab.page.locator(SQUIGGLE)).to_have_text("lost")
    yield lab
    for file in (lab.server.settings / "nb2pipe").glob("*"):
        file.unlink()
    (lab.server.settings / SHORTCUTS).with_suffix(".jupyterlab-settings").unlink(missing_ok=True)
    lab.start_lab()


def open_settings(lab: NotebookPage, title: str) -> Locator:
    """The form of one plugin, beside the notebook."""
    lab.execute("settingeditor:open", query=title)
    editor = lab.page.locator(".jp-SettingsPanel")
    editor.wait_for()
    lab.page.locator(".jp-PluginList-entry", has_text=title).click()
    return editor


def settings_on_disk(lab: NotebookPage) -> str:
    return "".join(file.read_text() for file in (lab.server.settings / "nb2pipe").glob("*"))


def until_the_page_knows(lab: NotebookPage, setting: str, value: int) -> None:
    """A setting is on the disk before the page has it back from the server, and then checks at once."""
    lab.wait_until(
        """([setting, value]) => {
            const plugins = [...window.jupyterapp.pluginRegistry._plugins.values()];
            const { service } = plugins.find(plugin => plugin.id === '@jupyterlab/apputils-extension:settings');
            return service.plugins['nb2pipe:analysis'].data.composite[setting] === value;
        }""",
        [setting, value],
    )


def look_at_notebook(lab: NotebookPage) -> None:
    lab.execute("docmanager:open", path=lab.name)
    lab.wait_until("name => window.jupyterapp.shell.currentWidget.context?.path === name", lab.name)


def test_rules_that_are_left_out_find_nothing(lab_with_settings: NotebookPage) -> None:
    editor = open_settings(lab_with_settings, "Pipeline: checks")
    editor.get_by_role("button", name="Add").last.click()
    editor.locator("input[type=text]").last.fill("NB102")
    look_at_notebook(lab_with_settings)
    expect(lab_with_settings.page.locator(SQUIGGLE)).to_have_count(0)


def test_rules_have_the_severity_that_the_user_chooses(lab_with_settings: NotebookPage) -> None:
    editor = open_settings(lab_with_settings, "Pipeline: checks")
    editor.get_by_label("Filter rules").fill("undefined-name")
    severity = editor.get_by_label("Severity of NB102")
    expect(severity.locator("option:checked")).to_have_text("Error (as the rule says)")
    severity.select_option(label="Warning")
    look_at_notebook(lab_with_settings)
    expect(lab_with_settings.page.locator(".jp-Notebook .cm-lintRange-warning")).to_have_text("lost")
    expect(lab_with_settings.page.get_by_role("button", name="Findings: 0 errors, 1 warning,")).to_be_visible()
    open_settings(lab_with_settings, "Pipeline: checks")
    severity.select_option(label="Off")
    look_at_notebook(lab_with_settings)
    expect(lab_with_settings.page.locator(SQUIGGLE)).to_have_count(0)


def test_checks_wait_as_long_as_the_user_wants(lab_with_settings: NotebookPage) -> None:
    editor = open_settings(lab_with_settings, "Pipeline: checks")
    editor.locator("input[label='Delay']").fill("2000")
    until(
        lambda: '"debounce": 2000' in settings_on_disk(lab_with_settings),
        lambda: f"saved is {settings_on_disk(lab_with_settings)}",
    )
    until_the_page_knows(lab_with_settings, "debounce", 2000)
    look_at_notebook(lab_with_settings)
    lab_with_settings.page.evaluate(
        """selector => {
            const cell = window.jupyterapp.shell.currentWidget.content.widgets[0];
            const start = performance.now();
            window.waited = null;
            new MutationObserver(() => {
                if (document.querySelectorAll(selector).length === 2) window.waited ??= performance.now() - start;
            }).observe(cell.node, { subtree: true, childList: true, attributes: true });
            cell.model.sharedModel.updateSource(8, 8, ' + gone');
        }""",
        SQUIGGLE,
    )
    lab_with_settings.wait_until("() => window.waited !== null")
    assert lab_with_settings.page.evaluate("() => window.waited") >= 2000


def test_shortcuts_are_the_users(lab_with_settings: NotebookPage) -> None:
    shortcut = {
        "command": "nb2pipe:tag-cells",
        "args": {"tag": "step:serve"},
        "selector": ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus",
    }
    own = [{**shortcut, "keys": ["Alt 8"]}, {**shortcut, "keys": ["T", "S"], "disabled": True}]
    lab_with_settings.server.apply_settings(SHORTCUTS, {"shortcuts": own})
    lab_with_settings.start_lab()
    lab_with_settings.open(lab_with_settings.name)
    lab_with_settings.press(["Alt+8"], 0, None, ["step:serve"])
    lab_with_settings.press("td", 0, None, ["step:data"])
    lab_with_settings.select(0)
    for key in ("t", "s", "t", "r"):
        lab_with_settings.page.keyboard.press(key)
    lab_with_settings.expect_tags(["step:report"])


def test_findings_need_not_be_underlined(lab_with_settings: NotebookPage) -> None:
    editor = open_settings(lab_with_settings, "Pipeline: findings")
    editor.locator("select").first.select_option(label="none")
    look_at_notebook(lab_with_settings)
    expect(lab_with_settings.page.locator(SQUIGGLE)).to_have_count(0)
    findings = lab_with_settings.section("findings").locator(".jp-nb2pipe-Finding")
    expect(findings).to_have_count(1)


def test_colours_are_the_users(lab_with_settings: NotebookPage) -> None:
    editor = open_settings(lab_with_settings, "Pipeline: step tags")
    editor.locator("input[label='Data']").fill("rgb(1, 2, 3)")
    look_at_notebook(lab_with_settings)
    lab_with_settings.wait_until(
        "() => getComputedStyle(document.body).getPropertyValue('--jp-nb2pipe-color-data') === 'rgb(1, 2, 3)'"
    )
    expect(lab_with_settings.row(0).get_by_role("button")).to_have_css("border-left-color", "rgb(1, 2, 3)")


def test_no_shortcut_of_ours_is_taken(notebook: NotebookPage) -> None:
    notebook.create("x = 1")
    notebook.select(0)
    taken = notebook.page.evaluate(
        """() => {
            const bindings = window.jupyterapp.commands.keyBindings;
            const isOurs = ({ command }) => command.startsWith('nb2pipe:');
            const begins = (one, other) => one.keys.every((key, i) => key === other.keys[i]);
            const applies = ({ selector }) => document.activeElement.closest(selector) !== null;
            const ours = bindings.filter(isOurs);
            const others = bindings.filter(key => !isOurs(key) && applies(key));
            return [
                ours.filter(applies).length,
                others.filter(key => ours.some(own => begins(own, key) || begins(key, own))).map(key => key.command)
            ];
        }"""
    )
    assert taken == [10, []]
