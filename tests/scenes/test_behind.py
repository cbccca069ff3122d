"""What the demo shows from behind a message is what stands in the store."""

from storage import behind
from tests.scenes.office import AN, DIRECTIVE, Office

TASKS = f"\nNV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;\n"


async def test_behind_a_reply_a_reminder_and_a_press(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    reminder = office.last(AN)
    await office.says(AN, "vướng thẩm định giá, mới 60% thôi ạ")
    said = max(n for n, m in office.world.chats[AN.id].messages.items() if not m["from"]["is_bot"])
    await office.presses(AN, "Đang làm", on=reminder)
    async with office.running.database.reading() as tx:
        reply = await behind.behind(tx, AN.id, said)
        asked = await behind.behind(tx, AN.id, reminder["message_id"])
        books = await behind.books(tx)
    (update,), (report,) = reply.updates, reply.reports
    assert (update.state, update.pressed, report.ref, report.seq) == ("done", None, "NV01", update.seq)
    assert (report.values["percent"], report.values["blocker"]) == (60, "vướng thẩm định giá")
    assert any(words.startswith("vướng") for _, words in report.fired)
    assert [(line.kind, line.state, line.refs) for line in reply.sent] == [("readback", "sent", ("NV01",))]
    assert asked.sent[0].kind == "reminder"
    assert asked.updates[0].pressed is not None
    assert asked.reports[0].values["work"] == "in_progress"
    assert set(books.inbox) == {"done"}
    assert set(books.outbox) == {"sent"}
    here = {(m["chat"]["id"], m["message_id"]) for m in office.world.delivered}
    assert set(books.reached) == here, "both ledgers agree"
