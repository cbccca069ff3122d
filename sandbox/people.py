"""Who there is: people, groups and the bot itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account; `caption` is what the page shows beside the name, `caption_en` what
    it shows in English where that differs."""

    id: int
    first_name: str
    last_name: str = ""
    username: str | None = None
    caption: str = ""
    caption_en: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the bot in it; an id below -10¹² makes it a supergroup, as does `is_forum`."""

    id: int
    title: str
    member_ids: tuple[int, ...]
    is_forum: bool = False


@dataclass(frozen=True, slots=True)
class BotAccount:
    id: int
    username: str
    first_name: str = "Đôn Đốc"
