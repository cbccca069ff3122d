"""The Central's word on a programme: asked for, read back, taken back."""

from datetime import datetime

from domain.ratings import WHOLE, Colour, Rating
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, terms
from handlers.texts.language import say

SIGN = {Colour.GREEN: "🟢", Colour.YELLOW: "🟡", Colour.RED: "🔴"}


def rated(rating: Rating) -> str:
    """ "🟡 VÀNG (BCĐTW, 15/10/2025)"."""
    source = esc(shorten(rating.source, 80))
    return f"{SIGN[rating.colour]} <b>{terms.colour(rating.colour)}</b> ({source}, {days.full(rating.day)})"


def ask(programme: str, question_id: int) -> Screen:
    return Screen(
        say(
            "📋 <b>{programme}</b>: Trung ương đánh giá thế nào ạ? Đồng chí nhắn đơn vị, màu, ngày và nguồn, "
            "ví dụ «xã Kim Liên VÀNG ngày 15/10 nguồn nq57.vn», hoặc «toàn tỉnh XANH …». "
            "Nhiều đơn vị thì gửi bảng Excel có cột Đơn vị, Đánh giá, Ngày, Nguồn.",
            programme=esc(programme),
        ),
        [[Button(say("Thôi"), f"drop:{question_id}")]],
    )


def read_back(
    programme: str,
    unit: str,
    rating: Rating,
    before: Rating | None,
    newer: Rating | None,
    at: datetime,
    row_id: int,
) -> Screen:
    """`before`: what stood until now for that day; `newer`: of a later day, which goes on to count."""
    parts = [say("Đã ghi {head}: {rated}.", head=_head(programme, unit), rated=rated(rating))]
    if newer is not None:
        parts.append(say("Đánh giá mới nhất vẫn là {rated}.", rated=rated(newer)))
    elif before is not None:
        parts.append(say("Trước đó: {rated}.", rated=rated(before)))
    parts += [
        say(
            "<i>Sai màu hoặc nguồn thì đồng chí nhắn lại cả dòng; lời sau thay lời trước của cùng ngày. "
            "Ghi lúc {moment}.</i>",
            moment=days.moment(at),
        )
    ]
    return Screen("\n".join(parts), [[Button(say("Lấy lại"), f"unrate:{row_id}")]])


def same(programme: str, unit: str, rating: Rating) -> str:
    return say("Tôi đã ghi {head} như vậy rồi: {rated}.", head=_head(programme, unit), rated=rated(rating))


def taken_back(programme: str, unit: str, rating: Rating, present: Rating | None) -> Screen:
    now = (
        say("hiện nay là {rated}", rated=rated(present))
        if present is not None
        else say("hiện chưa có đánh giá")
    )
    return Screen(
        say(
            "Đã lấy lại đánh giá {rated}.\n{head}: {now}.",
            rated=rated(rating),
            head=_head(programme, unit),
            now=now,
        )
    )


def _head(programme: str, unit: str) -> str:
    name = say(WHOLE) if unit == WHOLE else unit
    return f"<b>{esc(programme)}</b> · {esc(shorten(name, 60))}"
