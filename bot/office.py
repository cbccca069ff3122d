"""The office of the settings, and a turn in it at the clock's moment."""

from bot.clock import Clock
from bot.settings import Settings
from domain.ladder import Hours, Ladder
from handlers.calendar import calendar_of
from handlers.desk import Office, Turn
from storage.database import Tx


def office_of(settings: Settings) -> Office:
    opens, closes = settings.working_hours
    return Office(
        zone=settings.timezone,
        hours=Hours(opens, closes, settings.timezone),
        ladder=Ladder(tuple(settings.reminder_days), settings.overdue_every_days),
        secretariat_ids=frozenset(settings.secretariat_ids),
        leader_ids=frozenset(settings.leader_ids),
        steering_chat_id=settings.steering_chat_id,
        invite_days=settings.invite_days,
        public_url=settings.public_url,
        files_dir=settings.files_dir,
        issuer_form=settings.issuer_form,
        preview_hours=settings.digest_preview_hours,
    )


async def turn_at(tx: Tx, clock: Clock, office: Office, source: str = "command line") -> Turn:
    """`source`: for the trace of what the turn changes."""
    return Turn(tx, clock.now(), office, await calendar_of(tx), source=source)
