"""The two buttons under what a command would do."""

from handlers.screens import Button

LEFT = "Đã thôi, không thay đổi gì."


def buttons(label: str, action: str, proposal_id: int) -> list[list[Button]]:
    return [[Button(label, f"{action}:{proposal_id}"), Button("Thôi", f"leave:{proposal_id}")]]
