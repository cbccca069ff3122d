"""The command line: exit codes, clear lines on stderr, never a traceback."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from tests.e2e.office import ROOT, TOKEN

MOMENT = "2025-09-23T08:00:00+07:00"
UNITS = "Tên đơn vị;Tên khác;Loại\nSở Tài chính;STC;sở\n"
TASKS = (
    "Mã;Nội dung;Chủ trì;Hạn;Văn bản\nNV01;Rà soát;STC;trong tháng 9/2025;Kết luận 15-KL/BCĐ ngày 23/9/2025\n"
)


async def dondoc(folder: Path, *args: str, stdin: str = "", **env: str) -> tuple[int, str, str]:
    base = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BOT_CLOCK": MOMENT}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *args, cwd=folder, env=base | env,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(stdin.encode()), 60)
    assert b"Traceback" not in err
    return process.returncode or 0, out.decode(), err.decode()


def write(folder: Path, **files: str) -> None:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")


async def test_wrong_settings_are_all_named(tmp_path: Path) -> None:
    code, _, err = await dondoc(tmp_path, "run", REMINDER_DAYS="x", WORKING_HOURS="9", BOT_TOKEN="nonsense")
    assert code == 2
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "BOT_TOKEN",
        "REMINDER_DAYS",
        "WORKING_HOURS",
        "SECRETARIAT_IDS",
    ]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("import", "nothing.xlsx"), 2, "Không có tệp"),
        (("import", "a.doc"), 2, "Không nhập được tệp"),
        (("import", "lie.xlsx"), 1, "không phải"),
        (("import", "empty.csv"), 1, "không có dòng dữ liệu"),
        (("export", "x.odt"), 2, "Không xuất được"),
        (("rehearse", "--from", "soon", "--to", "2025-10-01"), 2, "ISO 8601"),
        (("tick", "--at", "soon"), 2, "ISO 8601"),
        (("nonsense",), 2, "nonsense"),
        (("invite",), 2, "Ghi tên đơn vị"),
    ],
)
async def test_wrong_usage(tmp_path: Path, args: tuple[str, ...], code: int, words: str) -> None:
    (tmp_path / "lie.xlsx").write_bytes(b"not a zip")
    (tmp_path / "a.doc").write_bytes(b"x")
    write(tmp_path, empty="Tên đơn vị;Loại\n")
    got, _, err = await dondoc(tmp_path, *args)
    assert got == code, err
    assert words in err


async def test_a_faulty_sheet_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, u=UNITS, bad="Mã;Nội dung;Chủ trì;Hạn\nNV01;;STC;\nNV02;Việc;Sở Tài chánh;31/2/2025\n")
    assert (await dondoc(tmp_path, "import", "u.csv"))[0] == 0
    code, _, err = await dondoc(tmp_path, "import", "bad.csv")
    assert code == 1
    lines = err.splitlines()
    assert any("dòng 2, cột «Nội dung»" in line for line in lines)
    assert any("dòng 3, cột «Chủ trì»" in line and "Sở Tài chính" in line for line in lines)
    assert any("dòng 3, cột «Hạn»" in line for line in lines)
    await dondoc(tmp_path, "export", "x.json")
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["assignments"] == []


async def test_import_twice_dry_run_and_export(tmp_path: Path) -> None:
    write(tmp_path, u=UNITS, t=TASKS)
    await dondoc(tmp_path, "import", "u.csv")
    code, out, _ = await dondoc(tmp_path, "import", "t.csv", "--dry-run")
    assert (code, "Sẽ nhập: 1 nhiệm vụ mới." in out) == (0, True)
    await dondoc(tmp_path, "import", "t.csv")
    _, out, _ = await dondoc(tmp_path, "import", "t.csv")
    assert "1 giữ nguyên" in out
    write(tmp_path, t=TASKS.replace("trong tháng 9/2025", "15/10/2025"))
    _, out, _ = await dondoc(tmp_path, "import", "t.csv", "--dry-run")
    assert "NV01, hạn: " in out
    for name in ("x.json", "x.xlsx", "x.csv"):
        assert (await dondoc(tmp_path, "export", name))[0] == 0
        assert (tmp_path / name).stat().st_size > 100


async def test_a_rehearsal_and_a_dry_tick_say_the_same_and_write_nothing(tmp_path: Path) -> None:
    write(tmp_path, u=UNITS, t=TASKS)
    for name in ("u.csv", "t.csv"):
        await dondoc(tmp_path, "import", name)
    settings = {"BOT_TOKEN": TOKEN, "STEERING_CHAT_ID": "-42", "SECRETARIAT_IDS": "5"}
    before = (tmp_path / "data" / "dondoc.db").read_bytes()
    moment = "2025-10-06T08:00:00+07:00"
    code, dry, _ = await dondoc(tmp_path, "tick", "--at", moment, "--dry-run", "--json", **settings)
    assert code == 0
    code, foretold, _ = await dondoc(
        tmp_path, "rehearse", "--from", "2025-10-06", "--to", "2025-10-06", "--json", **settings
    )
    assert code == 0
    digest = [json.loads(line) for line in foretold.splitlines()]
    assert [json.loads(line) for line in dry.splitlines()] == digest
    assert [(m["kind"], m["at"], m["chat_id"]) for m in digest] == [("digest", moment, -42)]
    assert "1 phân công" in digest[0]["text"]
    assert (tmp_path / "data" / "dondoc.db").read_bytes() == before


async def test_parse_answers_line_by_line(tmp_path: Path) -> None:
    case = {
        "id": "a",
        "text": "xong rồi ạ",
        "now": "2025-09-24T09:00:00+07:00",
        "context": {
            "sender": "",
            "task_refs": [{"ref": "NV01", "title": "x", "deadline": None}],
            "reply_to": None,
        },
    }
    lines = f"{json.dumps(case)}\nnot json\n{json.dumps(case | {'id': 'b', 'text': 'cảm ơn'})}\n"
    code, out, _ = await dondoc(tmp_path, "parse", stdin=lines)
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [t["id"] for t in told] == ["a", None, "b"]
    assert told[0]["updates"][0]["status"] == "done"
    assert told[1]["line"] == 2
    assert told[2]["kind"] == "chatter"
    phrase = {"id": "d", "text": "trong quý IV", "now": "2025-09-23T09:00:00+07:00"}
    code, out, _ = await dondoc(tmp_path, "parse", "--deadlines", stdin=json.dumps(phrase))
    assert (code, json.loads(out)["end"]) == (0, "2025-12-31")


async def test_every_command_has_help(tmp_path: Path) -> None:
    commands = ("run", "demo", "import", "export", "tick", "rehearse", "parse", "invite", "doctor", "migrate")
    answers = await asyncio.gather(*(dondoc(tmp_path, name, "--help") for name in commands))
    assert [code for code, _, _ in answers] == [0] * len(commands)
