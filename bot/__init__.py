"""The process: wiring, the two doors to Telegram, the clock, the command line."""

import os

# python-telegram-bot warns at each 429 until told that a wait may be a timedelta, as its next version has it
os.environ.setdefault("PTB_TIMEDELTA", "true")
