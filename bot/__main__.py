"""The command line: `python -m bot …`, also installed as `dondoc`.

Exit codes: 0 done, 1 the work failed, 2 wrong usage or settings. Each command loads what it needs when
it runs, so that `--help` stays quick.
"""

# ruff: noqa: E402 - Ctrl+C is seen to before what takes half a second is imported

import os
import signal
import sys

STOPPED = "Đã dừng."
INTERRUPTED = 130


def _stop(*_: object) -> None:
    os.write(2, f"{STOPPED}\n".encode())
    os._exit(INTERRUPTED)


_before = signal.getsignal(signal.SIGINT)
if _before is signal.default_int_handler:
    signal.signal(signal.SIGINT, _stop)

from collections.abc import Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands import usage

if _before is signal.default_int_handler:
    signal.signal(signal.SIGINT, _before)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Đôn Đốc: bot Telegram đôn đốc nhiệm vụ của Ban Chỉ đạo.",
)

At = Annotated[
    datetime | None,
    typer.Option(
        "--at",
        parser=usage.moment,
        metavar="MOMENT",
        help="Thời điểm ISO 8601, ví dụ 2025-09-16T08:00+07:00.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="In mỗi tin một dòng JSON.")]


@app.command()
def run() -> None:
    """Chạy bot: nhận tin, nhắc hạn, gửi bản tin, đến khi nhận SIGTERM."""
    _at_once("Đôn Đốc đang khởi động… Ctrl+C để dừng.")
    from bot.commands import run as command

    _run(command.run())


@app.command()
def setup() -> None:
    """Hỏi những gì .env cần, thử từng điều, rồi ghi."""
    _at_once("Đang chuẩn bị câu hỏi…")
    from bot.commands import setup as command

    _run(command.setup())


@app.command()
def demo(
    port: Annotated[
        int,
        typer.Option(parser=usage.port, metavar="N", help="Cổng của trang; bận thì lấy cổng kế tiếp."),
    ] = 8090,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Không mở trình duyệt.")] = False,
    at: At = None,
) -> None:
    """Chạy thử trên máy này: một Telegram giả, bot và kết luận ngày 23/9/2025."""
    _at_once("Đang mở bản chạy thử, chừng mười giây… Ctrl+C để dừng.")
    from bot.demo import Demo, Stage
    from sandbox.server import Sandbox
    from sandbox.world import Group, Person, World

    def build(stage: Stage) -> Any:
        people = [Person(p.id, p.name, caption=p.caption, caption_en=p.caption_en) for p in stage.people]
        group = Group(stage.group_id, stage.group_title, tuple(p.id for p in stage.people))
        world = World(people, [group], now=stage.now, shown=stage.shown)
        sandbox = Sandbox(world, token=stage.token, bot_username=stage.username, backstage=stage.backstage)
        return sandbox, world

    _run(Demo(build, at).run(port, open_browser=not no_browser))


@app.command("sandbox")
def sandbox_(
    port: Annotated[
        int,
        typer.Option(parser=usage.port, metavar="N", help="Cổng; bận thì lấy cổng kế tiếp."),
    ] = 8470,
) -> None:
    """Một Telegram giả trên máy này, để tập cài bot thật mà chưa cần tài khoản."""
    _at_once("Đang mở Telegram giả… Ctrl+C để dừng.")
    from bot.cast import CHI, GROUP, GROUP_TITLE, PLAYERS, SANDBOX_TOKEN, SANDBOX_USERNAME
    from bot.clock import Clock
    from bot.commands import sandbox as command
    from sandbox.server import Sandbox
    from sandbox.world import Group, Person, World

    people = [Person(p.id, p.name, caption=p.caption, caption_en=p.caption_en) for p in PLAYERS]
    group = Group(GROUP, GROUP_TITLE, tuple(person.id for person in people))
    an = people[0]
    phones = [(CHI.id, CHI.id), (an.id, an.id), (CHI.id, GROUP)]  # setup asks for the Secretariat first
    world = World(people, [group], now=Clock().now, shown=phones)
    telegram = Sandbox(world, token=SANDBOX_TOKEN, bot_username=SANDBOX_USERNAME)
    _run(command.serve(telegram, port))


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Bảng .xlsx, .csv; văn bản .docx, .pdf, .txt.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho xem thay đổi, không ghi.")] = False,
) -> None:
    """Nhập đơn vị và nhiệm vụ từ bảng; đọc văn bản thành các việc được đề xuất."""
    from bot.commands import papers as command

    _run(command.import_file(file, dry_run=dry_run))


@app.command()
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Tệp sẽ ghi: .xlsx, .csv, .json, .docx, .pdf hoặc .ics.")
    ],
    at: Annotated[
        date | None,
        typer.Option("--at", parser=usage.day, metavar="DAY", help="Tình hình đến hết ngày này."),
    ] = None,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Các tin được sửa cách đọc, mỗi tin một dòng JSON.")
    ] = False,
    audit: Annotated[
        bool, typer.Option("--audit", help="Nhật ký: ai làm gì, lúc nào; .xlsx, .csv hoặc .json.")
    ] = False,
    portal: Annotated[
        bool, typer.Option("--portal", help="Theo các cột của cổng thông tin (FEED_COLUMNS): .xlsx, .csv.")
    ] = False,
    year: Annotated[
        int | None,
        typer.Option("--year", parser=usage.year, metavar="YEAR", help="Tổng kết một năm, một trang .pdf."),
    ] = None,
) -> None:
    """Xuất tình hình hiện nay, đến hết một ngày, hoặc tổng kết một năm."""
    from bot.commands import papers as command

    if year is not None:
        if at is not None or audit or corrections or portal:
            raise typer.BadParameter("--year: không dùng cùng tuỳ chọn khác")
        _run(command.export_year(file, year))
        return

    if audit:
        _run(command.export_audit(file))
        return
    if corrections:
        _run(command.export_corrections(file))
        return
    _run(command.export_file(file, at, portal=portal))


