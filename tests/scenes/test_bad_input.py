"""Whatever comes in: a clear sentence, or silence in groups; nothing stored that was not meant."""

from datetime import timedelta
from typing import Any

import pytest

from bot.office import turn_at
from handlers.registration import make_invitation
from sandbox.world import Person
from storage import departments, inbox, reports
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, LEADER, STEERING, VAN, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;trong tháng 9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;25/9/2025;{DIRECTIVE};;;
"""


async def settled(office: Office) -> None:
    await office.imports(TASKS)
    await office.says(CHI, "/start")
    await office.registers(AN, "Sở Tài chính")
    await office.registers(BINH, "Sở Y tế")
    await office.tick()


async def stored(office: Office) -> int:
    async with office.running.database.reading() as tx:
        return len(await reports.every(tx))


async def code_for(office: Office, unit: str = "Sở Nội vụ") -> str:
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        found = next(d for d in await departments.every(tx) if d.name == unit)
        link, _ = await make_invitation(turn, found.id, None, 7, None)
    return link.rpartition("=")[2]


def message(person: Person, n: int, **content: Any) -> dict[str, Any]:
    return {
        "message": {
            "message_id": 900 + n,
            "date": 1758589200,
            "chat": {"id": person.id, "type": "private", "first_name": person.first_name},
            "from": {"id": person.id, "is_bot": False, "first_name": person.first_name},
            **content,
        }
    }


async def raw(office: Office, person: Person, update: dict[str, Any]) -> list[str]:
    before = len(office.world.received(person.id))
    office.world.raw_update(update, person.id)
    await office.settle()
    return office.world.texts(person.id)[before:]


async def test_invitations_used_expired_unknown_and_guessed(office: Office) -> None:
    await settled(office)
    code = await code_for(office)
    assert "đầu mối của Sở Nội vụ" in (await office.says(DUNG, f"/start {code}"))[-1]
    assert "mọi việc vẫn ổn" in (await office.says(DUNG, f"/start {code}"))[-1]
    assert "đã có người dùng" in (await office.says(LEADER, f"/start {code}"))[-1]
    late, pasted = await code_for(office), await code_for(office, "Sở Tài chính")
    another = await office.says(VAN, f"Mời anh: https://t.me/an_other_bot?start={pasted} ạ")
    assert "cần đường dẫn mời" in another[-1], "another bot's link"
    assert await office.says(AN, f"https://t.me/don_doc_bot?start={pasted}", chat=STEERING) == []
    joined = await office.says(VAN, f"Mời anh bấm: https://t.me/Don_Doc_bot?start={pasted} ạ")
    assert "đầu mối của Sở Tài chính" in joined[-1], "a link that was pasted"
    assert "«NV01 60%»" in joined[-1]
    assert "/lichsu NV01 –" in (await office.says(VAN, "/trogiup"))[-1]
    assert "mọi việc vẫn ổn" in (await office.says(VAN, f"t.me/don_doc_bot?start={pasted}"))[-1]
    office.clock.forward(timedelta(days=8))
    assert "hết hạn" in (await office.says(LEADER, f"/dangky {late}"))[-1]
    link = "https://t.me/don_doc_bot?start="
    for n in range(5):
        assert "không đúng" in (await office.says(LEADER, f"{link if n % 2 else '/start '}guess-{n}"))[-1]
    for pressed in ("/start ", link):
        assert "quá nhiều lần" in (await office.says(LEADER, f"{pressed}{await code_for(office)}"))[-1]


@pytest.mark.parametrize(
    "data",
    [
        "nonsense",
        "said:1:done:extra",
        "said:99999999999999999999:done",
        "part:../../etc",
        "x" * 64,
        "grant:1",
        "undo:1",
    ],
)
async def test_a_forged_button_does_nothing(office: Office, data: str) -> None:
    await settled(office)
    reminder = office.last(AN)
    query = {
        "callback_query": {
            "id": "1",
            "chat_instance": "1",
            "data": data,
            "from": {"id": AN.id, "is_bot": False, "first_name": "An"},
            "message": reminder,
        }
    }
    assert await raw(office, AN, query) == []
    assert await stored(office) == 0
    answered = office.world.log.of("answerCallbackQuery")
    assert len(answered) == 1


async def test_a_button_of_another_department_is_refused(office: Office) -> None:
    await settled(office)
    theirs = office.last(BINH)
    data = theirs["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    query = {
        "callback_query": {
            "id": "1", "chat_instance": "1", "data": data, "message": office.last(AN),
            "from": {"id": AN.id, "is_bot": False, "first_name": "An"},
        }
    }  # fmt: skip
    await raw(office, AN, query)
    assert await stored(office) == 0


@pytest.mark.parametrize(
    "words",
    [
        "x" * 4096,
        "👍👍👍",
        "<b>xong</b> & </i>",
        "' OR 1=1; --",
        "\u200b\u200b",
        "/khonglenh",
        "NV99 xong",
        "NV02 xong",
        "123456",
    ],
)
async def test_strange_texts_are_answered_and_not_stored(office: Office, words: str) -> None:
    await settled(office)
    before = await stored(office)
    answer = await office.says(AN, words)
    assert len(answer) == 1
    if "xong</b>" not in words:
        assert await stored(office) == before


async def test_html_in_names_and_texts_is_shown_as_it_was_typed(office: Office) -> None:
    await office.imports("NV07;Rà soát <i>A</i> & B;Sở Nội vụ;;30/9/2025;;;;")
    await office.says(CHI, "/start")
    crook = Person(1099, "<b>An</b> & Co")
    office.world.people[crook.id] = crook
    office.world.chats[crook.id] = type(office.world.chats[AN.id])(crook.id)
    await office.registers(crook, "Sở Nội vụ")
    await office.tick()
    assert "<b>An</b> & Co" in office.world.texts(crook.id)[0]
    assert "Rà soát <i>A</i> & B" in office.last(crook)["text"]
    (answer,) = await office.says(crook, "vướng <script>alert(1)</script> kinh phí")
    assert "<script>" in answer
    assert "<b>An</b> & Co" in (await office.says(CHI, "/lichsu NV07"))[-1]


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
        {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 3}},
        {"location": {"latitude": 18.6, "longitude": 105.7}},
        {"contact": {"phone_number": "1", "first_name": "x"}},
    ],
)  # fmt: skip
async def test_what_is_not_text_is_asked_for_words(office: Office, content: dict[str, Any]) -> None:
    await settled(office)
    (answer,) = await raw(office, AN, message(AN, 1, **content))
    assert "chỉ đọc được chữ" in answer


async def test_a_file_that_cannot_be_fetched_is_said(office: Office) -> None:
    await settled(office)
    update = message(AN, 2, photo=[{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}])
    (answer,) = await raw(office, AN, update)
    assert "chưa tải được tệp" in answer


@pytest.mark.expects_log("set aside after 3 tries", "nobody could be told")
async def test_a_poisoned_update_blocks_nobody(office: Office) -> None:
    await settled(office)
    office.world.raw_update(
        {
            "message": {
                "message_id": 1,
                "date": "not-a-date",
                "chat": {"id": AN.id, "type": "private"},
                "from": 5,
            }
        },
        AN.id,
    )
    office.world.raw_update({"some_new_kind": {"x": 1}}, BINH.id)
    for _ in range(4):
        await office.settle()
        office.clock.forward(timedelta(seconds=5))
    assert (await office.says(AN, "NV01 60%"))[-1].startswith("🔵 Đã ghi NV01")
    async with office.running.database.reading() as tx:
        assert len(await inbox.aside(tx)) == 1


async def test_the_same_update_twice_counts_once(office: Office) -> None:
    await settled(office)
    update = message(AN, 3, text="NV01 70%") | {"update_id": 4242}
    await office.running.intake.keep([update, update])
    await office.running.intake.keep([update])
    await office.running.intake.drain()
    assert await stored(office) == 1


async def test_a_reply_to_a_message_that_is_gone(office: Office) -> None:
    await settled(office)
    gone = {"message_id": 777, "date": 1758589200, "chat": {"id": AN.id, "type": "private"}, "text": "x"}
    (answer,) = await raw(office, AN, message(AN, 4, text="60%", reply_to_message=gone))
    assert "Đã ghi NV01: đang làm, 60%" in answer


async def test_groups_and_channels_are_left_in_peace(office: Office) -> None:
    await settled(office)
    for words in ("xong rồi", "NV01 60%", "chào cả nhà"):
        assert await office.says(AN, words, chat=STEERING) == []
    post = {
        "channel_post": {
            "message_id": 1,
            "date": 1758589200,
            "chat": {"id": -100, "type": "channel", "title": "x"},
            "text": "NV01 xong",
        }
    }
    office.world.raw_update(post, -100)
    await office.settle()
    assert await stored(office) == 0


@pytest.mark.parametrize("command", ["/giao x", "/moi Sở Y tế", "/daumoi", "/lich", "/tonghop"])
async def test_what_is_not_for_a_focal_point(office: Office, command: str) -> None:
    await settled(office)
    (answer,) = await office.says(AN, command)
    assert "dành cho" in answer


async def test_roles_read_what_is_theirs(office: Office) -> None:
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        link, _ = await make_invitation(turn, None, "Minh", 7, None)
    await settled(office)
    office.world.person_follows(LEADER.id, link)
    await office.settle()
    assert "Nhiệm vụ hoàn thành: 0/2" in (await office.says(LEADER, "/tonghop"))[-1]
    assert "NV02" in (await office.says(LEADER, "/lichsu NV02"))[-1]
    assert "Không có việc nào mang mã" in (await office.says(AN, "/lichsu NV02"))[-1]
    assert "chưa đăng ký" in (await office.says(DUNG, "/viec"))[-1]
    assert "nhóm Ban Chỉ đạo" in (await office.says(AN, "/tonghop", chat=STEERING))[-1]
    assert "Từ nay bản tin" in (await office.says(CHI, "/nhom", chat=STEERING))[-1]
    assert "Nhiệm vụ hoàn thành: 0/2" in (await office.says(AN, "/tonghop", chat=STEERING))[-1]
