"""What a unit says of the items of a programme: examples, and what must not be taken for them."""

import pytest

from domain.itemised import Heard, ItemReply, Known, read_items
from domain.programmes import ItemTask, programmes_among, ranges
from domain.work import Said, Work

(PROGRAMME,) = programmes_among(
    ItemTask(n, f"KH02.{n:02d}", f"Nội dung {n}", "Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025", True)
    for n in range(1, 17)
)
NAMES = (PROGRAMME.spelling().pattern, r"\b(?:ubnd )?xa anh son\b")


def known(done: str = "", of: int = 16) -> Known:
    held = spread(done)
    return Known({n: Work.DONE if n in held else Work.NO_REPORT for n in range(1, of + 1)}, NAMES)


def spread(numbers: str) -> set[int]:
    found: set[int] = set()
    for part in filter(None, numbers.split(",")):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def heard(
    words: str, done: str = "", *, answers: bool = False, alone: bool = True, of: int = 16
) -> ItemReply:
    reply = read_items(words, known(done, of), answers=answers, alone=alone)
    assert reply is not None, words
    return reply


def by_work(reply: ItemReply) -> dict[str, str]:
    """ "d": done, "o": in progress, "i": not started, "b": blocked, "=": nothing new."""
    letters = {Work.DONE: "d", Work.IN_PROGRESS: "o", Work.NOT_STARTED: "i", Work.BLOCKED: "b", None: "="}
    found: dict[str, set[int]] = {}
    for number, said in reply.said.items():
        found.setdefault(letters[said.work], set()).add(number)
    return {letter: ranges(numbers).replace("–", "-").replace(" ", "") for letter, numbers in found.items()}


STORED = """
còn mục 3 và 9                                      | d 1,2,4-8,10-16 | o 3,9
dạ còn mục 3 với mục 9 ạ                            | d 1,2,4-8,10-16 | o 3,9
con muc 3, 9                                        | d 1,2,4-8,10-16 | o 3,9
em chỉ còn mục 5 nữa thôi                           | d 1-4,6-16 | o 5
xong 14/16, còn mục 3 và 9                          | d 1,2,4-8,10-16 | o 3,9
xong 14/16 còn 3, 9 ạ                               | d 1,2,4-8,10-16 | o 3,9
Xã em xong 14/16 mục, còn lại mục 3 và mục 9        | d 1,2,4-8,10-16 | o 3,9
kế hoạch 02: xong 14/16, còn mục 3 và 9             | d 1,2,4-8,10-16 | o 3,9
KH02 còn mục 3 và 9                                 | d 1,2,4-8,10-16 | o 3,9
xong 14 mục, còn mục 3 và 9                         | d 1,2,4-8,10-16 | o 3,9
còn 2 mục: 3, 9                                     | d 1,2,4-8,10-16 | o 3,9
còn 2 mục là mục 3 và mục 9                         | d 1,2,4-8,10-16 | o 3,9
xong hết trừ mục 3 và 9                             | d 1,2,4-8,10-16 | o 3,9
đã hoàn thành tất cả các mục, trừ mục 3             | d 1,2,4-16 | o 3
mục 3 và 9 chưa xong, còn lại xong hết              | d 1,2,4-8,10-16 | o 3,9
mục 3 và 9 chưa xong, các mục khác đã xong          | d 1,2,4-8,10-16 | o 3,9
xong 14/16, mục 3 và 9 chưa xong                    | d 1,2,4-8,10-16 | o 3,9
xong mục 1-8                                        | d 1-8
Báo cáo anh, xã em đã xong mục 1 đến mục 8 ạ        | d 1-8
xong từ mục 1 đến 8                                 | d 1-8
xong mục 1, 2 và 5-7                                | d 1,2,5-7
mục 4 xong rồi ạ                                    | d 4
mục 3 mới 60%                                       | o 3
mục 3 được 60 phần trăm                             | o 3
mục 3 xong 60%                                      | o 3
mục 3 xong 100%                                     | d 3
đã hoàn thành 16/16                                 | d 1-16
hoàn thành đủ 16/16 mục                             | d 1-16
xong hết 16 mục rồi ạ                               | d 1-16
xong cả 16/16 ạ                                     | d 1-16
tất cả các mục đã xong                              | d 1-16
chưa xong mục 5                                     | o 5
mục 5 chưa xong ạ                                   | o 5
mục 5 chưa làm                                      | i 5
chưa làm mục nào ạ                                  | i 1-16
mục 5 đang làm                                      | o 5
mục 5 cơ bản xong                                   | o 5
mục 5 gần xong rồi                                  | o 5
mục 5 đã trình                                      | o 5
mục 3: xong; mục 4: 50%; mục 5: chưa                | d 3 | o 4,5
mục 3 sắp xong, còn mục 4                           | o 3,4
mục 5 xong, mục 6 chưa                              | d 5 | o 6
xong mục 1-8, mục 9 đang làm                        | d 1-8 | o 9
xong mục 1-8, còn mục 9 đến 16                      | d 1-8 | o 9-16
mục 5 xong, còn mục 6 chưa xong                     | d 5 | o 6
mục 1, 2 xong; mục 3, 4 đang làm; mục 5 chưa làm    | d 1,2 | o 3,4 | i 5
còn mục 3 đang làm                                  | o 3
còn mục 3 mới 60%                                   | o 3
còn mục 3 và 9 do thiếu kinh phí                    | d 1,2,4-8,10-16 | o 3,9
mục 3 vướng kinh phí                                | b 3
xong 7/16 mục: mục 1-6 và 9                         | d 1-6,9
mục 3 xong mục 4 chưa                               | d 3 | o 4
à nhầm, còn mục 3, 5 và 9                           | d 1,2,4,6-8,10-16 | o 3,5,9
UBND xã Anh Sơn còn mục 3                           | d 1,2,4-16 | o 3
còn mục 3 vướng                                     | b 3
còn mục 3 và mục 9 đang vướng do mưa                | o 3,9
xong phần mục 3                                     | d 3
"""


