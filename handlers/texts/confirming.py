"""The two buttons under what a command would do."""

from handlers.screens import Button
from handlers.texts.language import Sentence, say

LEFT = Sentence("Đã thôi, không thay đổi gì.")


def buttons(label: str, action: str, proposal_id: int) -> list[list[Button]]:
    return [[Button(label, f"{action}:{proposal_id}"), Button(say("Thôi"), f"leave:{proposal_id}")]]
