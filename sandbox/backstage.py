"""Passes requests on to a service of the bot's side, whose address is all that is known of it."""

import aiohttp
from aiohttp import web

_PASSED_ON = ("Content-Type", "Accept", "Cache-Control", "Content-Disposition")


class Backstage:
    """`/backstage/X` here is `address/X` there; 404 without an address, 502 if nobody answers."""

    def __init__(self, address: str | None) -> None:
        self._address = address.rstrip("/") if address else None
        self._session: aiohttp.ClientSession | None = None

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        if self._address is None:
            raise web.HTTPNotFound
        if self._session is None:
            self._session = aiohttp.ClientSession()
        url = f"{self._address}/{request.path_qs.removeprefix('/backstage/')}"
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        try:
            async with self._session.request(
                request.method, url, data=await request.read(), headers=headers, allow_redirects=False
            ) as answer:
                kept = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
                return web.Response(status=answer.status, body=await answer.read(), headers=kept)
        except aiohttp.ClientError as error:
            raise web.HTTPBadGateway(text="backstage is away") from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
