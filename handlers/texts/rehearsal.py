"""What a rehearsal calls those to whom it would write."""

GROUP = "Nhóm Ban Chỉ đạo"  # while its title is not known