@pytest.mark.parametrize("line", STORED.strip().splitlines())
def test_what_is_stored(line: str) -> None:
    words, *wanted = (part.strip() for part in line.split("|"))
    reply = heard(words)
    assert reply.heard is Heard.SAID, reply
    assert by_work(reply) == dict(part.split(" ") for part in wanted)


ASKED = """
xong 14/16                                          | which 14
dạ xã em xong 14/16 rồi ạ                           | which 14
mới được 5/16                                       | which 5
còn 2 mục                                           | which 14
còn 2/16 mục                                        | which 14
xong 14 mục                                         | which 14
14/16                                               | which 14
16/16                                               | whether 16
16/16 mục ạ                                         | whether 16
xong 14/16, còn mục 3                               | count 14
xong 14/16, còn mục 3, 5 và 9                       | count 14
xong 8/16 mục, xong mục 1-7                         | count 8
xong 16/16, còn mục 3                               | count 16
xong hết 16/16 trừ mục 3                            | count 16
kế hoạch 02 xong 14/15                              | total 15
xong mục 17                                         | no_item
còn mục 0 và 3                                      | no_item
"""


@pytest.mark.parametrize("line", ASKED.strip().splitlines())
def test_what_is_asked(line: str) -> None:
    words, wanted = (part.strip() for part in line.split("|"))
    reply = heard(words)
    kind, _, count = wanted.partition(" ")
    assert (reply.heard, reply.done) == (Heard(kind), int(count) if count else None)


