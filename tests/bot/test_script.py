"""The scenes that are there can be played; a broken file says where and why."""

import re

import pytest

from bot.script import FREE, BadScene, read_scene, shelf

HEAD = 'title = "Thử"\nabout = "…"\nbegins = 2025-09-23T08:00:00+07:00\nphones = ["an", "chi", "nhom"]\n'
STEP = '[[step]]\nwho = "an"\nsay = "Báo"\ndone = "Đã ghi"\n'


def test_the_scenes_of_the_demo() -> None:
    assert shelf().faults == ()
    known = {scene.key: scene for scene in shelf().scenes}
    assert list(known) == ["vao-viec", "tuan-ban-ron", "bao-ve", "ban-giao", "trinh-lanh-dao", FREE]
    assert len(known["vao-viec"].steps) == 6
    assert known[FREE].steps == ()
    for scene in known.values():
        assert len(scene.phones) == 3
        for said in (scene.title, scene.about, *(s for step in scene.steps for s in (step.say, step.then))):
            assert said.vi != said.en, "each sentence is there in both languages"
        for step in scene.steps:
            assert step.press.vi in ("", "Quá hạn") or step.press.vi != step.press.en, (
                "a group's stays Vietnamese"
            )
            assert not step.write.vi or step.write.vi != step.write.en


def test_an_english_sentence_may_be_left_out() -> None:
    scene = read_scene("thu", HEAD + STEP)
    assert scene.steps[0].to_json()["say"] == {"vi": "Báo", "en": "Báo"}
    assert scene.steps[0].to_json()["answered_in"] == 4001


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEAD.replace("title", "titel"), "không có mục «titel»"),
        (HEAD.replace('about = "…"\n', ""), "thiếu «about»"),
        (HEAD.replace('"an"', '"nobody"'), "không có ai tên «nobody»"),
        (HEAD.replace("+07:00", ""), "begins: cần một thời điểm có múi giờ"),
        (HEAD + STEP.replace("Đã ghi", "("), "thu.toml: "),
        (HEAD + STEP + 'clock = "PT"\n', "thu.toml: "),
        (HEAD + STEP + 'than = "…"\n', "bước 1: không có mục «than»"),
        (
            HEAD + '[[before]]\nat = 2025-09-24T08:00:00+07:00\nwho = "an"\nwrites = "x"\n',
            "ở sau lúc mở cảnh",
        ),
        (HEAD + '[[before]]\nat = 2025-09-22T08:00:00+07:00\nwho = "an"\n', "«writes» hoặc «presses»"),
        ("title =", "thu.toml: "),
    ],
)
def test_a_broken_scene_says_where_and_why(text: str, fault: str) -> None:
    with pytest.raises(BadScene, match=re.escape(fault)):
        read_scene("thu", text)
