from typing import Any

import aiohttp
import pytest

from tests.sandbox.stage import AN, BINH, CHI, STEERING, TOKEN, Clock, cast, running

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def keyboard(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"do:{label}"}] for label in labels]}


async def test_the_token_is_checked_before_anything_else() -> None:
    async with running(cast(Clock())) as api:
        for path, status, description in (
            (f"bot{TOKEN}/getMe", 200, None),
            ("bot7000000001:another_token/getMe", 401, "Unauthorized"),
            ("botnonsense/getMe", 404, "Not Found"),
            (f"bot{TOKEN}/noSuchMethod", 404, "Not Found"),
            (f"bot{TOKEN}", 404, "Not Found"),
        ):
            async with api.http.get(f"{api.sandbox.url}/{path}") as response:
                body = await response.json()
                assert (response.status, body.get("description")) == (status, description)


async def test_parameters_come_as_json_form_query_or_multipart() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        url = f"{api.sandbox.url}/bot{TOKEN}/SENDMESSAGE"
        given = {"chat_id": str(AN), "text": "Chào"}
        await api.result("sendMessage", chat_id=AN, text="Chào")
        async with api.http.post(url, data=given) as form, api.http.get(url, params=given) as query:
            assert (form.status, query.status) == (200, 200)
        multipart = {**given, "reply_markup": '{"inline_keyboard":[[{"text":"Có","callback_data":"y"}]]}'}
        with aiohttp.MultipartWriter("form-data") as body:
            for name, value in multipart.items():
                body.append(value).set_content_disposition("form-data", name=name)
        async with api.http.post(url, data=body) as response:
            assert response.status == 200
        async with api.http.post(url, data=b"{", headers={"Content-Type": "application/json"}) as broken:
            assert broken.status == 400
        assert world.texts(AN) == ["Chào"] * 4
        assert world.buttons(AN, world.last(AN)["message_id"]) == [["Có"]]


async def test_a_bot_cannot_write_first_nor_to_whoever_blocked_it() -> None:
    world = cast(Clock())
    async with running(world) as api:

        async def refused(chat_id: int) -> str:
            return await api.refusal("sendMessage", chat_id=chat_id, text="Chào")

        assert await refused(99) == "Bad Request: chat not found"
        assert await api.refusal("sendMessage", text="a") == "Bad Request: chat_id is empty"
        assert await refused(AN) == "Forbidden: bot can't initiate conversation with a user"
        world.person_starts(AN)
        assert (await api.result("sendMessage", chat_id=AN, text="Chào"))["text"] == "Chào"
        world.person_blocks(AN)
        assert await refused(AN) == "Forbidden: bot was blocked by the user"
        world.person_sends(AN, AN, "tôi quay lại đây")
        await api.result("sendMessage", chat_id=AN, text="Chào")
        world.person_leaves_telegram(AN)
        assert await refused(AN) == "Forbidden: user is deactivated"
        world.bot_is_kicked(STEERING, CHI)
        assert await refused(STEERING) == "Forbidden: bot was kicked from the group chat"


async def test_a_group_becomes_a_supergroup() -> None:
    world = cast(Clock())
    async with running(world) as api:
        new = world.group_migrates(STEERING)
        answer = await api.call("sendMessage", chat_id=STEERING, text="Bản tin")
        assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
        assert answer["parameters"] == {"migrate_to_chat_id": new}
        sent = await api.result("sendMessage", chat_id=new, text="Bản tin")
        assert sent["chat"] == {"id": new, "title": "Ban Chỉ đạo", "type": "supergroup"}
        told = [update["message"] for update in await api.result("getUpdates")]
        assert told[0]["migrate_to_chat_id"] == new
        assert told[0]["chat"] == {"id": STEERING, "title": "Ban Chỉ đạo", "type": "group"}
        assert told[1]["migrate_from_chat_id"] == STEERING


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"text": "  \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a", "reply_markup": keyboard(*map(str, range(101)))}, "reply markup is too long"),
        (
            {
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}] * 9]},
            },
            "reply markup is too long",
        ),
        (
            {
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "ă" * 33}]]},
            },
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "a", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
    ],
)
async def test_what_telegram_would_refuse_is_refused(values: dict[str, Any], complaint: str) -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        assert await api.refusal("sendMessage", chat_id=AN, **values) == f"Bad Request: {complaint}"
        assert world.received(AN) == []