@app.command()
def tick(
    at: At = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="In các tin sẽ gửi, không ghi gì.")] = False,
    as_json: AsJson = False,
) -> None:
    """Làm một lần việc của đồng hồ: lập lời nhắc, bản tin đến kỳ và gửi đi."""
    from bot.commands import clock as command

    _run(command.tick(at, dry_run=dry_run, as_json=as_json))


@app.command()
def rehearse(
    first: Annotated[date, typer.Option("--from", parser=usage.day, metavar="DAY", help="Từ ngày.")],
    last: Annotated[date, typer.Option("--to", parser=usage.day, metavar="DAY", help="Đến hết ngày.")],
    as_json: AsJson = False,
) -> None:
    """In mọi tin sẽ gửi giữa hai ngày: lúc nào, cho ai, nội dung gì. Không ghi gì."""
    from bot.commands import clock as command

    _run(command.rehearse(first, last, as_json=as_json))


@app.command()
def parse(
    deadlines: Annotated[bool, typer.Option("--deadlines", help="Đọc cụm từ chỉ hạn.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Kèm các luật đã dùng.")] = False,
    conclusion: Annotated[
        Path | None,
        typer.Option(
            "--conclusion", metavar="FILE", help="Đọc kết luận (.txt, .docx, .pdf) thành các nhiệm vụ."
        ),
    ] = None,
    now: Annotated[
        date | None,
        typer.Option("--now", parser=usage.day, metavar="DAY", help="Ngày của văn bản, cùng --conclusion."),
    ] = None,
) -> None:
    """Đọc tin trả lời: mỗi dòng JSON vào, một dòng JSON ra. Không cần cài đặt hay dữ liệu."""
    if conclusion is not None:
        from bot.commands.conclusion import parse_conclusion

        parse_conclusion(conclusion, now, sys.stdout)
        return
    if now is not None:
        raise typer.BadParameter("--now: chỉ dùng cùng --conclusion")
    from bot.commands import parse as command

    if not command.parse_lines(sys.stdin.buffer, sys.stdout, deadlines=deadlines, explain=explain):
        raise typer.Exit(1)


