"""Questions answered from the store, doubts asked about once, readings put right by a tap."""

from datetime import timedelta

from sqlalchemy import select

from bot.office import turn_at
from handlers.corrections import corrected_readings
from storage.tables import questions
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, LEADER, Office
from tests.scenes.test_conversations import settled

TWO_WEEKS = f"NV07;Cập nhật tiến độ;Sở Tài chính;;2 tuần/1 lần;{DIRECTIVE};;;"


async def test_questions_are_answered_from_the_store(office: Office) -> None:
    await settled(office)
    await office.says(AN, "NV01 60% rồi ạ")
    asked = {
        "hạn bao giờ ạ?": "NV02: còn 38 ngày, hạn thứ Sáu 31/10",
        "han bao gio a": "NV01: còn 7 ngày, hạn thứ Ba 30/9",
        "em còn mấy việc?": "còn 2 việc đang mở",
        "how many tasks do I have left?": "còn 2 việc đang mở",
        "NV02 là việc gì": "Mở lớp tập huấn kỹ năng số",
        "NV01 ai phối hợp việc này?": "Phối hợp: Sở Y tế",
        "viec nao gan han nhat": "NV01 · còn 7 ngày",
        "NV01 đã báo cáo gì rồi": "An: đang làm, 60%",
        "em có việc nào quá hạn không": "không có việc nào quá hạn",
        "danh sách việc": "có 2 việc đang mở",
        "báo cáo thế nào ạ": "Báo tiến độ",
    }
    for words, answer in asked.items():
        assert answer in (await office.says(AN, words))[-1], words


async def test_what_was_reported_is_told_of_closed_tasks_too(office: Office) -> None:
    await settled(office)
    await office.says(AN, "NV02 xong rồi")
    (told,) = await office.says(AN, "em đã báo cáo gì rồi ạ")
    assert told.startswith("NV02 · Mở lớp tập huấn")
    assert "An: xong" in told
    assert told.endswith("Chưa báo cáo: NV01.")


async def test_what_the_store_does_not_know_goes_to_the_secretariat_and_comes_back(office: Office) -> None:
    await settled(office)
    (offered,) = await office.says(AN, "chiều nay họp ở phòng nào ạ?")
    assert "hỏi Tổ giúp việc" in offered
    await office.presses(AN, "Hỏi Tổ giúp việc")
    card = office.last(CHI)
    assert "Đồng chí An (Sở Tài chính) nhắn:\n“chiều nay họp ở phòng nào ạ?”" in card["text"]
    (sent,) = await office.says(CHI, "Phòng họp số 2, 14 giờ", to=card)
    assert "Đã chuyển câu trả lời đến đồng chí An" in sent
    assert office.last(AN)["text"] == "💬 Tổ giúp việc trả lời:\n“Phòng họp số 2, 14 giờ”"
    await office.presses(CHI, "Trả lời", on=card)
    (again,) = await office.says(CHI, "Mang theo tài liệu")
    assert "đã có người trả lời" in again
    assert "Mang theo tài liệu" in office.last(AN)["text"]


async def test_leaders_ask_in_words(office: Office) -> None:
    await settled(office)
    assert "Quá hạn" in (await office.says(LEADER, "việc nào trễ?"))[-1]
    assert "Sở Tài chính" in (await office.says(LEADER, "Sở Tài chính tới đâu rồi"))[-1]
    assert "chưa trả lời" in (await office.says(CHI, "ai chưa báo cáo"))[-1]
    assert "Hạn từ 1/10 đến 31/12" in (await office.says(LEADER, "tổng hợp quý IV"))[-1]
    assert "TỔNG HỢP" in (await office.says(LEADER, "tình hình chung thế nào"))[-1]


async def test_a_second_unclear_message_joins_the_question(office: Office) -> None:
    await settled(office)
    await office.says(AN, "/viec")  # so that no reminder is the last message
    (question,) = await office.says(AN, "60% rồi")
    assert "Đồng chí báo việc nào ạ (đang làm, 60%)?" in question
    (joined,) = await office.says(AN, "đang chờ số liệu")
    assert "giữ thêm ý này" in joined
    (answer,) = await office.presses(AN, "NV02")
    assert "NV02: đang vướng" in answer
    history = (await office.says(CHI, "/lichsu NV02"))[-1]
    assert "“60% rồi”" in history
    assert "“đang chờ số liệu”" in history


async def test_a_bare_number_offers_its_percent_and_asks_once(office: Office) -> None:
    await settled(office)
    (asked,) = await office.says(AN, "80")
    assert "chưa rõ nên chưa ghi" in asked
    (again,) = await office.says(AN, "rồi")
    assert "bấm một nút ở tin này" in again
    (answer,) = await office.presses(AN, "80%")
    assert "NV01: đang làm, 80%" in answer


