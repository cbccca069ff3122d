"""A picture of few colours: a third as large, and nobody sees it. The browser counts, for no library of ours can."""

import base64
import struct
import zlib

from playwright.async_api import Page

COLOURS = 64
COUNT = """async ([data, most]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + data;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const key = (i) => (pixels[i] >> 3 << 10) | (pixels[i + 1] >> 3 << 5) | (pixels[i + 2] >> 3);
  const seen = new Map();
  for (let i = 0; i < pixels.length; i += 4) {
    const sum = seen.get(key(i)) ?? [0, 0, 0, 0];
    for (let c = 0; c < 3; c++) sum[c] += pixels[i + c];
    sum[3] += 1;
    seen.set(key(i), sum);
  }
  const far = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const all = [...seen].map(([k, s]) => [k, [s[0] / s[3], s[1] / s[3], s[2] / s[3]].map(Math.round), s[3]]);
  const palette = [];
  for (const apart of [900, 200, 0])
    for (const [, colour] of all.sort((a, b) => b[2] - a[2]))
      if (palette.length < most && palette.every((one) => far(one, colour) > apart)) palette.push(colour);
  const nearest = new Map(all.map(([k, colour]) => {
    const distances = palette.map((one) => far(one, colour));
    return [k, distances.indexOf(Math.min(...distances))];
  }));
  let rows = "";
  for (let i = 0; i < pixels.length; i += 4) rows += String.fromCharCode(nearest.get(key(i)));
  return [canvas.width, canvas.height, palette.flat(), btoa(rows)];
}"""


async def fewer_colours(page: Page, png: bytes) -> bytes:
    counted = await page.evaluate(COUNT, [base64.b64encode(png).decode(), COLOURS])
    width, height, palette, indices = counted
    return indexed_png(width, height, bytes(palette), base64.b64decode(indices))


def indexed_png(width: int, height: int, palette: bytes, indices: bytes) -> bytes:
    """`indices`: row by row, a byte for each dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    rows = b"".join(b"\0" + indices[y * width : (y + 1) * width] for y in range(height))
    parts = [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)
