"""The front end's types are those of the server."""

from __future__ import annotations

from nb2pipe.server.typescript import render_typescript
from tests.conftest import ROOT


def test_typescript_is_generated_from_the_messages() -> None:
    written = (ROOT / "labextension" / "src" / "wire.ts").read_text(encoding="utf-8")
    assert written == render_typescript(), "run python -m nb2pipe.server.typescript labextension/src/wire.ts"
