"""Every message between the browser and the server; `labextension/src/wire.ts` is generated from it."""

from __future__ import annotations

from nb2pipe.server.wire import base, checking, exporting, graph, jobs, notebook

#: In the order in which `wire.ts` has them.
MODULES = (base, notebook, checking, graph, exporting, jobs)
