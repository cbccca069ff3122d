"""The command line: exit codes, clear lines on stderr, never a traceback."""

import asyncio
import json
from pathlib import Path

from typer.core import TyperGroup
from typer.main import get_command

from bot.__main__ import app
from storage.schema import HEAD
from tests.e2e.office import CHI, STEERING, TASKS, TOKEN, deployed, dondoc, typed, write
from tests.storage.conftest import create_database


async def test_wrong_settings_are_all_named(tmp_path: Path) -> None:
    code, _, err = await typed(tmp_path, "run", REMINDER_DAYS="x", WORKING_HOURS="9", BOT_TOKEN="nonsense")
    assert code == 2
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "BOT_TOKEN",
        "REMINDER_DAYS",
        "WORKING_HOURS",
        "SECRETARIAT_IDS",
    ]


WRONG_USAGE = (
    (("import", "nothing.xlsx"), 2, "Không có tệp"),
    (("import", "x.odt"), 2, "Không nhập được tệp"),
    (("import", "a.doc"), 1, "Word kiểu cũ"),
    (("import", "lie.xlsx"), 1, "không phải"),
    (("import", "empty.csv"), 1, "không có dòng dữ liệu"),
    (("export", "x.odt"), 2, "Không xuất được"),
    (("export", "--audit", "x.pdf"), 2, "Không ghi được nhật ký vào tệp «.pdf»"),
    (("export", "no-such-folder/x.json"), 1, "Không ghi được tệp. Không có tệp hoặc thư mục no-such-folder"),
    (("tick", "--at", "soon"), 2, "--at: «soon» không phải thời điểm ISO 8601"),
    (("tick", "--at", "0001-01-01"), 2, "--at: «0001-01-01» không phải"),
    (("tick", "--json"), 2, "--json: chỉ dùng cùng --dry-run"),
    (("tick", "--at"), 2, "--at: thiếu giá trị"),
    (("rehearse", "--from", "x", "--to", "2025-10-01"), 2, "--from: «x» không phải ngày ISO 8601"),
    (("rehearse", "--from", "2025-10-02", "--to", "2025-10-01"), 2, "--from: ngày 2025-10-02 đứng sau"),
    (("rehearse", "--from", "2025-10-02"), 2, "Thiếu --to"),
    (("demo", "--port", "99999"), 2, "--port: «99999»"),
    (("demo", "--port", "http"), 2, "--port: «http»"),
    (("import",), 2, "Thiếu FILE"),
    (("parse", "--conclusion", "nothing.docx"), 2, "Không có tệp nothing.docx"),
    (("parse", "--conclusion", "x.odt"), 2, "Không đọc được tệp «.odt»"),
    (("parse", "--conclusion", "lie.docx"), 1, "không phải là Word"),
    (("parse", "--now", "2025-09-16"), 2, "--now: chỉ dùng cùng --conclusion"),
    (("migrate", "now"), 2, "Thừa «now»"),
    (("doctor", "--retyr"), 2, "Không có tuỳ chọn --retyr. Có phải --retry?"),
    (("nonsense",), 2, "Không có lệnh «nonsense»"),
    (("invite",), 2, "Ghi tên đơn vị"),
)


async def test_wrong_usage(imported: Path) -> None:
    (imported / "lie.xlsx").write_bytes(b"not a zip")
    (imported / "lie.docx").write_bytes(b"not a zip")
    (imported / "x.odt").write_bytes(b"x")
    (imported / "a.doc").write_bytes(b"x")
    write(imported, empty="Tên đơn vị;Loại\n")
    answers = await asyncio.gather(*(typed(imported, *args) for args, _, _ in WRONG_USAGE))
    for (args, code, words), (got, out, err) in zip(WRONG_USAGE, answers, strict=True):
        assert (got, out) == (code, ""), (args, err)
        assert words in err, args
        assert len(err.splitlines()) == 1, err


async def test_a_faulty_sheet_changes_nothing(imported: Path) -> None:
    before = (imported / "data" / "dondoc.db").read_bytes()
    write(imported, bad="Mã;Nội dung;Chủ trì;Hạn\nNV01;;STC;\nNV02;Việc;Sở Tài chánh;31/2/2025\n")
    code, _, err = await typed(imported, "import", "bad.csv")
    assert code == 1
    empty, unknown, no_day = err.splitlines()
    assert "dòng 2, cột «Nội dung»" in empty
    assert "dòng 3, cột «Chủ trì»" in unknown
    assert "Sở Tài chính" in unknown
    assert "dòng 3, cột «Hạn»" in no_day
    assert (imported / "data" / "dondoc.db").read_bytes() == before


