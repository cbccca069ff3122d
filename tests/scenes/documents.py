"""Documents as a secretary sends them, and what an office keeps of them."""

import io
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from docx import Document

from bot.office import turn_at
from domain.proposals import ProposalState
from handlers import conclusions
from papers.documents.proposing import ReadDocument, propose_document
from sandbox.world import Person
from storage import files
from storage.tables import documents, proposals
from tests.scenes.office import CHI, Office

HEAD = """TỈNH ỦY NGHỆ AN
Số 15-KL/BCĐ
Nghệ An, ngày 23 tháng 9 năm 2025
KẾT LUẬN
về đẩy mạnh chuyển đổi số
Sau khi nghe báo cáo, Trưởng ban kết luận và yêu cầu:
"""
CONCLUSION = f"""{HEAD}1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ rà soát quy định về đầu tư, mua sắm; hoàn thành trong tháng 10/2025.
2. Giao Sở Y tế kết nối bệnh án điện tử với trạm y tế xã, xong trước ngày 30/11/2025.
3. Các sở, ban, ngành rà soát các nhiệm vụ đang thực hiện của đơn vị.
4. Giao Sở Nội vụ báo cáo tiến độ 2 tuần/1 lần.
"""


def word(text: str) -> bytes:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


async def sends(
    office: Office, content: bytes, name: str, *, person: Person = CHI, caption: str = ""
) -> list[str]:
    """The file, and what its sender hears because of it."""
    before = len(office.world.received(person.id))
    office.world.person_sends_file(person.id, person.id, content, name, caption=caption)
    await office.settle()
    return office.world.texts(person.id)[before:]


async def proposes(office: Office, text: str = CONCLUSION) -> None:
    """As if the text had been imported on the command line: the Secretariat has its overview."""
    content = text.encode()
    read = propose_document(content, "ket-luan.txt", date(2025, 9, 23))
    assert isinstance(read, ReadDocument)
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        sha256 = files.keep(office.running.office.files_dir, content)
        document, _ = await conclusions.keep(turn, read, sha256, "ket-luan.txt")
        overview = await conclusions.overview_for(turn, document.directive_id)
        for person in await turn.secretariat():
            await turn.tell(person, overview)
    await office.settle()


async def states(office: Office) -> list[ProposalState]:
    async with office.running.database.reading() as tx:
        found = (await tx.execute(sa.select(proposals.c.state).order_by(proposals.c.id))).scalars()
        return [ProposalState(state) for state in found]


async def kept_nothing(office: Office) -> bool:
    async with office.running.database.reading() as tx:
        rows = [(await tx.execute(sa.select(table.c.id))).all() for table in (documents, proposals)]
    return not any(rows) and not files_in(office.running.settings.files_dir)


def files_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]
