"""The Central's word on a programme, typed by the Secretariat, stored, read back and taken back."""

from domain.programmes import Programme
from domain.rating_words import RatingWords, rating_of, read_rating, speaks_of_rating
from domain.ratings import WHOLE, Rating, RatingOf, is_whole
from domain.refusal import Refusal
from domain.work import Role
from handlers.desk import Desk
from handlers.registration import find_unit, require_secretariat
from handlers.secrecy import require_open_words
from handlers.texts import ratings as texts
from storage import assignments, departments, programmes, questions, ratings
from storage.changes import Change
from storage.outbox import Kind
from storage.questions import Question


async def ask(desk: Desk) -> None:
    """ "Ghi đánh giá" under a programme: the next text is read as one of it."""
    require_secretariat(desk)
    known = await programmes.every(desk.tx)
    programme = next((p for p in known if int(desk.args[0]) in {i.task_id for i in p.items}), None)
    if programme is None:
        raise Refusal("gone")
    payload = {"programme": programme.key}
    question_id = await questions.ask(desk.tx, desk.actor.person.id, "rating", payload, desk.now)
    await desk.say(texts.ask(programme.name, question_id), Kind.QUESTION)


async def answered(desk: Desk, question: Question) -> bool:
    """What was asked for by the button."""
    if not desk.actor.secretariat or desk.asks:
        return False
    known = [p for p in await programmes.every(desk.tx) if p.key == question.payload["programme"]]
    if not known:
        raise Refusal("gone")
    await _enter_words(desk, known[0], read_rating(desk.words, known, desk.today))
    await questions.close(desk.tx, question.id, desk.now)
    return True


async def said_in_words(desk: Desk) -> bool:
    """Whether the Secretariat types a rating that nobody asked for. Who reports too must say all of it."""
    if not desk.actor.secretariat or not speaks_of_rating(desk.words):
        return False
    known = await programmes.every(desk.tx)
    if not known:
        return False
    said = read_rating(desk.words, known, desk.today)
    if desk.actor.department_ids and not (said.colour and said.day and said.source):
        return False
    named = [p for p in known if p.named_in(desk.words)] or list(known)
    if len(named) > 1:
        raise Refusal("rating_which_programme", names=[p.name for p in named])
    await _enter_words(desk, named[0], said)
    return True


async def taken_back(desk: Desk) -> str:
    """ "Lấy lại": what stood for that day before stands again."""
    require_secretariat(desk)
    rows = await ratings.of_day(desk.tx, int(desk.args[0]))
    if not rows or rows[-1].id != int(desk.args[0]) or rows[-1].rating is None:
        raise Refusal("proposal_gone")
    last, before = rows[-1], rows[-2].rating if len(rows) > 1 else None
    if before is None:
        await ratings.take_back(desk.tx, last, desk.now, desk.by, desk.inbox_seq)
    else:
        again = RatingOf(last.programme, last.department_id, before)
        await ratings.add(desk.tx, again, desk.now, desk.by, desk.inbox_seq)
    name = next((p.name for p in await programmes.every(desk.tx) if p.key == last.programme), last.programme)
    said = traced(name, before) if before else None
    was = traced(name, rows[-1].rating)
    await desk.trace(Change("rating", last.department_id or 0, "rated", was, said))
    present = (await ratings.present(desk.tx, last.programme)).get(last.department_id)
    unit = await departments.get(desk.tx, last.department_id) if last.department_id else None
    await desk.rewrite(texts.taken_back(name, unit.name if unit else WHOLE, rows[-1].rating, present))
    return ""


def traced(programme: str, rating: Rating) -> str:
    """As the trace keeps it."""
    return f"{programme}: {rating.colour}, {rating.day:%d/%m/%Y}, {rating.source}"


async def _enter_words(desk: Desk, programme: Programme, said: RatingWords) -> None:
    """Refusal for whatever is missing or cannot be; then nothing is stored."""
    await require_open_words(desk.tx, desk.words)
    rating = rating_of(said, desk.today)
    unit_id, name = await _unit(desk, programme, said.unit)
    stands = [
        one.rating
        for one in await ratings.every(desk.tx)
        if (one.programme, one.department_id) == (programme.key, unit_id)
    ]
    if rating in stands:
        await desk.say(texts.same(programme.name, name, rating))
        return
    entered = RatingOf(programme.key, unit_id, rating)
    row_id = await ratings.add(desk.tx, entered, desk.now, desk.by, desk.inbox_seq)
    was = stands[-1].colour if stands else None
    await desk.trace(Change("rating", unit_id or 0, "rated", was, traced(programme.name, rating)))
    before = next((one for one in reversed(stands) if one.day <= rating.day), None)
    newer = stands[-1] if stands and stands[-1].day > rating.day else None
    screen = texts.read_back(programme.name, name, rating, before, newer, desk.local(desk.now), row_id)
    await desk.say(screen)


async def _unit(desk: Desk, programme: Programme, words: str) -> tuple[int | None, str]:
    """Its id and name, of the province as a whole no id; Refusal for one that answers for no item."""
    if not words:
        raise Refusal("rating_unit")
    if is_whole(words):
        return None, WHOLE
    unit = await find_unit(desk, words)
    items = {item.task_id for item in programme.items}
    held = await assignments.of_departments(desk.tx, [unit.id])
    if not any(a.task.id in items and a.role is Role.LEAD for a in held):
        raise Refusal("rating_not_of", unit=unit.name, programme=programme.name)
    return unit.id, unit.name
