"""What is shown while something takes longer than an answer may. No file is named: it may be a secret one."""

from handlers.texts.language import Sentence, say
from handlers.texts.terms import number, size

INVITING, INVITED = Sentence("⏳ Đang lập lời mời…"), Sentence("✔️ Đã lập xong lời mời.")
ENTERING, ENTERED = Sentence("⏳ Đang nhập…"), Sentence("✔️ Đã nhập xong.")
READ = Sentence("✔️ Đã đọc xong tệp.")
WRITING, WRITTEN = Sentence("⏳ Đang lập tệp…"), Sentence("✔️ Đã lập xong tệp.")
KEEPING, KEPT = Sentence("⏳ Đang lưu tệp…"), Sentence("✔️ Đã lưu tệp.")
STOPPED = Sentence("⏹ Chưa xong; lý do ở tin dưới.")


def reading(data: bytes, filename: str) -> str:
    """How much it is: the lines of a .csv, the size of anything else."""
    is_csv = filename.lower().endswith(".csv")
    lines = data.count(b"\n")
    much = say("{lines} dòng", lines=number(lines)) if is_csv else size(len(data))
    return say("⏳ Đang đọc tệp… {much}", much=much)
