"""The columns of FEED_COLUMNS, and what a person is told who has to mend the file."""

from pathlib import Path

from bot.commands.failing import Failed
from papers.sheets.portal import Column, MappingFault, Problem, read_mapping

SAID = {
    "too_few": "thiếu trường; mỗi dòng ghi «Tên cột;trường»",
    "no_title": "thiếu tên cột",
    "twice": "tên cột «{said}» có hai lần",
    "bad_words": "«{said}» phải có dạng done=Hoàn thành|in_progress=Đang thực hiện",
    "unknown_field": "không có trường «{said}»",
}


def mapping_of(file: Path | None) -> tuple[Column, ...]:
    """Failed names every line that is wrong. No file: no columns."""
    if file is None:
        return ()
    try:
        return read_mapping(file.read_text(encoding="utf-8-sig"))
    except MappingFault as fault:
        raise Failed(*(_line(file, problem) for problem in fault.problems), code=2) from None
    except UnicodeDecodeError:
        raise Failed(f"FEED_COLUMNS: {file} không phải tệp văn bản UTF-8", code=2) from None


def _line(file: Path, problem: Problem) -> str:
    near = f"; có phải {problem.nearest}?" if problem.nearest else ""
    return f"FEED_COLUMNS: {file}, dòng {problem.line}: {SAID[problem.what].format(said=problem.said)}{near}"