async def test_long_texts_are_measured_after_the_markup_is_read() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        text = "<b>" + "&amp;" * 4096 + "</b>"
        sent = await api.result("sendMessage", chat_id=AN, text=text, parse_mode="HTML")
        assert sent["text"] == "&" * 4096


async def test_replies_carry_the_message_replied_to() -> None:
    world = cast(Clock())
    async with running(world) as api:
        said = world.person_starts(AN)
        first = await api.result(
            "sendMessage", chat_id=AN, text="NV04", reply_parameters={"message_id": said["message_id"]}
        )
        assert first["reply_to_message"]["text"] == "/start"
        answer = world.person_sends(AN, AN, "xong", reply_to=first["message_id"])
        assert answer["reply_to_message"]["text"] == "NV04"
        assert "reply_to_message" not in answer["reply_to_message"]
        lenient = {"message_id": 99, "allow_sending_without_reply": True}
        sent = await api.result("sendMessage", chat_id=AN, text="a", reply_parameters=lenient)
        assert "reply_to_message" not in sent


async def test_edits() -> None:
    clock = Clock()
    world = cast(clock)
    async with running(world) as api:
        mine = world.person_starts(AN)["message_id"]
        sent = await api.result("sendMessage", chat_id=AN, text="60%?", reply_markup=keyboard("Sửa"))
        own = {"chat_id": AN, "message_id": sent["message_id"]}
        same = await api.refusal("editMessageText", **own, text="60%?", reply_markup=keyboard("Sửa"))
        assert same == NOT_MODIFIED
        keys = await api.result("editMessageReplyMarkup", **own, reply_markup=keyboard("Xong"))
        assert "edit_date" not in keys
        assert keys["text"] == "60%?"
        edited = await api.result("editMessageText", **own, text="<b>65%</b>", parse_mode="HTML")
        assert edited["edit_date"] == int(clock.moment.timestamp())
        assert "reply_markup" not in edited
        assert edited["entities"] == [{"offset": 0, "length": 3, "type": "bold"}]
        for values, complaint in (
            ({"message_id": 99}, "message to edit not found"),
            ({"message_id": mine}, "message can't be edited"),
            ({"message_id": sent["message_id"], "text": "a" * 4097}, "MESSAGE_TOO_LONG"),
            ({}, "message identifier is not specified"),
        ):
            given = {"text": "a", **values}
            assert await api.refusal("editMessageText", chat_id=AN, **given) == f"Bad Request: {complaint}"
        refusal = await api.refusal("editMessageCaption", **own, caption="a")
        assert refusal == "Bad Request: there is no caption in the message to edit"


async def test_deleting() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        sent = await api.result("sendMessage", chat_id=AN, text="nhầm")
        await api.result("deleteMessage", chat_id=AN, message_id=sent["message_id"])
        assert world.received(AN) == []
        assert [message["text"] for message in world.delivered] == ["nhầm"]
        again = await api.refusal("deleteMessage", chat_id=AN, message_id=sent["message_id"])
        assert again == "Bad Request: message to delete not found"
        theirs = world.person_sends(AN, STEERING, "/tonghop")["message_id"]
        refusal = await api.refusal("deleteMessage", chat_id=STEERING, message_id=theirs)
        assert refusal == "Bad Request: message can't be deleted"


async def test_a_button_is_pressed_and_answered_once() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        sent = await api.result("sendMessage", chat_id=AN, text="NV04?", reply_markup=keyboard("Xong"))
        query_id = world.person_presses(AN, AN, sent["message_id"], "Xong")
        query = (await api.result("getUpdates", offset=-1))[0]["callback_query"]
        assert (query["id"], query["data"], query["from"]["id"]) == (query_id, "do:Xong", AN)
        assert query["message"]["text"] == "NV04?"
        too_long = await api.refusal("answerCallbackQuery", callback_query_id=query_id, text="a" * 201)
        assert too_long == "Bad Request: MESSAGE_TOO_LONG"
        await api.result("answerCallbackQuery", callback_query_id=query_id, text="Đã ghi", show_alert=True)
        assert world.queries[query_id].answer == {"text": "Đã ghi", "show_alert": True}
        world.query_seconds = 0
        late = await api.refusal("answerCallbackQuery", callback_query_id=query_id)
        assert late == ("Bad Request: query is too old and response timeout expired or query ID is invalid")
        with pytest.raises(LookupError, match="there are: Xong"):
            world.person_presses(AN, AN, sent["message_id"], "Chưa")