async def test_import_twice_dry_run_and_export(imported: Path) -> None:
    write(imported, new=TASKS.replace("NV01", "NV02").replace("Rà soát", "Báo cáo"))
    again, new = await asyncio.gather(
        typed(imported, "import", "t.csv"), typed(imported, "import", "new.csv", "--dry-run")
    )
    assert (again[0], "1 giữ nguyên" in again[1]) == (0, True)
    assert (new[0], "Sẽ nhập: 1 nhiệm vụ mới." in new[1]) == (0, True)
    write(imported, t=TASKS.replace("trong tháng 9/2025", "15/10/2025"))
    (_, out, _), *exported = await asyncio.gather(
        typed(imported, "import", "t.csv", "--dry-run"),
        *(typed(imported, "export", f"x.{kind}") for kind in ("json", "xlsx", "csv", "docx", "pdf", "ics")),
    )
    assert "NV01, hạn: " in out
    assert [code for code, _, _ in exported] == [0] * 6
    code, _, err = await typed(imported, "export", "--at", "2125-01-01", "x.csv")
    assert (code, "Ngày 01/01/2125 chưa đến" in err) == (0, True)
    (told,) = json.loads((imported / "x.json").read_text(encoding="utf-8"))["assignments"]
    assert (told["ref"], told["deadline"], told["work"]) == ("NV01", "2025-09-30", "no_report")
    magic = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "ics": b"BEGIN:VCALENDAR"}
    for kind, begins in magic.items():
        assert (imported / f"x.{kind}").read_bytes().startswith(begins)
    assert "NV01;Sở Tài chính;chủ trì;Rà soát;30/09/2025" in (imported / "x.csv").read_text("utf-8-sig")


async def test_a_rehearsal_and_a_dry_tick_say_the_same_and_write_nothing(imported: Path) -> None:
    settings = {"BOT_TOKEN": TOKEN, "STEERING_CHAT_ID": "-42", "SECRETARIAT_IDS": "5"}
    before = (imported / "data" / "dondoc.db").read_bytes()
    moment = "2025-10-06T08:00:00+07:00"
    day = ("rehearse", "--from", "2025-10-06", "--to", "2025-10-06")
    (code, dry, _), (rehearsed, foretold, _), (_, printed, _) = await asyncio.gather(
        typed(imported, "tick", "--at", moment, "--dry-run", "--json", **settings),
        typed(imported, *day, "--json", **settings),
        typed(imported, *day, **settings),
    )
    assert (code, rehearsed) == (0, 0)
    digest = [json.loads(line) for line in foretold.splitlines()]
    assert [json.loads(line) for line in dry.splitlines()] == digest
    # the picture, whose caption is shown, and its text
    assert [(m["kind"], m["at"], m["chat_id"]) for m in digest] == [("digest", moment, -42)] * 2
    assert digest[0]["to"] == "Nhóm Ban Chỉ đạo"
    assert printed.startswith("── 08:00 thứ Hai 6/10 → Nhóm Ban Chỉ đạo (bản tin)\n")
    assert "hoàn thành 0/1 nhiệm vụ" in digest[0]["text"]
    assert "1 phân công" in digest[1]["text"]
    assert (imported / "data" / "dondoc.db").read_bytes() == before


async def test_a_tick_with_nobody_at_the_api_loses_nothing(imported: Path) -> None:
    settings = {"BOT_TOKEN": TOKEN, "STEERING_CHAT_ID": str(STEERING), "SECRETARIAT_IDS": str(CHI.id)}
    digest_day = "2025-10-06T08:00:00+07:00"
    nowhere = {"TELEGRAM_API_URL": "http://127.0.0.1:9"}
    for _ in range(2):
        code, out, err = await typed(imported, "tick", "--at", digest_day, **settings, **nowhere)
        assert (code, out) == (1, "")
        assert err == (
            "Chưa gửi được: 2 tin vẫn chờ. Không kết nối được Telegram. "
            "Kiểm tra mạng, TELEGRAM_PROXY và TELEGRAM_API_URL.\n"
        )
    async with deployed(imported) as office:
        code, _, err = await office.typed("tick", "--at", "2025-10-06T08:10:00+07:00")
        assert (code, err) == (0, "")
        _, digest = office.world.texts(STEERING)
        assert "1 phân công" in digest
        await office.typed("tick", "--at", "2025-10-06T08:20:00+07:00")
        assert len(office.world.received(STEERING)) == 2


