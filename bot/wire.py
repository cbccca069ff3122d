"""python-telegram-bot's way to the Bot API, on aiohttp: few connections, kept; no token in any error."""

import json
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0


class NeverSent(NetworkError):
    """The request did not leave: no connection came about, so it is safe to repeat."""


class Unreadable(NetworkError):
    """The answer was no JSON; the request may have been acted on."""


class AiohttpRequest(BaseRequest):
    """One session with at most `connections` kept ones, through `proxy` (http, https, socks4, socks5).

    Raises NeverSent, TimedOut and NetworkError as their docstrings say; never with the address in the text.
    """

    def __init__(self, proxy: str | None = None, connections: int = 8) -> None:
        self._proxy = proxy
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(connector=self._connector())

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def parse_json_payload(self, payload: bytes) -> Any:  # type: ignore[override]
        try:
            answer = json.loads(payload)
        except ValueError:
            raise Unreadable("the answer is not JSON") from None
        if not isinstance(answer, dict):
            raise Unreadable("the answer is not an object")
        return answer

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
        await self.initialize()
        session = self._session
        if session is None:
            raise NeverSent("the session is closed")
        wait = READ_SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=wait)
        try:
            async with session.request(
                method, url, data=_body(request_data), timeout=timeout, proxy=self._http_proxy()
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NeverSent(f"no connection: {type(error).__name__}") from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"connection lost: {type(error).__name__}") from None
        except TelegramError:
            raise

    def _http_proxy(self) -> str | None:
        return self._proxy if self._proxy and self._proxy.startswith("http") else None

    def _connector(self) -> aiohttp.BaseConnector:
        if self._proxy and self._proxy.startswith("socks"):
            from aiohttp_socks import ProxyConnector

            return ProxyConnector.from_url(self._proxy, limit=self._connections)
        return aiohttp.TCPConnector(limit=self._connections)


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None or not data.parameters:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
