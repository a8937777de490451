from __future__ import annotations

from nb2pipe.emitters.changelog import add_entry, emit_changelog
from nb2pipe.emitters.versions import Difference, Level

LINES = (Difference(Level.MINOR, "One."), Difference(Level.PATCH, "Two."))


def test_changelog_starts_with_the_steps(build):
    text = emit_changelog(build.plan(build.step("a", "1"), build.step("b", "2")), version="0.1.0").decode()
    assert text == "# Changelog\n\n## 0.1.0\n\n- Exported from `churn.ipynb`. Steps: `a` and `b`.\n"


def test_new_entries_stand_on_top():
    text = add_entry(b"# Changelog\n\nOurs.\n\n## 0.1.0\n\n- First.\n", version="0.2.0", differences=LINES).decode()
    assert text == "# Changelog\n\nOurs.\n\n## 0.2.0\n\n- One.\n- Two.\n\n## 0.1.0\n\n- First.\n"


def test_whatever_people_made_of_the_file_stays():
    assert add_entry(b"", version="1.0.0", differences=LINES).startswith(b"## 1.0.0\n")
    assert add_entry(b"# Ours\xff", version="1.0.0", differences=LINES).startswith(b"# Ours\xff\n\n## 1.0.0\n")
    assert b"\r\n## 2.0.0\r\n" in add_entry(b"# C\r\n\r\n## 1.0.0\r\n", version="2.0.0", differences=LINES)
