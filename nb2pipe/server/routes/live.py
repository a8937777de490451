"""What an editor asks while somebody works in a notebook."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from nb2pipe.server.asking import ask, ask_newest
from nb2pipe.server.base import Route
from nb2pipe.server.frames import Task
from nb2pipe.server.wire import checking, graph
from nb2pipe.server.wire.notebook import LiveNotebook


class LiveRoute(Route):
    """Base of the routes that take a live notebook."""

    def task(self, name: str, notebook: LiveNotebook) -> Task:
        """The request as an analyst takes it."""
        confinement = self.confinement
        path = str(confinement.locate(notebook.path))
        return Task(name=name, body=self.request.body, path=path, root=str(confinement.root))


class RulesRoute(Route):
    """The pages of the rules."""

    @authenticated
    @authorized
    async def get(self) -> None:
        """List all rules."""
        task = Task(name="rules", body=b"", root=str(self.confinement.root))
        await self.pass_on(await ask(self.shared.live, task))


class CheckRoute(LiveRoute):
    """Facts and findings."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Check the notebook; the newest request of a window is the one that counts."""
        request = self.decode(checking.CheckRequest)
        key = (request.client, request.notebook.path)
        task = self.task("check", request.notebook)
        reply = await ask_newest(self.shared.live, task, key=key, version=request.version)
        if reply is None:
            await self.answer(checking.Superseded(version=request.version))
        else:
            await self.pass_on(reply)


class FixRoute(LiveRoute):
    """Edits that remove a finding."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Say how to fix one finding."""
        request = self.decode(checking.FixRequest)
        await self.pass_on(await ask(self.shared.live, self.task("fix", request.notebook)))


class SuggestRoute(LiveRoute):
    """Proposed tags."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Propose tags for the cells that have none."""
        request = self.decode(checking.SuggestRequest)
        await self.pass_on(await ask(self.shared.live, self.task("suggest", request.notebook)))


class GraphRoute(LiveRoute):
    """The pipeline."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Draw the graph of steps; a plan takes longer than a check and has its own analyst."""
        request = self.decode(graph.GraphRequest)
        await self.pass_on(await ask(self.shared.files, self.task("graph", request.notebook)))


ROUTES: tuple[tuple[str, type[Route]], ...] = (
    ("rules", RulesRoute),
    ("check", CheckRoute),
    ("fix", FixRoute),
    ("suggest", SuggestRoute),
    ("graph", GraphRoute),
)
