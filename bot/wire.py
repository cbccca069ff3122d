"""python-telegram-bot's way to the Bot API, on aiohttp: few connections, kept; no token in any error."""

import io
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
# called when a request made in this context is written to the wire
LEAVING: ContextVar[Callable[[], None] | None] = ContextVar("leaving", default=None)


class NeverSent(NetworkError):
    """Nothing of the request left this machine for Telegram, so it is safe to repeat."""


class Unreadable(NetworkError):
    """The answer is none of the Bot API's, perhaps a proxy's or a filter's page; `status` is its HTTP code.

    The request may have been acted on.
    """

    def __init__(self, status: int) -> None:
        super().__init__(f"the answer is not the Bot API's (HTTP {status})")
        self.status = status


def parameters(values: Mapping[str, Any]) -> RequestData:
    """What a call of the Bot API is made with; None is left out."""
    return RequestData([RequestParameter.from_input(k, v) for k, v in values.items() if v is not None])


def waits_of(error: RetryAfter) -> timedelta:
    """How long Telegram asks us to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


@dataclass(slots=True)
class _Departure:
    """Whether the request began to leave over a connection that had come about."""

    left: bool = False


class AiohttpRequest(BaseRequest):
    """One session with at most `connections` kept ones, through `proxy` (http, https, socks4, socks5).

    Raises NeverSent, Unreadable, TimedOut and NetworkError, the last two when the request may have been
    acted on; never with the address in the text, for it holds the token. The session is made at first
    need; after `shutdown` there is none until `initialize`.
    """

    def __init__(self, proxy: str | None = None, connections: int = 10) -> None:
        self._proxy = proxy
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._shut = False
        self.date: str | None = None  # as the last answer told it

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        self._shut = False

    async def shutdown(self) -> None:
        self._shut = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body. Writing and waiting for a free connection have no limit of their own."""
        if self._shut:
            raise NeverSent("the connections are closed")
        if self._session is None:
            self._session = self._open()
        departure = _Departure()
        timeout = aiohttp.ClientTimeout(
            total=None,
            sock_connect=CONNECT_SECONDS if connect_timeout is BaseRequest.DEFAULT_NONE else connect_timeout,
            sock_read=READ_SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout,
        )
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                timeout=timeout,
                proxy=self._proxy if self._proxy and self._proxy.startswith("http") else None,
                allow_redirects=False,  # the address holds the token: it goes nowhere else
                trace_request_ctx=departure,
            ) as answer:
                status, payload = answer.status, await answer.read()
                self.date = answer.headers.get("Date")
        except self._failures() as error:
            raise _told(error, departure) from None
        if method == "GET" and 200 <= status < 300:
            return status, payload  # a file
        return _status_of(status, payload), payload

    def _open(self) -> aiohttp.ClientSession:
        trace = aiohttp.TraceConfig()
        trace.on_request_headers_sent.append(_note_departure)
        return aiohttp.ClientSession(
            connector=self._connector(),
            headers={"User-Agent": self.USER_AGENT},
            cookie_jar=aiohttp.DummyCookieJar(),
            trace_configs=[trace],
        )

    def _connector(self) -> aiohttp.BaseConnector:
        if self._by_socks():
            from aiohttp_socks import ProxyConnector

            return ProxyConnector.from_url(str(self._proxy), limit=self._connections)
        return aiohttp.TCPConnector(limit=self._connections)

    def _by_socks(self) -> bool:
        return self._proxy is not None and self._proxy.startswith("socks")

    def _failures(self) -> tuple[type[Exception], ...]:
        if not self._by_socks():
            return aiohttp.ClientError, OSError
        from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

        return aiohttp.ClientError, OSError, ProxyConnectionError, ProxyError, ProxyTimeoutError


async def _note_departure(
    _session: aiohttp.ClientSession, context: SimpleNamespace, _params: aiohttp.TraceRequestHeadersSentParams
) -> None:
    context.trace_request_ctx.left = True
    note = LEAVING.get()
    if note is not None:
        note()


def _told(error: Exception, departure: _Departure) -> NetworkError:
    kind = type(error).__name__
    if not departure.left:
        return NeverSent(f"no connection: {kind}")
    if isinstance(error, TimeoutError):
        return TimedOut("no answer in time")
    return NetworkError(f"connection lost: {kind}")


BAD_REQUEST, TOO_LARGE = 400, 413


def _status_of(status: int, payload: bytes) -> int:
    """The status that the Bot API's answer stands for. Raises Unreadable for any other kind of answer.

    Else python-telegram-bot would take a filter's 403 page for a person who blocked the bot. What is too
    large is a bad request: it would be tried for ever.
    """
    try:
        answer = json.loads(payload)
    except ValueError:
        raise Unreadable(status) from None
    if not isinstance(answer, dict):
        raise Unreadable(status)
    if answer.get("ok") is False:
        code = answer.get("error_code")
        meant = code if status < 300 and isinstance(code, int) and code >= 300 else status
        return BAD_REQUEST if meant == TOO_LARGE else meant
    if status >= 300 or "result" not in answer:
        raise Unreadable(status)
    return status


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None or not data.parameters:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes names of files as they are, in UTF-8
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        opened = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, opened, filename=filename, content_type=mime)
    return form
