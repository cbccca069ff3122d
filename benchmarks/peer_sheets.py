"""The same sheets by openpyxl: every cell read, and every cell written again.

Prints the processor's seconds as JSON.
"""

import json
import sys
import time

from openpyxl import Workbook, load_workbook


def main(source: str, target: str) -> None:
    began = time.process_time()
    book = load_workbook(source, read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    read = time.process_time() - began
    began = time.process_time()
    copy = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = copy.create_sheet(title)
        for row in rows:
            sheet.append(row)
    copy.save(target)
    print(json.dumps({"read": read, "write": time.process_time() - began}))


if __name__ == "__main__":
    main(*sys.argv[1:])