NOWHERE = {"TELEGRAM_API_URL": "http://127.0.0.1:9", "BOT_TOKEN": TOKEN}


async def test_doctor_and_invite_say_in_words_that_telegram_is_out_of_reach(imported: Path) -> None:
    (code, out, _), (invited, _, err) = await asyncio.gather(
        typed(imported, "doctor", STEERING_CHAT_ID="-42", **NOWHERE),
        typed(imported, "invite", "STC", **NOWHERE),
    )
    assert (code, invited) == (1, 1)
    assert "✗ Không kết nối được Telegram. Kiểm tra mạng" in out
    assert "NeverSent" not in out + err
    assert err == (
        "Chưa hỏi được tên bot. Không kết nối được Telegram. "
        "Kiểm tra mạng, TELEGRAM_PROXY và TELEGRAM_API_URL.\n"
    )


async def test_invite_looks_at_the_names_before_it_asks_telegram(imported: Path) -> None:
    code, out, err = await typed(imported, "invite", "Sở Lạ", "STC", "Sở Tài chánh", **NOWHERE)
    assert (code, out) == (1, "")
    first, second = err.splitlines()
    assert first.startswith("Tôi không tìm thấy đơn vị «Sở Lạ»; gần nhất: Sở Tài chính")
    assert "«Sở Tài chánh»" in second


async def test_a_database_out_of_reach_is_named_without_its_password(tmp_path: Path) -> None:
    unknown = "postgresql+asyncpg://bot:pw9@no-such-host.invalid:5432/dondoc"
    (tmp_path / "text.db").write_text("not a database, but a text that is long enough\n" * 50)
    answers = await asyncio.gather(
        typed(tmp_path, "export", "x.json", DATABASE_URL=unknown),
        typed(tmp_path, "migrate", DATABASE_URL=unknown),
        typed(tmp_path, "export", "x.json", DATABASE_URL="postgresql://bot:pw9@127.0.0.1:9/dondoc"),
        typed(tmp_path, "export", "x.json", DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/text.db"),
        typed(tmp_path, "doctor", DATABASE_URL=unknown, **NOWHERE),
    )
    assert [code for code, _, _ in answers] == [1] * 5
    host, again, closed, text = (err for _, _, err in answers[:4])
    assert host == again
    assert host.startswith("DATABASE_URL: không mở được dữ liệu «dondoc» ở máy no-such-host.invalid:5432: ")
    assert "không tìm thấy tên máy" in host
    assert "không nhận kết nối" in closed
    assert "không phải dữ liệu SQLite" in text
    assert "không tìm thấy tên máy" in answers[4][1]
    for _, out, err in answers:
        assert "pw9" not in out + err
        assert "Errno" not in out + err
        assert len(err.splitlines()) == 1


async def test_on_postgresql_the_schema_is_asked_for_by_name(tmp_path: Path, postgres_url: str) -> None:
    store = {"DATABASE_URL": await create_database(postgres_url)}
    code, _, err = await typed(tmp_path, "export", "x.json", **store)
    assert (code, err.splitlines()) == (
        1,
        ["Cấu trúc dữ liệu chưa được cập nhật. Chạy: dondoc migrate"],
    )
    code, out, _ = await typed(tmp_path, "migrate", **store)
    assert (code, f"lên {HEAD}" in out) == (0, True)
    assert (await typed(tmp_path, "export", "x.json", **store))[0] == 0


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
    assert (told[1]["line"], told[1]["error"]) == (2, "dòng này không phải JSON")
    assert told[2]["kind"] == "chatter"
    phrase = {"id": "d", "text": "trong quý IV", "now": "2025-09-23T09:00:00+07:00"}
    code, out, _ = await dondoc(tmp_path, "parse", "--deadlines", stdin=json.dumps(phrase))
    assert (code, json.loads(out)["end"]) == (0, "2025-12-31")


async def test_every_command_has_help(tmp_path: Path) -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    answers = await asyncio.gather(*(typed(tmp_path, name, "--help") for name in group.commands))
    for name, (code, out, _) in zip(group.commands, answers, strict=True):
        assert (code, out.startswith(f"Usage: dondoc {name}")) == (0, True), name
    assert not (tmp_path / "data").exists()