async def test_invitation_links_are_followed() -> None:
    world = cast(Clock())
    async with running(world) as api:
        said = world.person_follows(AN, "https://t.me/don_doc_bot?start=AbC-1_2")
        assert said["text"] == "/start AbC-1_2"
        update = (await api.result("getUpdates"))[0]["message"]
        assert update["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
        assert update["from"]["language_code"] == "vi"
        with pytest.raises(ValueError, match="not a link to the bot"):
            world.person_follows(AN, "https://t.me/another_bot?start=x")


async def test_in_a_group_the_bot_hears_what_is_meant_for_it() -> None:
    world = cast(Clock())
    async with running(world) as api:
        said = await api.result("sendMessage", chat_id=STEERING, text="Bản tin")
        world.person_sends(AN, STEERING, "cảm ơn cả nhà")
        world.person_sends(AN, STEERING, "/tonghop@another_bot")
        heard = [
            world.person_sends(CHI, STEERING, "/tonghop"),
            world.person_sends(CHI, STEERING, "/tonghop@don_doc_bot SOTC"),
            world.person_sends(AN, STEERING, "số liệu chưa đúng", reply_to=said["message_id"]),
        ]
        updates = await api.result("getUpdates")
        assert [update["message"]["text"] for update in updates] == [message["text"] for message in heard]
        with pytest.raises(ValueError, match="is not in group"):
            world.person_sends(BINH, STEERING, "/tonghop")


async def test_command_menus_go_by_the_narrowest_scope() -> None:
    world = cast(Clock())
    async with running(world) as api:
        for scope, name in (
            (None, "help"),
            ({"type": "all_private_chats"}, "viec"),
            ({"type": "chat", "chat_id": CHI}, "giao"),
            ({"type": "all_group_chats"}, "tonghop"),
        ):
            commands = [{"command": name, "description": "…"}]
            given = {"scope": scope} if scope else {}
            await api.result("setMyCommands", commands=commands, **given)
            assert await api.result("getMyCommands", **given) == commands

        def seen(person: int, chat: int) -> list[str]:
            return [command["command"] for command in world.menus.seen_by(person, chat)]

        assert (seen(AN, AN), seen(CHI, CHI), seen(CHI, STEERING)) == (["viec"], ["giao"], ["tonghop"])
        await api.result("deleteMyCommands", scope={"type": "all_private_chats"})
        assert seen(AN, AN) == ["help"]
        bad = [{"command": "việc", "description": "…"}]
        assert await api.refusal("setMyCommands", commands=bad) == "Bad Request: BOT_COMMAND_INVALID"


async def test_chats_and_members_can_be_asked_about() -> None:
    world = cast(Clock())
    async with running(world) as api:
        assert (await api.result("getChat", chat_id=STEERING))["title"] == "Ban Chỉ đạo"
        for user, status in ((CHI, "creator"), (AN, "member"), (BINH, "left"), (7000000001, "member")):
            member = await api.result("getChatMember", chat_id=STEERING, user_id=user)
            assert member["status"] == status
        assert await api.result("sendChatAction", chat_id=STEERING, action="typing") is True


async def test_blocking_and_editing_are_told_to_the_bot() -> None:
    world = cast(Clock())
    async with running(world) as api:
        said = world.person_starts(AN)
        await api.result("getUpdates", offset=501)
        world.person_edits(AN, AN, said["message_id"], "xong 100%")
        world.person_blocks(AN)
        edited, blocked = await api.result("getUpdates")
        assert (edited["edited_message"]["text"], "edit_date" in edited["edited_message"]) == (
            "xong 100%",
            True,
        )
        assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
