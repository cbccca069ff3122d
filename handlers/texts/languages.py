"""The choice of a language, in that language."""

from domain.office import Language
from handlers.screens import Button, Screen
from handlers.texts.language import Sentence, say

NAMES = {Language.VIETNAMESE: "Tiếng Việt", Language.ENGLISH: "English"}
CHOSEN = Sentence("Từ nay tôi nhắn đồng chí bằng tiếng Việt.")


def choice(present: Language) -> Screen:
    """Each language by its own name, so that it is found by whoever reads only that one."""
    return Screen(
        say(
            "🌐 Tôi đang nhắn đồng chí bằng <b>tiếng Việt</b>. Tên việc, tên đơn vị, lời của mọi người giữ nguyên; "
            "báo cáo đồng chí vẫn nhắn bằng tiếng Việt."
        ),
        [
            [
                Button(f"✓ {name}" if language is present else name, f"language:{language}")
                for language, name in NAMES.items()
            ]
        ],
    )
