"""What `setup` says and asks. A terminal wraps it: lines are short, and hold up without colours."""

BEGUN = "Tôi hỏi vài điều, thử từng điều, rồi ghi vào .env.\nCtrl+C để dừng; hỏi xong mới ghi."
NO_TERMINAL = (
    "setup cần một cửa sổ dòng lệnh để hỏi. Chạy lại trong terminal, "
    "hoặc chép .env.example thành .env rồi điền BOT_TOKEN và SECRETARIAT_IDS."
)
STOPPED = "Đã dừng, chưa ghi gì."
NOT_WRITTEN = "Không ghi gì; .env vẫn như cũ."
OVERRULED = "Lưu ý: {name} đang đặt trong môi trường và được dùng thay cho .env."
KEPT = "{name} đang đặt trong môi trường; tôi cũng ghi vào .env."
ASK_TOKEN = "Dán mã bot của @BotFather (chữ dán vào không hiện ra)"  # noqa: S105 - a question
ASK_PROXY = "Địa chỉ proxy, http://… hoặc socks5://… (Enter: chưa có)"
NOT_TRIED = "Chưa thử được mã. Tôi vẫn ghi lại; khi tới được Telegram, bot tự chạy."
ASK_PEOPLE = (
    "Đồng chí của Tổ giúp việc mở {page}, bấm «Bắt đầu» (START).\n"
    "Xong thì bấm Enter ở đây, tôi sẽ thấy; hoặc gõ mã số Telegram"
)
NOBODY = "Tôi chưa thấy ai nhắn cho bot. Nếu dondoc run đang chạy thì dừng lại trước."
ASK_GROUP = (
    "Thêm @{bot} vào nhóm Ban Chỉ đạo, gõ /nhom trong nhóm, rồi bấm Enter ở đây.\n"
    "Hoặc gõ mã nhóm (bắt đầu bằng dấu trừ); gõ - để làm sau"
)
NO_GROUP = "Tôi chưa thấy nhóm nào. Nếu dondoc run đang chạy thì dừng lại trước."
TAKEN = "Bot đang chạy ở nơi khác nên tôi không xem được tin. Dừng bot ở đó, hoặc gõ mã số."
BY_WEBHOOK = "Bot đang nhận tin bằng webhook nên tôi không xem được tin. Xin gõ mã số."
TOO_MANY = "Quá nhiều tin đang chờ bot nên tôi không xem hết được. Xin gõ mã số."
ASK_DATABASE = "Nơi giữ dữ liệu (Enter: {now})"


def next_steps(command: str, username: str, database: str) -> tuple[str, str]:
    """Two lines; `command` is how this program is called here."""
    run = f"{command} run" if database.startswith("sqlite") else f"{command} migrate, rồi {command} run"
    bot = f"@{username}" if username else "bot"
    return (
        f"Tiếp theo, chạy: {run}",
        f"Rồi nhắn /start cho {bot}: bot dẫn từng bước, từ nhập việc đến mời đầu mối.",
    )