async def test_a_date_that_a_convention_chose_is_changed_by_a_tap(office: Office) -> None:
    await settled(office)
    (answer,) = await office.says(AN, "NV02 60%, tuần sau xong")
    assert "dự kiến xong thứ Sáu 3/10" in answer
    await office.presses(AN, "Đổi ngày")
    (changed,) = await office.presses(AN, "thứ Tư 1/10")
    assert "NV02: đang làm, 60%, dự kiến xong thứ Tư 1/10" in changed
    (exact,) = await office.says(AN, "NV02 dự kiến 20/10 xong")
    assert "thứ Hai 20/10" in exact
    rows = office.last(AN)["reply_markup"]["inline_keyboard"]
    assert [b["text"] for row in rows for b in row] == ["Sửa", "Lấy lại"]


async def test_what_was_read_wrong_becomes_a_line_of_the_corpus(office: Office) -> None:
    await settled(office)
    await office.says(AN, "NV01 đang làm, NV02 70%")
    await office.presses(AN, "Sửa NV01")
    await office.presses(AN, "Vướng")
    async with office.running.database.reading() as tx:
        lines = await corrected_readings(await turn_at(tx, office.clock, office.running.office))
    (line,) = lines
    assert line["text"] == "NV01 đang làm, NV02 70%"
    assert [t["ref"] for t in line["context"]["task_refs"]] == ["NV01", "NV02"]
    expected = {u["ref"]: (u["status"], u["percent"], u["blocked"]) for u in line["expect"]["updates"]}
    assert expected == {"NV01": ("blocked", None, True), "NV02": ("in_progress", 70.0, False)}
    (history,) = (await office.says(CHI, "/lichsu NV02"))[-1:]
    assert "đang làm" in history
    (how,) = await office.presses(CHI, "Cách đọc")
    assert "“NV01 đang làm, NV02 70%”" in how


async def test_a_later_answer_with_the_same_button_counts(office: Office) -> None:
    await office.imports(TWO_WEEKS)
    await office.registers(AN, "Sở Tài chính")
    await office.goes_to("2025-10-07")
    (first,) = await office.presses(AN, "Xong")
    assert "Đã ghi NV07: xong" in first
    assert await office.presses(AN, "Xong") == []  # the same press again: a toast, no second report
    await office.goes_to("2025-10-21")
    (second,) = await office.presses(AN, "Xong")
    assert "Đã ghi NV07: xong" in second
    assert "Hiện nay: xong" in (await office.says(AN, "/lichsu NV07"))[-1]


async def test_the_last_word_stands_after_a_standstill(office: Office) -> None:
    await settled(office)
    card = office.with_button(AN.id, "Xong")
    office.world.person_presses(AN.id, AN.id, card["message_id"], "Xong")
    office.world.person_sends(AN.id, AN.id, "NV01 chưa xong đâu ạ, mới 65%")
    office.clock.forward(timedelta(minutes=10))
    await office.settle()
    assert "Hiện nay: đang làm, 65%" in (await office.says(AN, "/lichsu NV01"))[-1]


async def test_a_wish_leaves_the_state_and_is_refused_clearly(office: Office) -> None:
    await settled(office)
    card = office.last(AN)
    await office.says(AN, "NV01 vướng kinh phí")
    await office.presses(AN, "Lùi hạn", on=card)
    await office.says(AN, "15/10")
    assert "Hiện nay: đang vướng: “kinh phí”" in (await office.says(AN, "/lichsu NV01"))[-1]
    wish = office.last(CHI)
    await office.says(AN, "/hoantac")
    assert "đã rút lại đề nghị" in office.world.message(CHI.id, wish["message_id"])["text"]
    await office.says(AN, "NV01 xong")
    assert await office.presses(AN, "Lùi hạn", on=card) == []
    assert "Hiện nay: xong" in (await office.says(AN, "/lichsu NV01"))[-1]


async def test_a_far_day_and_a_forwarded_text_are_asked_about(office: Office) -> None:
    await settled(office)
    (far,) = await office.says(AN, "NV01 xin lùi đến 20/9")
    assert "Có đúng ngày đồng chí muốn không" in far
    assert office.last(CHI)["text"].find("20/9/2026") < 0
    await office.presses(AN, "Không")
    assert "Hiện nay: chưa báo cáo" in (await office.says(AN, "/lichsu NV01"))[-1]
    office.world.person_sends(AN.id, AN.id, "NV01 xong rồi", forwarded_from="Ai đó")
    await office.settle()
    assert "chuyển tiếp" in office.last(AN)["text"]
    (answer,) = await office.says(AN, "đúng rồi ạ")
    assert "Đã ghi NV01: xong" in answer


async def test_words_unlike_a_report_are_stored_only_on_a_press(office: Office) -> None:
    await settled(office)
    words = "đội văn nghệ tập xong rồi ạ"
    (asked,) = await office.says(AN, words)
    assert "Tôi chưa chắc tin này là báo cáo nên chưa ghi" in asked
    assert "• NV01: " in asked
    await office.presses(AN, "Không")
    assert "Hiện nay: chưa báo cáo" in (await office.says(AN, "/lichsu NV01"))[-1]
    reminder = next(m for m in office.world.received(AN.id) if "còn 7 ngày" in m["text"])
    await office.says(AN, words, to=reminder)
    (answer, *_) = await office.presses(AN, "Đúng, ghi giúp")
    assert "Đã ghi NV01: " in answer
    assert f"“{words}”" in (await office.says(CHI, "/lichsu NV01"))[-1]


