"""Who plays in the demo and in the rehearsal."""

from dataclasses import dataclass

# of the rehearsal, where a real `setup` and `run` meet the sandbox
SANDBOX_TOKEN = "1000002:sandbox-token-for-this-machine-only"  # noqa: S105 - good for our own sandbox only
SANDBOX_USERNAME = "dondoc_tap_bot"
GROUP = -1001
GROUP_TITLE = "Ban Chỉ đạo tỉnh"
GROUP_KEY = "nhom"


@dataclass(frozen=True, slots=True)
class Player:
    """`key` names them in a scene. `unit`: the department they answer for; "" for the others, whose caption
    is said in English too."""

    key: str
    id: int
    name: str
    caption: str
    unit: str = ""
    caption_en: str = ""


CHI = Player("chi", 5001, "Lê Thị Chi", "Tổ giúp việc", caption_en="Secretariat")
LEADER = Player("minh", 6001, "Trần Quang Minh", "Lãnh đạo Ban Chỉ đạo", caption_en="leader")
PLAYERS = (
    Player("an", 4001, "Nguyễn Văn An", "Sở Tài chính", "Sở Tài chính"),
    Player("binh", 4002, "Hoàng Thanh Bình", "Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ"),
    Player("giang", 4003, "Phạm Thu Giang", "Văn phòng Tỉnh uỷ", "Văn phòng Tỉnh uỷ"),
    Player("ha", 4004, "Võ Ngọc Hà", "Ban Quản lý KKT Đông Nam", "Ban Quản lý Khu kinh tế Đông Nam"),
    CHI,
    LEADER,
    Player("dung", 4005, "Đặng Dũng", "Cán bộ mới", caption_en="newcomer"),
)
BY_KEY = {player.key: player for player in PLAYERS}


def seat_of(key: str) -> tuple[int, int]:
    """(person, chat) of a phone: one's own chat with the bot, or the group in the leader's hand."""
    return (LEADER.id, GROUP) if key == GROUP_KEY else (BY_KEY[key].id, BY_KEY[key].id)
