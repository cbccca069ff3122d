"""The Central's word on a programme: asked for, read back, taken back."""

from datetime import datetime

from domain.ratings import Colour, Rating
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days

SIGN = {Colour.GREEN: "🟢", Colour.YELLOW: "🟡", Colour.RED: "🔴"}


def rated(rating: Rating) -> str:
    """ "🟡 VÀNG (BCĐTW, 15/10/2025)"."""
    source = esc(shorten(rating.source, 80))
    return f"{SIGN[rating.colour]} <b>{rating.colour}</b> ({source}, {days.full(rating.day)})"


def ask(programme: str, question_id: int) -> Screen:
    return Screen(
        f"📋 <b>{esc(programme)}</b>: Trung ương đánh giá thế nào ạ? Đồng chí nhắn đơn vị, màu, ngày và nguồn, "
        "ví dụ «xã Kim Liên VÀNG ngày 15/10 nguồn nq57.vn», hoặc «toàn tỉnh XANH …». "
        "Nhiều đơn vị thì gửi bảng Excel có cột Đơn vị, Đánh giá, Ngày, Nguồn.",
        [[Button("Thôi", f"drop:{question_id}")]],
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
    parts = [f"Đã ghi <b>{esc(programme)}</b> · {esc(shorten(unit, 60))}: {rated(rating)}."]
    if newer is not None:
        parts.append(f"Đánh giá mới nhất vẫn là {rated(newer)}.")
    elif before is not None:
        parts.append(f"Trước đó: {rated(before)}.")
    parts += [
        "<i>Sai màu hoặc nguồn thì đồng chí nhắn lại cả dòng; lời sau thay lời trước của cùng ngày. "
        f"Ghi lúc {days.moment(at)}.</i>"
    ]
    return Screen("\n".join(parts), [[Button("Lấy lại", f"unrate:{row_id}")]])


def same(programme: str, unit: str, rating: Rating) -> str:
    return f"Tôi đã ghi <b>{esc(programme)}</b> · {esc(shorten(unit, 60))} như vậy rồi: {rated(rating)}."


def taken_back(programme: str, unit: str, rating: Rating, present: Rating | None) -> Screen:
    now = f"hiện nay là {rated(present)}" if present is not None else "hiện chưa có đánh giá"
    return Screen(
        f"Đã lấy lại đánh giá {rated(rating)}.\n<b>{esc(programme)}</b> · {esc(shorten(unit, 60))}: {now}."
    )
