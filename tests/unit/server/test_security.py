"""Every route knows its user, stays below the root, and answers nonsense with a clear and discreet message."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from jupyter_server.auth import AllowAllAuthorizer, User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.contents.manager import AsyncContentsManager
from tornado.httpclient import HTTPClientError
from tornado.routing import PathMatches, Rule
from tornado.web import Application
from traitlets.config import Config

from nb2pipe.server.routes import ROUTES
from nb2pipe.server.wire.checking import CheckRequest
from tests.unit.server.conftest import Ask, live

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OURS = "/nb2pipe/"


def registered_routes(application: Application) -> Iterator[tuple[str, type]]:
    """Path with its groups filled in, and handler, of everything that the server serves for us."""
    rules: list[Rule] = [*application.default_router.rules, *application.wildcard_router.rules]
    while rules:
        rule = rules.pop()
        rules += getattr(rule.target, "rules", [])
        if isinstance(rule.matcher, PathMatches) and OURS in rule.matcher.regex.pattern:
            path = rule.matcher.regex.pattern.removesuffix("$").replace("([0-9a-f-]+)", "20260101-000000-abcdef")
            yield path[path.index(OURS) :], rule.target


async def status_of(fetch, path: str, **options: object) -> int:
    try:
        return (await fetch(*path.strip("/").split("/"), **options)).code
    except HTTPClientError as error:
        return error.code


async def test_no_route_answers_a_stranger(jp_fetch, jp_web_app: Application) -> None:
    routes = dict(registered_routes(jp_web_app))
    assert set(routes.values()) == {handler for _, handler in ROUTES}
    for path in routes:
        for verb in VERBS:
            body = b"{}" if verb not in ("GET", "DELETE") else None
            # A stranger has no token, or a wrong one.
            for token in ("", "token wrong"):
                status = await status_of(
                    jp_fetch, path, method=verb, body=body, headers={"Authorization": token}, follow_redirects=False
                )
                assert status in (403, 405), (verb, path, status)


class DenyUs(AllowAllAuthorizer):
    """Lets users do anything but use nb2pipe."""

    def is_authorized(self, handler: JupyterHandler, user: User, action: str, resource: str) -> bool:
        return resource != "nb2pipe" and super().is_authorized(handler, user, action, resource)


class TestUnauthorized:
    """A user who is known but may not use nb2pipe."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.ServerApp.authorizer_class = DenyUs
        return jp_server_config

    async def test_no_route_answers_who_is_not_allowed(self, jp_fetch, jp_web_app: Application) -> None:
        assert await status_of(jp_fetch, "api/status") == 200
        for path in dict(registered_routes(jp_web_app)):
            for verb in VERBS:
                body = b"{}" if verb not in ("GET", "DELETE") else None
                assert await status_of(jp_fetch, path, method=verb, body=body) in (403, 405), (verb, path)


async def log_in(jp_fetch, jp_auth_header: dict[str, str]) -> str:
    """The cookies that a browser has of a user who has logged in."""
    token = jp_auth_header["Authorization"].removeprefix("token ")
    visit = await jp_fetch("api", "me", params={"token": token}, headers={"Authorization": ""})
    cookies = SimpleCookie()
    for line in visit.headers.get_list("Set-Cookie"):
        cookies.load(line)
    return "; ".join(f"{name}={morsel.coded_value}" for name, morsel in cookies.items())


async def test_a_cookie_alone_is_not_enough_to_post(jp_fetch, jp_auth_header: dict[str, str]) -> None:
    login = await log_in(jp_fetch, jp_auth_header)
    assert await status_of(jp_fetch, "nb2pipe/api/rules", headers={"Authorization": "", "Cookie": login}) == 200
    body = json.dumps({"directory": ""})
    for route in ("nb2pipe/api/example", "nb2pipe/api/runs/20260101-000000-abcdef/cancel"):
        headers = {"Authorization": "", "Cookie": login}
        assert await status_of(jp_fetch, route, method="POST", body=body, headers=headers) == 403


async def test_the_socket_opens_for_pages_of_this_server_only(
    jp_fetch, jp_ws_fetch, jp_auth_header: dict[str, str], jp_http_port: int
) -> None:
    login = await log_in(jp_fetch, jp_auth_header)

    host = f"127.0.0.1:{jp_http_port}"

    async def knock(**headers: str) -> None:
        # The fetcher would add the user's token, and cookies belong to a host.
        given = {"Authorization": "", "Host": host, **headers}
        (await jp_ws_fetch("nb2pipe", "api", "runs", "events", headers=given)).close()

    await knock(Cookie=login, Origin=f"http://{host}")
    strangers = [{}, {"Authorization": "token wrong"}]
    # A browser sends the user's cookies along, whatever page opens the socket.
    origins = ("https://evil.example", f"http://127.0.0.1.evil.example:{jp_http_port}", "null")
    for headers in [*strangers, *({"Cookie": login, "Origin": origin} for origin in origins)]:
        with pytest.raises(HTTPClientError, match="403"):
            await knock(**headers)


OUTSIDE = ("../secret.ipynb", "work/../../secret.ipynb", "link/secret.ipynb", "link.ipynb", "a\0b", "x" * 300)
HIDDEN = (".hidden/secret.ipynb", "work/.secret.ipynb")


