"""Runs and verifications: start, list, look, cancel, compare."""

from __future__ import annotations

from pathlib import Path

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from nb2pipe.server.base import Route
from nb2pipe.server.jobs.comparing import compare_jobs
from nb2pipe.server.jobs.folder import JobFolder, find_folder, jobs_folder
from nb2pipe.server.jobs.history import list_jobs
from nb2pipe.server.jobs.logs import read_log
from nb2pipe.server.jobs.processes import cancel_job, start_job
from nb2pipe.server.jobs.reading import read_job
from nb2pipe.server.rejection import RequestError, bad_request
from nb2pipe.server.wire import jobs as wire
from nb2pipe.service.clock import local_time
from nb2pipe.service.history import step_log


class JobRoute(Route):
    """Base of the routes about jobs."""

    def folder(self, id_: str) -> JobFolder:
        """The job's folder."""
        found = find_folder(self.confinement.root, id_)
        if found is None:
            raise RequestError(404, f"no run or verification {id_!r}", reason="not-found")
        return found

    async def job(self, id_: str) -> wire.Job:
        """The job as it stands now."""
        folder, root = self.folder(id_), self.confinement.root
        return await self.aside(lambda: read_job(folder, root=root, now=local_time()))


class JobsRoute(JobRoute):
    """All jobs."""

    @authenticated
    @authorized
    async def get(self) -> None:
        """List jobs, newest first."""
        confinement = self.confinement
        path = self.get_query_argument("path", "")
        about = confinement.locate(path) if path else None
        jobs = await self.aside(lambda: list_jobs(confinement.root, about=about, now=local_time()))
        known = about.relative_to(confinement.root).as_posix() if about else ""
        await self.answer(wire.JobsAnswer(path=known, jobs=jobs))

    @authenticated
    @authorized
    async def post(self) -> None:
        """Start a job."""
        request = self.decode(wire.StartRequest)
        confinement = self.confinement
        source = confinement.existing(request.path)
        if request.kind == "verify" and source.is_dir():
            raise bad_request("only a notebook can be verified, not a package")
        confinement.check_writable(source.parent / "runs", jobs_folder(confinement.root))
        folder = await self.aside(lambda: start_job(request, root=confinement.root, source=source))
        await self.answer(await self.job(folder.id))


class JobItemRoute(JobRoute):
    """One job."""

    @authenticated
    @authorized
    async def get(self, id_: str) -> None:
        """Show the job."""
        await self.answer(await self.job(id_))


class LogRoute(JobRoute):
    """What a job prints."""

    @authenticated
    @authorized
    async def get(self, id_: str) -> None:
        """Show a part of the log, of the whole job or of a step."""
        folder = self.folder(id_)
        path = self._path(folder, await self.job(id_), self.get_query_argument("step", ""))
        after = self.get_query_argument("after", "0")
        if not after.isdecimal() or len(after) > len(str(2**63)):
            raise bad_request(f"after={after!r} is no offset")
        await self.answer(await self.aside(lambda: read_log(path, after=int(after))))

    def _path(self, folder: JobFolder, job: wire.Job, step: str) -> Path:
        if not step:
            return folder.output
        if step not in {known.name for known in job.steps} or not step.isidentifier():
            raise RequestError(404, f"run {job.id} has no step {step!r}", reason="not-found")
        return step_log(Path(folder.request.directory), step)


class CancelRoute(JobRoute):
    """The end of a job before its time."""

    @authenticated
    @authorized
    async def post(self, id_: str) -> None:
        """Cancel the job; one that has ended stays as it is."""
        folder = self.folder(id_)
        await self.aside(lambda: cancel_job(folder))
        await self.answer(await self.job(id_))


class CompareRoute(JobRoute):
    """Two runs."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Put two runs side by side."""
        request = self.decode(wire.CompareRequest)
        await self.answer(compare_jobs(await self.job(request.left), await self.job(request.right)))


_ID = r"([0-9a-f-]+)"
ROUTES: tuple[tuple[str, type[Route]], ...] = (
    ("runs", JobsRoute),
    ("runs/compare", CompareRoute),
    (f"runs/{_ID}", JobItemRoute),
    (f"runs/{_ID}/log", LogRoute),
    (f"runs/{_ID}/cancel", CancelRoute),
)
