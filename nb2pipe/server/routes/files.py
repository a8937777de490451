"""What is asked about saved notebooks: their packages and parameters."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from nb2pipe.server.asking import ask
from nb2pipe.server.base import Route
from nb2pipe.server.frames import Task
from nb2pipe.server.wire import exporting
from nb2pipe.service.example import FOLDER, NOTEBOOK, copy_example


class FileRoute(Route):
    """Base of the routes that take the path of something saved."""

    def task(self, name: str, path: str, target: str | None = None) -> Task:
        """The request as an analyst takes it."""
        confinement = self.confinement
        return Task(
            name=name,
            body=self.request.body,
            path=str(confinement.existing(path)),
            target=None if target is None else str(confinement.locate(target)),
            root=str(confinement.root),
        )


class PreviewRoute(FileRoute):
    """A package before it is written."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Show what an export would do."""
        request = self.decode(exporting.ExportRequest)
        await self.pass_on(await ask(self.shared.files, self.task("preview", request.path, request.directory)))


class ExportRoute(FileRoute):
    """A package written."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Export the notebook."""
        request = self.decode(exporting.ExportRequest)
        await self.pass_on(await ask(self.shared.files, self.task("export", request.path, request.directory)))


class ParametersRoute(FileRoute):
    """The form of a run."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """List the parameters of a notebook or a package."""
        request = self.decode(exporting.ParametersRequest)
        await self.pass_on(await ask(self.shared.files, self.task("parameters", request.path)))


class ExampleRoute(Route):
    """The example notebook."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Copy the example into a folder."""
        confinement = self.confinement
        directory = confinement.existing(self.decode(exporting.ExampleRequest).directory)
        confinement.check_writable(directory / FOLDER, directory / FOLDER / NOTEBOOK)
        copy = await self.aside(lambda: copy_example(directory))
        await self.answer(exporting.ExampleAnswer(path=copy.relative_to(confinement.root).as_posix()))


ROUTES: tuple[tuple[str, type[Route]], ...] = (
    ("export/preview", PreviewRoute),
    ("export", ExportRoute),
    ("parameters", ParametersRoute),
    ("example", ExampleRoute),
)