@pytest.fixture
def traps(jp_root_dir: Path, tmp_path: Path) -> None:
    """Files outside the root, hidden files in it, and links that lead out."""
    outside = tmp_path / "outside"
    for folder in (outside, jp_root_dir / "work", jp_root_dir / ".hidden"):
        folder.mkdir()
    for file in (outside, tmp_path, jp_root_dir / ".hidden"):
        (file / "secret.ipynb").write_text("{}")
    (jp_root_dir / "work" / ".secret.ipynb").write_text("{}")
    (jp_root_dir / "link").symlink_to(outside)
    (jp_root_dir / "link.ipynb").symlink_to(outside / "secret.ipynb")


@pytest.mark.usefixtures("traps")
@pytest.mark.parametrize("path", [*OUTSIDE, *HIDDEN])
async def test_nothing_outside_is_found(ask: Ask, path: str, tmp_path: Path) -> None:
    requests: list[tuple[str, object]] = [
        ("check", CheckRequest(notebook=live("x = 1", path=path), client="a", version=1)),
        ("suggest", {"notebook": live("x = 1", path=path)}),
        ("graph", {"notebook": live("x = 1", path=path)}),
        ("fix", {"notebook": live("x = 1", path=path), "code": "NB101", "cell": "c0", "offset": 0}),
        ("export/preview", {"path": path}),
        ("export", {"path": path}),
        ("export", {"path": "work", "directory": path}),
        ("parameters", {"path": path}),
        ("example", {"directory": path}),
        ("runs", {"kind": "run", "path": path}),
    ]
    for route, body in requests:
        status, answer = await ask("POST", route, body)
        assert (status, answer["reason"]) == (404, "not-found"), route
        assert str(tmp_path) not in answer["message"]
    if "\0" not in path:  # which never arrives in a query
        assert (await ask("GET", "runs", params={"path": path}))[0] == 404


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
async def test_nobody_waits_for_a_pipe(ask: Ask, jp_root_dir: Path) -> None:
    os.mkfifo(jp_root_dir / "pipe.ipynb")
    for route, body in (("parameters", {}), ("export/preview", {}), ("export", {}), ("runs", {"kind": "run"})):
        assert (await ask("POST", route, {"path": "pipe.ipynb", **body}))[0] == 404, route


async def test_an_absolute_path_means_one_below_the_root(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "secret.ipynb").write_text("{}")
    status, _ = await ask("POST", "parameters", {"path": str(tmp_path / "secret.ipynb")})
    assert status == 404


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff", b'{"notebook": 1}', b'{"wrong": 1}', b"[" * 100_000, b'{"path": "\\ud800"}']
)
async def test_nonsense_is_answered_with_400(ask: Ask, body: bytes) -> None:
    for route in ("check", "suggest", "graph", "fix", "export", "export/preview", "parameters", "runs", "runs/compare"):
        status, answer = await ask("POST", route, body)
        assert (status, answer["reason"]) == (400, "bad-request"), route


async def test_strings_come_back_as_they_were(ask: Ask) -> None:
    hostile = "</script><img src=x onerror=alert(1)>"
    request = CheckRequest(notebook=live(f"print(undefined) # {hostile}"), client=hostile, version=1)
    status, answer = await ask("POST", "check", request)
    assert (status, answer["kind"]) == (200, "checked")


async def test_an_error_of_our_own_tells_nothing(ask: Ask, jp_root_dir: Path) -> None:
    jobs = jp_root_dir / ".nb2pipe" / "jobs" / "20260101-000000-abcdef"
    jobs.mkdir(parents=True)
    (jobs / "job.json").write_text("{")
    status, answer = await ask("GET", "runs/20260101-000000-abcdef")
    assert status == 400
    assert str(jp_root_dir) not in json.dumps(answer)


@pytest.mark.usefixtures("traps")
class TestServerThatShowsHiddenFiles:
    """A server whose owner lets it show hidden files, and still nothing else."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.ContentsManager.allow_hidden = True
        return jp_server_config

    async def test_hidden_files_are_found_and_nothing_outside(self, ask: Ask) -> None:
        for path in HIDDEN:
            assert (await ask("POST", "parameters", {"path": path}))[0] != 404, path
        for path in OUTSIDE:
            assert (await ask("POST", "parameters", {"path": path}))[0] == 404, path


class KeptInMemory(AsyncContentsManager):
    """Notebooks that are no files."""


class TestServerWithoutFiles:
    """A server whose notebooks are on no disk."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.ServerApp.contents_manager_class = KeptInMemory
        return jp_server_config

    async def test_says_so_and_touches_no_file(self, ask: Ask) -> None:
        for route in ("parameters", "export", "export/preview"):
            status, answer = await ask("POST", route, {"path": "etc/hostname"})
            assert (status, answer["reason"]) == (400, "bad-request"), route
            assert "elsewhere than on its own disk" in answer["message"]


class TestSmallServer:
    """A server that takes only small requests."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.Nb2PipeExtension.largest_request = 1000
        return jp_server_config

    async def test_large_requests_are_refused(self, ask: Ask) -> None:
        small = CheckRequest(notebook=live("x = 1"), client="a", version=1)
        assert (await ask("POST", "check", small))[0] == 200
        large = CheckRequest(notebook=live("x = 1" + " " * 1000), client="a", version=1)
        status, answer = await ask("POST", "check", large)
        assert (status, answer["reason"]) == (413, "too-large")
