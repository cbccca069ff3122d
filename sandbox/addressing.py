"""Which chat a call is about."""

from sandbox.ledger import Chat
from sandbox.wire import Parameters, bad_request
from sandbox.world import World


def known_chat(world: World, given: Parameters) -> Chat:
    """The chat that the call names. Raises ApiError if there is none."""
    if not given.has("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(given.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def chat_to_write_to(world: World, given: Parameters) -> Chat:
    """The same, if the bot may write there."""
    return world.open_chat(known_chat(world, given).id)
