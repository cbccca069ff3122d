"""Every request we send is one that somebody else's model of the Bot API accepts."""

import json
from typing import Any

from tests.scenes.office import AN, CHI, DIRECTIVE, STEERING, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;trong tháng 9/2025;{DIRECTIVE};;;
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;trong tháng 10/2025;{DIRECTIVE};;;
"""


async def test_each_request_fits_aiograms_typed_methods(office: Office) -> None:
    await office.imports(TASKS)
    await office.says(CHI, "/start")
    await office.says(CHI, "/nhom", chat=STEERING)
    await office.registers(AN, "Sở Tài chính")
    await office.tick()
    await office.presses(AN, "Đang làm")
    await office.presses(AN, "Sửa")
    await office.says(AN, "NV01 xin lùi đến 15/10 vì chờ số liệu")
    await office.presses(CHI, "Cho")
    await office.says(AN, "/viec")
    await office.says(CHI, "/tonghop")
    await office.presses(CHI, "Theo đơn vị")
    await office.goes_to("2025-10-06", "09:00")

    import aiogram.methods

    models = {name.lower(): getattr(aiogram.methods, name) for name in aiogram.methods.__all__}
    calls = office.world.log.of()
    seen = {call.method.lower() for call in calls}
    assert {
        "sendmessage",
        "editmessagetext",
        "answercallbackquery",
        "setmycommands",
        "getupdates",
        "getme",
    } <= seen
    for call in calls:
        model = models[call.method.lower()]
        unknown = call.values.keys() - model.model_fields.keys()
        assert not unknown, (call.method, unknown)
        attached = {"photo": "attached"} if call.method.lower() == "sendphoto" else {}
        model.model_validate(attached | {name: _decoded(value) for name, value in call.values.items()})
        assert call.answer is not None
        assert call.answer.get("ok"), call.answer


def _decoded(value: Any) -> Any:
    """Parameters travel as text; objects among them as JSON."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        return json.loads(value)
    return value
