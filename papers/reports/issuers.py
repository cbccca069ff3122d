"""Who issues reports, by form."""

from domain.report_page import Form, Issuer

# the province's own names and the place are filled in by whoever signs
OFFICE = ("Văn phòng Tỉnh uỷ",)
ISSUERS = {
    Form.PARTY: Issuer(
        Form.PARTY, "Tỉnh uỷ", "Ban Chỉ đạo", "BCĐ", "……", "Trưởng ban", "Ban Chỉ đạo", OFFICE
    ),
    Form.STATE: Issuer(
        Form.STATE, "Uỷ ban nhân dân tỉnh", "Tổ giúp việc Ban Chỉ đạo", "TGV", "……", "Tổ trưởng", "", OFFICE
    ),
}
