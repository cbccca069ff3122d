"""A local stand-in for Telegram: a Bot API server on loopback, and a page on which one can be anybody.

Knows nothing of the bot's own packages. `World` holds what happened, `Sandbox` serves it.
"""
