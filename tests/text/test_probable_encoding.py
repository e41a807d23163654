from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.text.probable_encoding import is_mostly_utf_8, probable

KOREAN = "---\ntitle: 녹차를 우리는 법\n---\n칠십 도의 물에 이 분 동안 우립니다.\n"
JAPANESE = "---\ntitle: お茶のいれ方\n---\n七十度のお湯で二分間待ちます。カップも温めておきます。\n"
CHINESE = "---\ntitle: 绿茶的泡法\n---\n用七十度的水泡两分钟，然后倒入杯中慢慢喝。\n"
TAIWANESE = "---\ntitle: 綠茶的泡法\n---\n用七十度的水泡兩分鐘，然後倒入杯中慢慢喝。\n"
RUSSIAN = "---\ntitle: Зелёный чай\n---\nВода семидесяти градусов, две минуты.\n"
GERMAN = "---\ntitle: Grüner Tee – „leicht“\n---\nWasser von 70 °C, zwei Minuten für Anfänger.\n"
POLISH = "---\ntitle: Zielona herbata dla początkujących\n---\nŁyżeczka liści na filiżankę wody, dwie minuty.\n"


@pytest.mark.parametrize(
    ("text", "codec", "iconv", "sample"),
    [
        (KOREAN, "cp949", "CP949", "title: 녹차를 우리는 법"),
        (KOREAN, "euc_kr", "CP949", "title: 녹차를 우리는 법"),
        ("title: 차\n", "cp949", "CP949", "title: 차"),
        (JAPANESE, "cp932", "CP932", "title: お茶のいれ方"),
        (JAPANESE, "euc_jp", "EUC-JP", "title: お茶のいれ方"),
        (CHINESE, "gb18030", "GB18030", "title: 绿茶的泡法"),
        (TAIWANESE, "big5", "BIG5", "title: 綠茶的泡法"),
        (RUSSIAN, "cp1251", "WINDOWS-1251", "title: Зелёный чай"),
        (GERMAN, "cp1252", "WINDOWS-1252", "title: Grüner Tee – „leicht“"),
        ("title: Café\n", "latin-1", "WINDOWS-1252", "title: Café"),
        (POLISH, "cp1250", "WINDOWS-1250", "title: Zielona herbata dla początkujących"),
        ("title: Příliš žluťoučký kůň\n", "cp1250", "WINDOWS-1250", "title: Příliš žluťoučký kůň"),
        ("title: Árvíztűrő tükörfúrógép\n", "cp1250", "WINDOWS-1250", "title: Árvíztűrő tükörfúrógép"),
        ("title: Yeşil çay ve sağlık\n", "cp1254", "WINDOWS-1254", "title: Yeşil çay ve sağlık"),
        ("title: Πράσινο τσάι\n", "cp1253", "WINDOWS-1253", "title: Πράσινο τσάι"),
        ("title: El té y la cerámica\n", "cp1252", "WINDOWS-1252", "title: El té y la cerámica"),
        (KOREAN * 2000, "cp949", "CP949", "title: 녹차를 우리는 법"),
    ],
)
def test_an_encoding_is_known_by_the_letters_that_come_out(text: str, codec: str, iconv: str, sample: str) -> None:
    found = probable(text.encode(codec))
    assert found is not None
    assert (found.iconv, found.sample) == (iconv, sample)
    assert text.encode(codec).decode(found.iconv) == text


@pytest.mark.parametrize("data", [b"\xff\xfe\xfd\x81\x00", bytes(range(128, 256)), b"plain", b""])
def test_what_is_no_text_gets_no_encoding(data: bytes) -> None:
    assert probable(data) is None


@given(st.binary(max_size=200))
def test_nothing_is_raised_for_any_bytes(data: bytes) -> None:
    found = probable(data)
    assert found is None or (found.sample and not found.sample.isascii())


def test_single_wrong_bytes_are_no_other_encoding() -> None:
    assert is_mostly_utf_8(KOREAN.encode() + b"\xff")
    assert not is_mostly_utf_8(KOREAN.encode("cp949"))
    assert not is_mostly_utf_8(GERMAN.encode("cp1252"))
