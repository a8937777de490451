"""The server extension: its settings, its routes, and what must be stopped with the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_server.extension.application import ExtensionApp
from traitlets import Float, Integer

if TYPE_CHECKING:
    from nb2pipe.server.worker import Lane


class Nb2PipeExtension(ExtensionApp):
    """nb2pipe in a Jupyter server; `c.Nb2PipeExtension.…` sets what follows."""

    name = "nb2pipe"
    load_other_extensions = True
    #: Requests that are larger are refused.
    largest_request = Integer(64 * 1024 * 1024, help="Bytes that a request may have.").tag(config=True)
    patience = Float(60.0, help="Seconds after which the analysis of a notebook is given up.").tag(config=True)
    export_patience = Float(300.0, help="Seconds after which an export is given up.").tag(config=True)

    def initialize_settings(self) -> None:
        """Make what the routes share; processes start with the first request that needs them."""
        from nb2pipe.server.sharing import SETTING, Shared
        from nb2pipe.server.worker import Lane

        self.lanes = (Lane(patience=self.patience), Lane(patience=self.export_patience))
        live, files = self.lanes
        self.settings[SETTING] = Shared(live=live, files=files, largest_request=self.largest_request)

    def initialize_handlers(self) -> None:
        """Register the routes below `nb2pipe/api/`."""
        from nb2pipe.server.renames import follow_renames
        from nb2pipe.server.routes import ROUTES

        if self.serverapp is not None:
            follow_renames(self.serverapp.contents_manager)
        self.handlers.extend((rf"/nb2pipe/api/{pattern}", handler) for pattern, handler in ROUTES)

    async def stop_extension(self) -> None:
        """End the analysts; runs and verifications go on without the server."""
        lanes: tuple[Lane, ...] = getattr(self, "lanes", ())
        for lane in lanes:
            lane.close()
