"""Each person reads the bot in the language of their own choice."""

import json
import re

from bot.app import COMMANDS
from handlers.texts.menus import ENGLISH
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, STEERING, Office
from tests.texts.catalogue import VIETNAMESE

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;x
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
"""
# titles, names and people's words are not translated, and what is to be typed stays as it is understood
THEIRS = re.compile(
    r"Rà soát quy định về đầu tư|Sở Tài chính|Sở Y tế|Kết luận 15-KL/BCĐ ngày 23/9/2025|“[^”]*”|«[^»]*»|Tiếng Việt"
)


async def test_one_reads_english_and_a_colleague_vietnamese(office: Office) -> None:
    await office.staffed(TASKS)
    (asked,) = await office.says(AN, "/ngonngu")
    assert "bằng tiếng Việt" in asked
    begun = len(office.world.texts(AN.id))
    await office.presses(AN, "English")
    assert (
        office.world.log.of("answerCallbackQuery")[-1].values["text"]
        == "From now on I write to you in English."
    )
    assert office.last(AN)["text"].startswith("🌐 I write to you in English.")
    menu = json.loads(office.world.log.of("setMyCommands")[-1].values["commands"])
    assert {"command": "tasks", "description": "My unit's tasks"} in menu

    await office.tick()
    (reminder,) = office.world.texts(AN.id)[begun:]
    assert "NV01 · 7 days left, deadline Tue 30 Sep" in reminder
    assert "How far is this task?" in reminder
    assert "Việc này đến đâu rồi ạ?" in office.last(BINH)["text"]
    (readback,) = await office.says(AN, "60%")
    assert readback.startswith("🔵 Recorded NV01: in progress, 60%.")
    assert "Correct" in str(office.last(AN)["reply_markup"])
    (listed,) = await office.says(AN, "/tasks")
    assert "Sở Tài chính · 1 open task:" in listed
    (answer,) = await office.says(AN, "/summary")
    assert answer.startswith("This part is for leaders and the Secretariat.")

    await office.says(AN, "NV01 extend to 15/10")
    assert "xin lùi hạn NV01" in office.with_button(CHI.id, "Không cho")["text"]
    await office.presses(CHI, "Cho", on=office.with_button(CHI.id, "Không cho"))
    assert "The Secretariat agrees to a later date, Wed 15 Oct." in office.last(AN)["text"]
    await office.says(CHI, "/language")
    await office.presses(CHI, "English")
    await office.says(AN, "done")
    await office.presses(CHI, "Return", on=office.with_button(CHI.id, "Return"))
    await office.says(CHI, "thiếu phụ lục")
    assert "The Secretariat has returned the result, asking: “thiếu phụ lục”." in office.last(AN)["text"]
    (story,) = await office.says(AN, "/history NV01")
    assert "An: in progress, 60% “60%”" in story
    for said in office.world.texts(AN.id)[begun:]:
        assert not VIETNAMESE.search(THEIRS.sub("", said)), said
    (asked,) = await office.says(CHI, "/assign Sở Y tế: review the rules, deadline 30/10/2025")
    assert "Thu 30 Oct" in asked
    (helped,) = await office.says(CHI, "/help")
    assert not VIETNAMESE.search(re.sub("Sở Tài chính|Sở Y tế|BCĐ", "", helped)), "examples that can be read"
    await office.says(CHI, "/summary")
    assert "SUMMARY" in office.last(CHI)["text"]
    for said in office.world.texts(CHI.id)[-2:]:
        assert not VIETNAMESE.search(THEIRS.sub("", said)), said
    await office.says(CHI, "/here", chat=STEERING)
    (posted,) = await office.says(CHI, "/summary", chat=STEERING)
    assert "TỔNG HỢP" in posted, "a group reads Vietnamese, whoever asks there"

    (refused,) = await office.says(DUNG, "/language")
    assert refused.startswith("Đồng chí chưa đăng ký")
    await office.says(AN, "/language")
    await office.presses(AN, "Tiếng Việt")
    (listed,) = await office.says(AN, "/viec")
    assert "việc đang mở" in listed


def test_each_command_is_offered_by_its_english_name_to_who_reads_english() -> None:
    assert {vietnamese: english for english, vietnamese, _, _ in COMMANDS} == ENGLISH
