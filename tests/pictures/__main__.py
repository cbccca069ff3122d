"""Writes docs/pictures/*.png and docs/*.pdf. Needs Chromium, from the distribution."""

import asyncio
import sys
from pathlib import Path

from tests.pictures import guides, taking

DOCS = Path(__file__).resolve().parents[2] / "docs"


async def main() -> None:
    taken = await taking.take()
    for name, png in taken.items():
        write(DOCS / "pictures" / f"{name}.png", png)
    for name, pdf in guides.made(DOCS).items():
        write(DOCS / f"{name}.pdf", pdf)


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    sys.stdout.write(f"{path.relative_to(DOCS.parent)}  {len(content) // 1024} kB\n")


if __name__ == "__main__":
    asyncio.run(main())