@app.command()
def invite(
    departments: Annotated[list[str] | None, typer.Argument(metavar="DEPARTMENT")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Mọi đơn vị chưa có đầu mối.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="In dạng CSV.")] = False,
    leader: Annotated[str | None, typer.Option(metavar="NAME", help="Mời một lãnh đạo.")] = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", metavar="FILE", help="Ghi phiếu mời có mã QR để in, dùng trong 30 ngày."),
    ] = None,
) -> None:
    """In đường dẫn mời: mỗi đơn vị một dòng, tên<TAB>đường dẫn; --pdf: phiếu để in."""
    from bot.commands import invite as command

    names = departments or []
    _run(command.invite(names, everyone=everyone, as_csv=as_csv, leader=leader, pdf=pdf))


@app.command()
def doctor(
    retry: Annotated[bool, typer.Option("--retry", help="Thử lại những tin đã để riêng.")] = False,
) -> None:
    """Kiểm tra mã bot, dữ liệu, nhóm, webhook, đồng hồ, tin tồn; nói cần làm gì."""
    _at_once("Đang kiểm tra…")
    from bot.commands import doctor as command

    _run(command.doctor(retry=retry))


@app.command()
def migrate() -> None:
    """Cập nhật cấu trúc dữ liệu."""
    from bot.commands import store as command

    _run(command.migrate())


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp bản sao sẽ ghi.")]) -> None:
    """Sao lưu dữ liệu vào một tệp, kể cả khi bot đang chạy."""
    from bot.commands import copies as command

    _run(command.backup(file))


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp bản sao.")]) -> None:
    """Khôi phục từ bản sao vào dữ liệu trống."""
    from bot.commands import copies as command

    _run(command.restore(file))


people = typer.Typer(no_args_is_help=True, help="Xem và xoá thông tin cá nhân.")
app.add_typer(people, name="people")


@people.command("list")
def list_people() -> None:
    """In mọi người bot biết: mã Telegram<TAB>tên<TAB>đơn vị hoặc vai trò."""
    from bot.commands import people as command

    _run(command.list_people())


@people.command()
def forget(
    person: Annotated[
        int, typer.Argument(parser=usage.telegram_id, metavar="ID", help="Mã Telegram của người đó.")
    ],
) -> None:
    """Xoá thông tin một người; những gì đã báo cáo vẫn còn."""
    from bot.commands import people as command

    _run(command.forget(person))


def _at_once(words: str) -> None:
    """To a person who waits, before what is needed is loaded: that takes seconds on a busy machine."""
    if sys.stderr.isatty():
        typer.echo(words, err=True)


def _run(work: Coroutine[Any, Any, None]) -> None:
    import asyncio  # not for --help

    asyncio.run(work)


OURS = "Chương trình gặp lỗi chưa lường trước. Gửi giúp dòng này cho người phát triển:"


def main() -> None:
    """The entry point of `dondoc`. What went wrong is said on stderr, a line a fault, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_exit_code())


def _exit_code() -> int:
    """Runs the command that was typed."""
    try:
        code: int = app(prog_name="dondoc", standalone_mode=False) or 0
        if code == INTERRUPTED:
            typer.echo(STOPPED, err=True)
        return code
    except (KeyboardInterrupt, typer.Abort):
        typer.echo(STOPPED, err=True)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - said in one line, without a token
        from bot.commands.failing import faults_of

        known = faults_of(error)
        if known is None:
            from bot.log import told

            typer.echo(f"{OURS} {told(error)}", err=True)
            return 1
        for line in known.lines:
            typer.echo(line, err=True)
        return known.code


if __name__ == "__main__":
    main()