async def test_a_question_leaves_another_tasks_words_alone(office: Office) -> None:
    await settled(office)
    await office.presses(AN, "Lùi hạn")
    (answer,) = await office.says(AN, "NV02 40%")
    assert "Đã ghi NV02: đang làm, 40%" in answer


async def test_an_edit_after_a_press_or_a_take_back_is_heard(office: Office) -> None:
    await settled(office)
    sent = office.world.person_sends(AN.id, AN.id, "NV01 60%")
    await office.settle()
    await office.presses(AN, "Sửa")
    await office.presses(AN, "Xong")
    office.world.person_edits(AN.id, AN.id, sent["message_id"], "NV01 70%")
    await office.settle()
    assert "NV01: đang làm, 70%" in office.last(AN)["text"]
    await office.says(AN, "/hoantac")
    office.world.person_edits(AN.id, AN.id, sent["message_id"], "NV01 75%")
    await office.settle()
    assert "75%" in office.last(AN)["text"]


async def test_a_colleagues_xong_is_not_overturned_in_silence(office: Office) -> None:
    await settled(office)
    await office.registers(DUNG, "Sở Tài chính")
    await office.says(AN, "NV01 xong rồi")
    (answer,) = await office.says(DUNG, "NV01 mới 80%")
    assert "đồng chí An đã báo xong" in answer
    assert "đồng chí Dũng vừa báo đang làm, 80%" in office.last(AN)["text"]


async def test_a_colleague_out_of_reach_is_not_said_to_be_told(office: Office) -> None:
    await settled(office)
    await office.registers(DUNG, "Sở Tài chính")
    await office.says(AN, "NV01 xong rồi")
    office.world.person_blocks(AN.id)
    await office.settle()
    (answer,) = await office.says(DUNG, "NV01 mới 80%")
    assert "đồng chí An đã báo xong; tôi chưa nhắn được đồng chí ấy." in answer


async def test_a_person_of_two_units_sees_which(office: Office) -> None:
    await office.imports(
        f"NV09;Việc chung;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;".replace(
            ";Sở Tài chính;", ';"Sở Tài chính;Sở Y tế";'
        )
    )
    await office.registers(BINH, "Sở Tài chính", "Sở Y tế")
    (answer,) = await office.says(BINH, "NV09 Sở Y tế 50%")
    assert "NV09 (Sở Y tế): đang làm, 50%" in answer
    labels = [b["text"] for row in (await listed(office)) for b in row]
    assert any("Sở Tài chính" in label for label in labels)
    assert any("Sở Y tế" in label for label in labels)


async def listed(office: Office) -> list[list[dict[str, str]]]:
    await office.says(BINH, "/việc")  # with its mark: people type it so
    rows: list[list[dict[str, str]]] = office.last(BINH)["reply_markup"]["inline_keyboard"]
    return rows


async def test_words_that_say_nothing_are_asked_about(office: Office) -> None:
    await settled(office)
    (asked,) = await office.says(AN, "asdf qwer")
    assert "Tôi chưa hiểu ý đồng chí" in asked
    (card,) = await office.presses(AN, "NV02")
    assert "Việc này đến đâu rồi ạ?" in card


async def test_one_who_reads_all_is_first_heard_as_a_focal_point(office: Office) -> None:
    await settled(office)
    await office.registers(CHI, "Sở Y tế")
    (answer,) = await office.says(CHI, "NV03 60%, chờ số liệu của Sở Tài chính")
    assert "Đã ghi NV03: đang làm, 60%" in answer
    assert "Quá hạn" in (await office.says(CHI, "việc nào trễ?"))[-1]


async def test_a_question_of_units_takes_no_other_text(office: Office) -> None:
    await office.imports(
        f"""NV08;Việc riêng;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
        NV09;Việc chung;"Sở Tài chính;Sở Y tế";;30/9/2025;{DIRECTIVE};;;"""
    )
    await office.registers(BINH, "Sở Tài chính", "Sở Y tế")
    await office.says(BINH, "NV09 50%")
    (asked,) = await office.says(BINH, "70% rồi")
    assert "giữ thêm ý này" not in asked
    assert "Đồng chí báo việc nào ạ (đang làm, 70%)?" in asked


async def test_no_word_of_a_secret_task_waits_in_a_question(office: Office) -> None:
    await office.imports(f"NV05;Việc số 5;Sở Tài chính;;30/9/2025;{DIRECTIVE};;x;")
    await office.registers(AN, "Sở Tài chính")
    office.world.person_sends(AN.id, AN.id, "NV05 vướng kho đạn số chín", forwarded_from="Ai đó")
    await office.settle()
    assert "chuyển tiếp" in office.last(AN)["text"]
    async with office.running.database.reading() as tx:
        kept = [row.payload for row in await tx.execute(select(questions))]
    assert kept
    assert "kho đạn" not in str(kept)
