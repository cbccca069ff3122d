"""What is shown while something takes longer than an answer may. No file is named: it may be a secret one."""

from papers.vietnamese import number, size

INVITING, INVITED = "⏳ Đang lập lời mời…", "✔️ Đã lập xong lời mời."
ENTERING, ENTERED = "⏳ Đang nhập…", "✔️ Đã nhập xong."
READ = "✔️ Đã đọc xong tệp."
WRITING, WRITTEN = "⏳ Đang lập tệp…", "✔️ Đã lập xong tệp."
KEEPING, KEPT = "⏳ Đang lưu tệp…", "✔️ Đã lưu tệp."
STOPPED = "⏹ Chưa xong; lý do ở tin dưới."


def reading(data: bytes, filename: str) -> str:
    """How much it is: the lines of a .csv, the size of anything else."""
    is_csv = filename.lower().endswith(".csv")
    lines = data.count(b"\n")
    much = f"{number(lines)} dòng" if is_csv else size(len(data))
    return f"⏳ Đang đọc tệp… {much}"
