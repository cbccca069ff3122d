"""How far a scene has come: told by what the bot says, each thing at the moment when it is said."""

import re
from collections.abc import Mapping
from typing import Any

from bot.cast import seat_of
from bot.script import Scene


class Guide:
    """`done`: how many steps the bot has answered. A step once done stays done, whatever becomes of the
    message that showed it: the bot edits its cards when their buttons are pressed."""

    def __init__(self, scene: Scene) -> None:
        self._steps = scene.steps
        self._said: dict[tuple[int, int], str] = {}
        self.done = 0

    def hear(self, kind: str, what: Mapping[str, Any]) -> bool:
        """Whether this event of the sandbox brought the scene on; by one step at most."""
        message = what.get("message")
        if kind not in ("message", "edited") or not message or not message["from"].get("is_bot"):
            return False
        place, words = (what["chat_id"], message["message_id"]), words_of(message)
        if self._said.get(place) == words:  # only its buttons have changed
            return False
        self._said[place] = words
        if self.done == len(self._steps):
            return False
        step = self._steps[self.done]
        if what["chat_id"] != seat_of(step.done_in)[1] or not re.search(step.done, words):
            return False
        self.done += 1
        return True


def words_of(message: Mapping[str, Any]) -> str:
    """What a scene's `done` is compared with: the text or caption, then the links in it."""
    links = [entity["url"] for entity in message.get("entities", ()) if "url" in entity]
    return " ".join([str(message.get("text", message.get("caption", ""))), *links])
