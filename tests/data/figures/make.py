"""Writes the sheets beside it: a province's tasks and indicators that make the figures of the conclusion.

37/102 tasks, 35/82 of 2025, of these 43 = 07 + 08 + 16 + 12; 39/65 indicators, 29/45 of 2025. The titles are ours.
"""

from itertools import cycle
from pathlib import Path

HERE = Path(__file__).parent
UNITS = ("Sở Khoa học và Công nghệ", "Sở Tài chính", "Sở Nội vụ", "Sở Y tế", "Sở Giáo dục và Đào tạo")
PARTY = ("Văn phòng Tỉnh uỷ", "Ban Tổ chức Tỉnh uỷ", "Uỷ ban Mặt trận Tổ quốc tỉnh")
PLANS = ("Kế hoạch số 328", "Kế hoạch số 348", "Chương trình công tác năm 2025")
PARTY_PLAN = "Kế hoạch chuyển đổi số khối Đảng, Mặt trận năm 2025"
DOING = ("Ban hành", "Rà soát", "Triển khai", "Nâng cấp", "Kết nối", "Số hoá", "Tập huấn", "Đánh giá")
THINGS = (
    "quy trình thuê dịch vụ công nghệ thông tin", "cơ sở dữ liệu dùng chung", "nền tảng họp trực tuyến",
    "hệ thống quản lý văn bản", "kho dữ liệu số", "chữ ký số chuyên dùng", "cổng thông tin", "sàn giao dịch công nghệ",
    "mạng truyền số liệu", "kỹ năng số cho cán bộ cấp xã", "danh mục dữ liệu mở", "quy chế an toàn thông tin",
    "chương trình khởi nghiệp sáng tạo",
)  # fmt: skip
MEASURED = (
    ("Tỷ lệ hồ sơ trực tuyến toàn trình", "%", 80), ("Tỷ lệ dân số được phủ sóng 5G", "%", 20),
    ("Số khu vực trung tâm có 5G", "khu vực", 20), ("Tỷ lệ văn bản ký số", "%", 95),
    ("Số doanh nghiệp công nghệ mới", "doanh nghiệp", 30), ("Tỷ lệ thanh toán không tiền mặt", "%", 70),
    ("Tỷ lệ cán bộ đạt kỹ năng số", "%", 60),
)  # fmt: skip
PLACES = ("cấp tỉnh", "cấp xã", "khối trường học", "khối y tế", "khối doanh nghiệp", "vùng miền núi", "vùng đô thị",
          "khối cơ quan Đảng", "lĩnh vực đất đai", "lĩnh vực tư pháp")  # fmt: skip
TASKS = "Mã;Nội dung;Chủ trì;Hạn;Văn bản;Loại;Giai đoạn;Chỉ tiêu giao;Đơn vị tính;Chưa đánh giá được;Đơn vị đề xuất cách tính;Hạn đề xuất"
# years, directive, deadline, how many, what is reported
GROUPS = (
    ("2025", PARTY_PLAN, "31/8/2025", 7, "xong"),
    ("2025", PARTY_PLAN, "thường xuyên", 8, ""),
    ("2025", PARTY_PLAN, "30/9/2025", 16, "đang làm"),
    ("2025", PARTY_PLAN, "quý IV/2025", 12, ""),
    ("2025", "", "31/8/2025", 28, "xong"),
    ("2025", "", "31/12/2025", 11, ""),
    ("2025-2030", "", "31/12/2030", 2, "xong"),
    ("2025-2030", "", "31/12/2030", 18, ""),
)
# years, how many, and by how much the value misses the target; None: no value, "?": no method yet
INDICATORS = (
    ("2025", 24, 0.0), ("2025", 5, 5.0), ("2025", 10, -10.0), ("2025", 3, "?"), ("2025", 3, None),
    ("2025-2045", 10, 0.0), ("2025-2045", 6, -10.0), ("2025-2045", 2, "?"), ("2025-2045", 2, None),
)  # fmt: skip
CLAIMS = """Chỉ số;Giá trị;Nguồn;Ngày
Tổng số nhiệm vụ năm 2025;82;Kết luận cuộc họp Ban Chỉ đạo;23/9/2025
Nhiệm vụ năm 2025 đã hoàn thành;35;Kết luận cuộc họp Ban Chỉ đạo;23/9/2025
Nhiệm vụ đang thực hiện của năm 2025;46;Kết luận cuộc họp Ban Chỉ đạo;23/9/2025
Tổng số nhiệm vụ khối Đảng, Mặt trận năm 2025;43;Kết luận cuộc họp Ban Chỉ đạo;23/9/2025
Nhiệm vụ khối Đảng, Mặt trận năm 2025 đã hoàn thành;7;Kết luận cuộc họp Ban Chỉ đạo;23/9/2025
Nhiệm vụ khối Đảng, Mặt trận năm 2025 thực hiện thường xuyên;8;Kết luận cuộc họp Ban Chỉ đạo;23/9/2025
Nhiệm vụ khối Đảng, Mặt trận năm 2025 đang triển khai;16;Kết luận cuộc họp Ban Chỉ đạo;23/9/2025
Nhiệm vụ khối Đảng, Mặt trận năm 2025 triển khai trong quý IV;12;Kết luận cuộc họp Ban Chỉ đạo;23/9/2025
"""


def main() -> None:
    rows, said = [TASKS], []
    titles = ((d, t) for t in THINGS for d in DOING)
    units, party, plans = cycle(UNITS), cycle(PARTY), cycle(PLANS)
    number = 0
    for years, plan, due, many, told in GROUPS:
        refs = []
        for _ in range(many):
            number += 1
            doing, thing = next(titles)
            unit = next(party) if plan else next(units)
            refs.append(f"NV{number:03}")
            rows.append(
                f'{refs[-1]};{doing} {thing};{unit};{due};"{plan or next(plans)}";nhiệm vụ;{years};;;;;'
            )
        said += [f"{', '.join(refs[n : n + 10])} {told}" for n in range(0, many, 10) if told]
    number, values = 0, []
    for years, many, misses in INDICATORS:
        for _ in range(many):
            title, unit, target = MEASURED[number % len(MEASURED)]
            place, lead = PLACES[number // len(MEASURED)], next(units)
            number += 1
            method = f"x;{lead};31/10/2025" if misses == "?" else ";;"
            name = f"{title} {place}"
            rows.append(
                f"CT{number:02};{name};{lead};;{next(plans)};chỉ tiêu;{years};{target};{unit};{method}"
            )
            if isinstance(misses, float):
                value = f"{target + misses:g}".replace(".", ",")
                values.append(f"CT{number:02} {value}{unit if unit == '%' else f' {unit}'}")
    said += [", ".join(values[n : n + 15]) for n in range(0, len(values), 15)]
    names = "".join(f"{name};{'sở' if name in UNITS else 'đảng'}\n" for name in (*UNITS, *PARTY))
    for name, text in (
        ("don-vi.csv", f"Tên đơn vị;Loại\n{names}"),
        ("nhiem-vu.csv", "\n".join(rows) + "\n"),
        ("so-lieu.csv", CLAIMS),
        ("bao-cao.txt", "\n".join(said) + "\n"),
    ):
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
