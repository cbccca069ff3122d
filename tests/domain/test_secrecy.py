"""Which words say of themselves that they are secret."""

import pytest

from domain.secrecy import marked_secret, orders_secret, speaks_of_secrets


@pytest.mark.parametrize(
    "words",
    [
        "Mật: rà soát kho",
        "Sở Tài chính: mật: rà soát kho, hạn 30/9",
        "Sở Tài chính MẬT: rà soát kho",
        "rà soát kho (Mật)",
        "[mật] rà soát kho",
        "(tuyệt mật) rà soát",
        "văn bản tối mật về kho",
        "Tuyệt  mật\nrà soát",
        "Độ mật: A",
        "mat: ra soat kho",
        "STC: mat: ra soat kho",
        "ra soat kho (mat)",
        "ra soat kho tuyet mat",
    ],
)
def test_a_mark(words: str) -> None:
    assert marked_secret(words)


@pytest.mark.parametrize(
    "words",
    [
        "Tăng cường bảo mật: rà soát máy chủ",
        "Tập huấn bảo vệ bí mật nhà nước",
        "Uỷ ban Mặt trận: giám sát",
        "mật độ dân cư, mật khẩu, mật mã",
        "bề mặt: làm lại",
        "Mat tran To quoc: giam sat",
        "NV05 xong",
    ],
)
def test_no_mark(words: str) -> None:
    assert not marked_secret(words)


def test_the_code_of_a_secret_task_is_enough() -> None:
    assert speaks_of_secrets("nv 05 thì sao", ["NV05"])
    assert not speaks_of_secrets("NV051 xong", ["NV05"])


@pytest.mark.parametrize("words", ["nhiệm vụ mật về kho, hạn 30/9", "việc mật số 3", "viec mat", "kho (mật)"])
def test_an_order_that_calls_its_task_secret(words: str) -> None:
    assert orders_secret(words)


@pytest.mark.parametrize(
    "words", ["việc mật mã hoá dữ liệu", "công việc Mặt trận", "bảo mật", "viec mat tran"]
)
def test_an_order_that_only_sounds_like_it(words: str) -> None:
    assert not orders_secret(words)
