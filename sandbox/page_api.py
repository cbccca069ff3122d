"""What the chat page asks and does: the people's side of the world, as JSON and as a stream of events."""

import asyncio
import json
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.files import UPLOAD_BYTES
from sandbox.trouble import Trouble
from sandbox.wire import Json
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
HEARTBEAT_SECONDS = 15.0
MESSAGES_SHOWN = 300
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})
_POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'"
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class PageApi:
    """Routes for the page: `/`, its files, `/page/events` (all that happens), `/page/…` (what people do).

    Every action is a POST; a page of another origin is refused, for this server runs where people browse.
    """

    def __init__(self, world: World, trouble: Trouble, *, has_backstage: bool) -> None:
        self.world = world
        self.trouble = trouble
        self.has_backstage = has_backstage
        self._streams: set[asyncio.Queue[str | None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._index),
            web.get("/page/file/{file_id}", self._file),
            web.get("/page/events", self._events),
            web.get("/page/ledger", self._ledger),
            web.get("/page/{name:[a-z_-]+\\.(?:css|js|json|svg)}", self._asset),
            web.post("/page/send", self._guarded(self._send)),
            web.post("/page/file", self._guarded(self._send_file)),
            web.post("/page/press", self._guarded(self._press)),
            web.post("/page/edit", self._guarded(self._edit)),
            web.post("/page/delete", self._guarded(self._delete)),
            web.post("/page/follow", self._guarded(self._follow)),
            web.post("/page/block", self._guarded(self._block)),
            web.post("/page/trouble", self._guarded(self._trouble)),
        ]

    def close(self) -> None:
        """Ends the open streams, so that the server can stop."""
        for stream in self._streams:
            stream.put_nowait(None)

    def snapshot(self) -> Json:
        """All that a page just opened must know."""
        world = self.world
        return {
            "bot": world.bot_user(),
            "about": world.about,
            "shown": [{"person": person, "chat": chat} for person, chat in world.shown],
            "backstage": self.has_backstage,
            "epoch": world.epoch,
            "trouble": self.trouble.state(),
            "people": [
                {
                    "id": person.id,
                    "name": person.name,
                    "caption": {"vi": person.caption, "en": person.caption_en or person.caption},
                }
                for person in world.people.values()
            ],
            "groups": [
                {"id": group.id, "title": group.title, "members": list(group.member_ids)}
                for group in world.groups.values()
            ],
            "chats": [self._chat(chat_id) for chat_id in world.chats],
            "menus": self._menus(),
        }

    def _chat(self, chat_id: int) -> Json:
        chat = self.world.chats[chat_id]
        waiting = {
            entry.message[1]
            for entry in self.world.updates.waiting()
            if entry.message is not None and entry.message[0] == chat_id
        }
        shown = list(chat.messages.values())[-MESSAGES_SHOWN:]
        return {
            "id": chat_id,
            "open": chat.open,
            "blocked": chat.blocked,
            "closed": chat.deactivated or chat.migrated_to is not None,
            "keyboard": chat.keyboard,
            "messages": shown,
            "unheard": [message["message_id"] for message in shown if not self.world.bot_sees(message)],
            "waiting": sorted(waiting),
        }

    def _menus(self) -> list[Json]:
        world = self.world
        private = [(person_id, person_id) for person_id in world.people]
        grouped = [(member, group.id) for group in world.groups.values() for member in group.member_ids]
        return [
            {"person": person, "chat": chat, "commands": world.menus.seen_by(person, chat)}
            for person, chat in [*private, *grouped]
        ]

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers={**_HEADERS, "Content-Security-Policy": _POLICY})

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        path = PAGE / request.match_info["name"]
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        stream: asyncio.Queue[str | None] = asyncio.Queue()

        def happened(kind: str, what: Json) -> None:
            if kind == "chat":
                stream.put_nowait(_event("state", self.snapshot()))
            elif kind == "commands":
                stream.put_nowait(_event("menus", {"menus": self._menus()}))
            elif kind not in ("call", "update", "press"):
                stream.put_nowait(_event(kind, what))

        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        self._streams.add(stream)
        try:
            with self.world.watching(happened):
                await response.write(_event("state", self.snapshot()).encode())
                while (text := await _next(stream)) is not None:
                    await response.write(text.encode())
        except ConnectionResetError:
            pass
        finally:
            self._streams.discard(stream)
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        stored = self.world.files.find(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        shown = stored.mime in _SHOWN
        headers = {**_HEADERS, "Content-Security-Policy": "sandbox"}
        if not shown:
            headers["Content-Disposition"] = "attachment"
        mime = stored.mime if shown else "application/octet-stream"
        return web.Response(body=stored.content, content_type=mime, headers=headers)

    async def _send(self, request: web.Request) -> Json:
        given = await request.json()
        message = self.world.person_sends(
            given["person"], given["chat"], given["text"], given.get("reply_to")
        )
        return {"message_id": message["message_id"]}

    async def _send_file(self, request: web.Request) -> Json:
        given = await request.post()
        part = given["file"]
        if not isinstance(part, web.FileField):
            raise TypeError("no file")
        content = part.file.read()
        if len(content) > UPLOAD_BYTES:
            raise ValueError("Tệp lớn hơn 50 MB")
        message = self.world.person_sends_file(
            int(str(given["person"])),
            int(str(given["chat"])),
            content,
            part.filename,
            caption=str(given.get("caption", "")),
            mime=part.content_type,
            as_photo=given.get("as_photo") == "true",
            reply_to=int(str(given["reply_to"])) if given.get("reply_to") else None,
            media_group_id=str(given.get("album", "")),
        )
        return {"message_id": message["message_id"]}

    async def _press(self, request: web.Request) -> Json:
        given = await request.json()
        button = str(given["button"])
        return {
            "query_id": self.world.person_presses(given["person"], given["chat"], given["message"], button)
        }

    async def _edit(self, request: web.Request) -> Json:
        given = await request.json()
        self.world.person_edits(given["person"], given["chat"], given["message"], given["text"])
        return {}

    async def _delete(self, request: web.Request) -> Json:
        given = await request.json()
        self.world.person_deletes(given["person"], given["chat"], given["message"])
        return {}

    async def _follow(self, request: web.Request) -> Json:
        given = await request.json()
        self.world.person_follows(given["person"], given["url"])
        return {}

    async def _block(self, request: web.Request) -> Json:
        given = await request.json()
        self.world.person_blocks(given["person"], blocked=bool(given["blocked"]))
        return {}

    async def _trouble(self, request: web.Request) -> Json:
        given = await request.json()
        self.trouble.turn(str(given["switch"]), on=bool(given["on"]))
        return self.trouble.state()

    async def _ledger(self, _: web.Request) -> web.StreamResponse:
        """What people did and what reached them, to be compared with the bot's own books."""
        updates = self.world.updates
        waiting = {entry.update_id for entry in updates.waiting()}
        reached = [[message["chat"]["id"], message["message_id"]] for message in self.world.delivered]
        return web.json_response({"given": updates.given, "waiting": len(waiting), "reached": reached})

    def _guarded(self, action: Any) -> Any:
        async def handler(request: web.Request) -> web.StreamResponse:
            origin = request.headers.get("Origin")
            if origin is not None and origin.partition("://")[2] != request.host:
                raise web.HTTPForbidden
            try:
                return web.json_response(await action(request))
            except (ValueError, LookupError, TypeError) as error:
                return web.json_response({"error": str(error)}, status=400)

        return handler


def _event(kind: str, what: Json) -> str:
    return f"event: {kind}\ndata: {json.dumps(what, ensure_ascii=False)}\n\n"


async def _next(stream: "asyncio.Queue[str | None]") -> str | None:
    """The next event, or a comment that keeps the connection alive."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            return await stream.get()
    except TimeoutError:
        return ": still here\n\n"