UNCLEAR = """
mục 3 thì sao
xong mục 3 thì báo sau nhé
xong mục 3 chưa
nếu xong mục 3 em báo
mai xong mục 3
phấn đấu xong mục 3 trong tuần này
sẽ xong 14 mục
không xong mục 3
xong mục 3, mục 5, mục 6 chưa
xong mục 1, 2, 3 chưa xong
chưa xong hết các mục
chưa xong 14/16 mục
xong 14/16, mục 3 và 9
xong mục 3, chưa xong mục 3
còn mục 3 xong
xong mục 8-1
mục 3
mục 3.5 xong
mục 3 xin lùi đến 30/10
mục 3 vướng do chờ mục 4 xong
xong mục 3 60% mục 4
kế hoạch 02 triển khai thế nào rồi
xong mục tiêu kế hoạch 02
đã nhận 16/16 mục
16/16 mục chưa xong
xong đến mục 5
mục 3 xong trước 30/9
mục 3 không xong
kế hoạch 02 xong
NV04 mục 3 xong
còn vướng mục 3
trừ mục 3
mục 3 xong nửa
mục 3 xong được nửa
mục 3 xong phần 1
mục 3a xong
mục nào chưa xong
đang làm mục 3, xong là hết
ghi nhầm mục 3 xong
mục 3 do ai làm
"""


@pytest.mark.parametrize("words", UNCLEAR.strip().splitlines())
def test_what_is_never_stored(words: str) -> None:
    assert heard(words) == ItemReply(Heard.UNCLEAR)


ELSEWHERE = """
xong rồi ạ
xong 12/20 xã
60%
NV04 xong
xong KH02.03
cảm ơn đồng chí
xong danh mục thiết bị
đạt mục tiêu rồi ạ
còn mục nào ạ?
xong mục 3 chưa?
mục 3 xong à
hạn 14/10
xong ngày 16/10/2025
"""


@pytest.mark.parametrize("words", ELSEWHERE.strip().splitlines())
def test_what_is_not_about_items(words: str) -> None:
    assert read_items(words, known(), answers=False, alone=True) is None


def test_in_answer_to_a_message_about_them() -> None:
    assert by_work(heard("còn 3 và 9", answers=True, done="1,2")) == {"d": "4-8,10-16", "o": "3,9"}
    assert heard("xong hết rồi ạ", answers=True).heard is Heard.SAID
    assert read_items("xong rồi ạ", known(), answers=True, alone=False) is None
    assert read_items("Cảm ơn đồng chí", known(), answers=True, alone=False) is None


def test_with_other_tasks_open_a_number_alone_is_asked_about() -> None:
    assert heard("đã hoàn thành 16/16", alone=False).heard is Heard.WHETHER
    assert heard("đã hoàn thành 16/16 mục", alone=False).heard is Heard.SAID
    # a programme of twelve: 12/12 may be a day
    assert heard("hoàn thành 12/12", of=12).heard is Heard.WHETHER


def test_what_was_known_is_neither_said_again_nor_forgotten() -> None:
    assert by_work(heard("đã hoàn thành 16/16", done="1-14")) == {"d": "15,16"}
    assert heard("xong 14/16", done="1-14") == ItemReply(Heard.SAME, done=14)
    assert by_work(heard("còn mục 3", done="1-16")) == {"o": "3"}
    assert heard("xong 7/16: mục 1-7", done="9").heard is Heard.COUNT
    assert heard("xong mục 1-8", done="1-8").heard is Heard.SAME
    blocked = Known({1: Work.BLOCKED, 2: Work.NO_REPORT, 3: Work.NO_REPORT}, NAMES)
    reply = read_items("còn mục 1", blocked, answers=False, alone=True)
    assert reply is not None
    assert dict(reply.said) == {1: Said(), 2: Said(Work.DONE), 3: Said(Work.DONE)}


def test_the_obstacle_is_kept_in_the_sender_s_words() -> None:
    reply = heard("còn mục 3 và 9 vì chờ số liệu của Sở KHCN")
    assert reply.said[3] == Said(Work.IN_PROGRESS, blocked=True, blocker="chờ số liệu của Sở KHCN")
    assert heard("mục 3 vướng kinh phí").said[3] == Said(Work.BLOCKED, blocked=True, blocker="kinh phí")
    assert heard("mục 3 mới 60%").said[3] == Said(Work.IN_PROGRESS, 60.0)
