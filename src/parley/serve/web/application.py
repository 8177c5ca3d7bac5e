"""The workbench put together: the guard, the pages, the API, the ledger behind them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module

from fastapi import FastAPI, Response
from fastapi.staticfiles import StaticFiles

from parley import __version__
from parley.serve.web.background import Readings
from parley.serve.web.desk import Desk, open_desk
from parley.serve.web.drafts import Drafts
from parley.serve.web.guard import Guard, loopback_names
from parley.serve.web.identity import Doorkeeper
from parley.serve.web.kept import Kept
from parley.serve.web.settings import Entrance, WebSettings, check_settings
from parley.serve.web.templating import STATIC

_PAGES = ("home", "encounters", "sources", "review", "ledger", "search", "add", "account", "api")
_MOST_KEPT = 96
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(slots=True)
class Workbench:
    """What every page reaches: settings, the ledger, drafts, readings, who may come in, and what is kept."""

    settings: WebSettings
    desk: Desk
    drafts: Drafts
    readings: Readings
    doorkeeper: Doorkeeper
    kept: Kept = field(default_factory=lambda: Kept(_MOST_KEPT))


class _Kept(StaticFiles):
    """Static files, kept for good where their address has their content's hash."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = _FOR_GOOD
        return response


def make_app(settings: WebSettings) -> FastAPI:
    """Return the application over a ledger.

    Raises:
        SettingsError: it could be reached from elsewhere without a sign-in, or the proxy is not named.
        StoreError: the ledger cannot be opened.
    """
    check_settings(settings)
    settings.drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
    drafts = Drafts(settings.drafts, settings.bounds)
    desk = open_desk(settings.ledger)
    workbench = Workbench(
        settings, desk, drafts, Readings(drafts, settings.ledger), Doorkeeper(settings, desk.accounts)
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        workbench.readings.close()
        desk.close()

    app = FastAPI(
        title="Parley",
        version=__version__,
        description="The ledger of a process: what was said, by whose account, and what stands.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.workbench = workbench
    for name in _PAGES:
        app.include_router(import_module(f"parley.serve.web.pages.{name}").router)
    app.mount("/static", _Kept(directory=STATIC), name="static")
    from parley.serve.web.pages.faults import add_handlers

    add_handlers(app)
    is_local = settings.entrance is Entrance.LOCAL
    app.add_middleware(
        Guard,
        host_names=settings.host_names or (loopback_names() if is_local else ()),
        largest_body=settings.bounds.request_bytes,
        secure=settings.secure_cookies,
    )
    return app
