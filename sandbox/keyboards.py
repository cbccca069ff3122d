"""Reply markup: what Telegram accepts under a message, and what it makes of it."""

from typing import Any
from urllib.parse import urlsplit

from sandbox.wire import Json, bad_request

CALLBACK_DATA_BYTES = 64
BUTTONS = 100
BUTTONS_A_ROW = 8
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def read_markup(given: Any) -> Json:
    """The markup as kept, {} for none. Raises ApiError.

    A row of more than eight buttons is refused here; Telegram itself may quietly cut it, which no test
    would notice.
    """
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in given:
        rows = [[_inline(button) for button in row] for row in _rows(given["inline_keyboard"])]
        return {"inline_keyboard": rows} if rows else {}
    if "keyboard" in given:
        rows = [[_plain(button) for button in row] for row in _rows(given["keyboard"])]
        return {**given, "keyboard": rows}
    if given.get("remove_keyboard") or given.get("force_reply"):
        return given
    return {}


def read_inline_markup(given: Any) -> Json:
    """As `read_markup`, for edits, which take inline keyboards only."""
    markup = read_markup(given)
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _rows(given: Any) -> list[list[Any]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request("can't parse keyboard: expected an Array of Array")
    rows = [row for row in given if row]
    if sum(map(len, rows)) > BUTTONS or any(len(row) > BUTTONS_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _label(button: Any) -> str:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if text is None:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not str(text).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    return str(text)


def _inline(button: Any) -> Json:
    label = _label(button)
    action = next((name for name in _ACTIONS if name in button), None)
    if action is None:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if action == "callback_data" and not 1 <= len(str(button[action]).encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not _is_link(str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    kept = {name: button[name] for name in ("style", "icon_custom_emoji_id") if name in button}
    return {"text": label, action: button[action], **kept}


def _plain(button: Any) -> Json:
    return {"text": button} if isinstance(button, str) else {**button, "text": _label(button)}


def _is_link(url: str) -> bool:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        return False
    if parts.scheme == "tg":
        return True
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "." in host and " " not in url
