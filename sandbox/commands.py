"""The bot's command menus, each for a scope, and which of them somebody sees."""

from collections.abc import Iterable
from typing import Any

from sandbox.wire import Json, bad_request

Key = tuple[str, int, int, str]
_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


class CommandMenus:
    """Menus by scope and language, as setMyCommands sets them."""

    def __init__(self) -> None:
        self._menus: dict[Key, list[Json]] = {}

    def set(self, scope: Any, language: str, commands: Iterable[Json]) -> None:
        self._menus[_key(scope, language)] = list(commands)

    def get(self, scope: Any, language: str) -> list[Json]:
        return self._menus.get(_key(scope, language), [])

    def delete(self, scope: Any, language: str) -> None:
        self._menus.pop(_key(scope, language), None)

    def seen_by(self, person_id: int, chat_id: int, language: str = "vi") -> list[Json]:
        """The menu a person sees in a chat: the narrowest scope that has one (docs, BotCommandScope)."""
        everywhere = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes = (
            ("chat_member", chat_id, person_id),
            ("chat", chat_id, 0),
            (everywhere, 0, 0),
            ("default", 0, 0),
        )
        for scope in scopes:
            for spoken in (language, ""):
                menu = self._menus.get((*scope, spoken))
                if menu:
                    return menu
        return []


def read_commands(given: Any) -> list[Json]:
    """The commands as kept. Raises ApiError."""
    if not isinstance(given, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(given) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for command in given:
        name = str(command.get("command", "")).removeprefix("/").lower()
        text = str(command.get("description", ""))
        if not 1 <= len(name) <= 32 or not name.replace("_", "a").isalnum() or not name.isascii():
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(text) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": text})
    return kept


def _key(scope: Any, language: str) -> Key:
    given = scope if isinstance(scope, dict) else {}
    kind = str(given.get("type", "default"))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return kind, int(given.get("chat_id", 0)), int(given.get("user_id", 0)), language
