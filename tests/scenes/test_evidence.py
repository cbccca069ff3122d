"""Photos and files that prove what was reported."""

import shutil
from pathlib import Path

from sandbox.files import Files
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, LEADER, Office, png

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;15/10/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
NV04;Việc số 4;Sở Tài chính;;30/9/2025;{DIRECTIVE};;x;
"""


def kept(office: Office) -> list[bytes]:
    folder = Path(office.running.settings.files_dir)
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


async def test_a_caption_is_a_reply_and_the_photo_is_kept_with_it(office: Office) -> None:
    await office.staffed(TASKS)
    (read,) = await office.sends(AN, png(), "anh.png", caption="NV01 60% rồi ạ")
    assert "Đã ghi NV01: đang làm, 60%" in read
    assert "📎 Đã lưu" in read
    assert kept(office) == [png()]
    (told,) = await office.says(AN, "/lichsu NV01")
    assert "“NV01 60% rồi ạ” 📎" in told
    for person in (CHI, LEADER):
        await office.says(person, "/lichsu NV01")
        await office.presses(person, "Xem 1 tệp")
        assert "photo" in office.last(person)
        assert office.last(person)["caption"].startswith("NV01 · An")
    assert "mã «NV01»" in (await office.says(BINH, "/lichsu NV01"))[0]


async def test_a_file_that_telegram_no_longer_knows_is_sent_itself(office: Office) -> None:
    await office.staffed(TASKS)
    await office.sends(AN, png(7), "anh.png", caption="NV01 60% rồi ạ")
    await office.sends(AN, b"bien ban", "bien-ban.txt", caption="NV02 40%")
    office.world.files = Files()  # as for a bot with another token
    await office.says(CHI, "/lichsu NV01")
    await office.presses(CHI, "Xem 1 tệp")
    again = office.world.files.find(office.last(CHI)["photo"][0]["file_id"])
    assert again is not None
    assert again.content == png(7)
    assert office.last(CHI)["caption"].startswith("NV01 · An")
    await office.says(CHI, "/lichsu NV02")
    await office.presses(CHI, "Xem 1 tệp")
    sent = office.last(CHI)["document"]
    assert sent["file_name"] == "bien-ban.txt"
    again = office.world.files.find(sent["file_id"])
    assert again is not None
    assert again.content == b"bien ban"
    shutil.rmtree(office.running.settings.files_dir)
    office.world.files = Files()
    assert "không còn trong kho" in (await office.presses(CHI, "Xem 1 tệp"))[-1]


async def test_an_album_is_one_report_and_the_same_photo_is_kept_once(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    reminder = office.last(BINH)
    (read,) = await office.sends(BINH, png(1), "1.png", caption="80%", album="7", to=reminder)
    assert "Đã ghi NV03: đang làm, 80%" in read
    assert await office.sends(BINH, png(2), "2.png", album="7", to=reminder) == []
    assert await office.sends(BINH, png(1), "3.png", album="7", to=reminder) == []
    (told,) = await office.says(BINH, "/lichsu NV03")
    assert told.count("📎") == 1
    assert "📎2" in told
    assert sorted(kept(office)) == sorted([png(1), png(2)])


async def test_a_bare_photo_for_a_task_that_is_clear(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(BINH, "NV03 70%")
    await office.tick()
    (asked,) = await office.sends(BINH, png(), "anh.png")
    assert "Đã lưu ảnh cho NV03" in asked
    assert "đến đâu rồi ạ?" in asked
    (told,) = await office.says(BINH, "/lichsu NV03")
    assert "Hiện nay: đang làm, 70%" in told
    await office.presses(BINH, "Lấy lại")
    (told,) = await office.says(BINH, "/lichsu NV03")
    assert "Xem" not in str(office.last(BINH).get("reply_markup")), "what was taken back is not shown"


async def test_a_bare_album_is_asked_about_once_and_then_attached(office: Office) -> None:
    await office.staffed(TASKS)
    (asked,) = await office.sends(AN, png(1), "1.png", album="9")
    assert "của việc nào ạ?" in asked
    assert await office.sends(AN, png(2), "2.png", album="9") == []
    assert kept(office) == [], "nothing is kept before it is known of what"
    (again,) = await office.says(AN, "NV02")
    assert "bấm nút chọn" in again
    (stored,) = await office.presses(AN, "NV02 ·")
    assert "Đã lưu ảnh cho NV02" in stored
    (told,) = await office.says(AN, "/lichsu NV02")
    assert "📎2" in told


async def test_a_photo_in_reply_to_a_read_back_goes_with_that_report(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 60%")
    (said,) = await office.sends(AN, b"%PDF-1.7", "bien-ban.pdf", to=office.last(AN))
    assert "Đã lưu kèm báo cáo NV01" in said
    (told,) = await office.says(AN, "/lichsu NV01")
    assert told.count("An:") == 1
    assert "📎" in told
    await office.presses(AN, "Xem 1 tệp")
    assert office.last(AN)["document"]["file_name"] == "bien-ban.pdf"
    assert "bien-ban.pdf" in office.last(AN)["caption"]


async def test_words_that_say_no_state_are_kept_with_the_photo(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    (said,) = await office.sends(BINH, png(), "anh.png", caption="ảnh hội nghị tập huấn")
    assert "Đã lưu ảnh cho NV03" in said
    assert "ảnh hội nghị tập huấn" in (await office.says(BINH, "/lichsu NV03"))[0]


async def test_a_caption_about_a_task_of_others_is_kept_with_none(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    (said,) = await office.sends(BINH, png(), "anh.png", caption="NV01 60%")
    assert "không có việc đó" in said
    assert kept(office) == []


async def test_a_file_about_a_secret_task_is_refused_and_not_kept(office: Office) -> None:
    await office.staffed(TASKS)
    (said,) = await office.sends(AN, png(), "anh.png", caption="NV04 60%")
    assert "không nhận và không lưu ảnh, tệp" in said
    await office.sends(AN, png(1), "1.png")
    await office.presses(AN, "NV04 ·")
    assert kept(office) == []
    assert "📎" not in (await office.says(AN, "/lichsu NV04"))[0]
    assert "Đã ghi NV04" in (await office.says(AN, "NV04 60%"))[0], "a short reply is taken"


async def test_a_moved_report_takes_its_photo_along(office: Office) -> None:
    await office.staffed(TASKS)
    await office.sends(AN, png(), "anh.png", caption="NV01 60%")
    await office.presses(AN, "Sửa")
    await office.presses(AN, "Nhầm việc")
    await office.presses(AN, "NV02 ·")
    assert "📎" in (await office.says(AN, "/lichsu NV02"))[0]
    assert "Xem" not in str((await office.says(AN, "/lichsu NV01"), office.last(AN).get("reply_markup"))[1])
