from __future__ import annotations

import pytest

from feedpub.validator.values.addresses import FAULTS, AddressFault, Use, faults, is_plain

SOUND = (
    "https://example.com/play?code=one%0D%0Atwo%09three",
    "https://example.com/",
    "http://example.com/2026/low-water.html",
    "https://example.com:8443/a",
    "https://example.com/search?q=null+pointer&page=2",
    "https://example.com/tags/undefined/",
    "https://example.com/nullable/undefined-behaviour/",
    "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/NaN",
    "https://example.com/@ann",
    "https://example.com/save?url=https://example.org/a",
    "https://web.archive.org/web/2020/https://example.com/",
    "https://example.com/login?next=https%253A%252F%252Fexample.com",
    "https://example.com/?a=1&b=2",
    "https://example.com/100%25",
    "https://example.com/resize/http%3A%2F%2Fexample.org%2Fa%2520b",
    "https://example.com/a%20b",
    "https://example.com/%E2%80%9Cquoted%E2%80%9D",
    "https://example.com/a//b",
    "https://xn--bcher-kva.example/",
    "https://93.184.216.34/",
    "https://[2606:2800:220:1::1]/",
    "https://localhost.example.com/",
    "https://example.com/file:notes",
    "https://example.com/page?sid=7",
    "https://example.com/page?sid=1234567",
    "https://example.com/article.pl?sid=06/01/02/143234",
    "https://example.com/shop?sid=winter-boots",
    "https://example.com/talks?session=morning-talk",
    "https://example.com/talks?session_date=2026-11-01",
    "https://example.com/?residence=ab12cd34&season=summer2026",
    "https://example.com/a.b/(c)",
    "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
    "tag:example.com,2026:1",
    "/a/b",
    "#part",
    "example.com.png",
    "images/example.com/1.png",
    "/www.example.com/",
    "three.js/a",
    "https/a.html",
    "https://b%C3%BCcher.example/",
    "https://my_host.example.com/",
    "https://example.com./",
    "",
)

FAULTY = (
    ("local-host", "http://localhost:4000/1"),
    ("local-host", "https://intranet/1"),
    ("local-host", "https://10.0.0.1/1"),
    ("local-host", "https://172.20.0.1:8080/1"),
    ("local-host", "https://100.64.0.1/"),
    ("local-host", "https://169.254.1.1/"),
    ("local-host", "https://[::1]/1"),
    ("local-host", "https://[fd12:3456::1]/1"),
    ("local-host", "https://[fe80::1]/1"),
    ("local-host", "https://[::ffff:192.168.1.1]/1"),
    ("local-host", "https://nas.local/1"),
    ("local-host", "https://wiki.internal/1"),
    ("local-host", "https://blog.test/1"),
    ("local-host", "https://nas.lan/1"),
    ("local-host", "https://nas.home.arpa/1"),
    ("local-host", "http://web1/"),
    ("credentials", "https://ann:secret@example.com/"),
    ("credentials", "https://ann@example.com/"),
    ("glued", "https://https://example.com/1"),
    ("glued", "https://example.comhttps://example.com/1"),
    ("glued", "https://example.com/https://example.com/1"),
    ("glued", "https://example.com/blog/https://example.com/blog/1"),
    ("unfetchable-scheme", "file:///home/ann/1.html"),
    ("unfetchable-scheme", "javascript:void(0)"),
    ("unfetchable-scheme", "data:text/plain,a"),
    ("unfetchable-scheme", "mailto:ann@example.com"),
    ("unfetchable-scheme", "ftp://example.com/1"),
    ("unfetchable-scheme", "about:blank"),
    ("unfetchable-scheme", "C:/site/1.html"),
    ("left-over", "https://example.com/%5Bobject%20Object%5D"),
    ("left-over", "https://example.com/undefined"),
    ("left-over", "https://example.com/posts/null/"),
    ("left-over", "https://example.com/NaN/1"),
    ("left-over", "https://example.com/1?author=undefined"),
    ("left-over", "https://undefined/1"),
    ("left-over", "https://example.com/undefined.html"),
    ("left-over", "undefined/posts/1"),
    ("left-over", "https://example.com/%3Cname%3E"),
    ("left-over", "https://example.com/%7Bslug%7D"),
    ("left-over", "https://example.com/%7B%7B%20page.url%20%7D%7D"),
    ("left-over", "https://example.com/%7B%25%20url%20%25%7D"),
    ("left-over", "https://example.com/%3C%25=%20url%20%25%3E"),
    ("left-over", "https://example.com/$%7Burl%7D"),
    ("left-over", "https://example.com/:year/:slug/"),
    ("left-over", "https://your-domain.com/1"),
    ("left-over", "https://username.github.io/1"),
    ("impossible-host", "https://example..com/"),
    ("impossible-host", "https://.example.com/"),
    ("impossible-host", "https://-example.com/"),
    ("impossible-host", "https://300.1.1.1/"),
    ("impossible-host", "https://example,com/"),
    ("impossible-host", "https://www.example.com;/"),
    ("impossible-host", "https://*.example.com/"),
    ("unregistered-scheme", "htps://example.com/1"),
    ("unregistered-scheme", "hhttp://example.com/1"),
    ("without-scheme", "www.example.de/1"),
    ("without-scheme", "example.com"),
    ("without-scheme", "https//example.de/1"),
    ("without-scheme", "http//blog.example:8080/1"),
    ("escaped-twice", "https://example.com/?a=1&amp;b=2"),
    ("escaped-twice", "https://example.com/?a=1&#38;b=2"),
    ("escaped-twice", "https://example.com/low%2520water"),
    ("double-slash", "https://example.com//1"),
    ("session-id", "https://example.com/1;jsessionid=1A2B3C4D"),
    ("session-id", "https://example.com/1?PHPSESSID=1a2b3c4d"),
    ("session-id", "https://example.com/1?a=b&sid=0a1b2c3d"),
    ("session-id", "https://example.com/1;sid=0a1b2c3d"),
    ("session-id", "https://example.com/1?zenid=0a1b2c3d"),
    ("session-id", "https://example.com/1?XTCsid=0a1b2c3d"),
    ("session-id", "https://example.com/1?session-id=0a1b2c3d"),
    ("session-id", "https://example.com/1?BV_SessionID=0a1b2c3d"),
    ("session-id", "https://example.com/1?ci_session=0a1b2c3d"),
    ("session-id", "https://example.com/1?connect.sid=0a1b2c3d"),
    ("session-id", "https://example.com/1?sessionToken=0a1b2c3d"),
    ("session-id", "https://example.com/(S(1a2b3c4d5e))/1"),
    ("tracking", "https://example.com/1?utm_source=rss"),
    ("tracking", "https://example.com/1?a=b&fbclid=1"),
    ("invisible-character", "https://example.com/1%E2%80%8B"),
    ("invisible-character", "https://example.com/\u200b1"),
    ("invisible-character", "https://example.com/%C2%A01"),
    ("invisible-character", "https://example.com/1%0A"),
    ("invisible-character", "https://example.com/?a=%00"),
)


@pytest.mark.parametrize("address", SOUND)
def test_a_sound_address_has_no_fault(address: str) -> None:
    assert faults(address, Use.LINK) == ()


@pytest.mark.parametrize(("name", "address"), FAULTY)
def test_a_faulty_address_has_one_fault_and_is_not_passed_at_once(name: str, address: str) -> None:
    assert [found for found, _ in faults(address, Use.PERMALINK)] == [name]
    assert not is_plain(address)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_has_words_and_advice(fault: AddressFault) -> None:
    address = next(address for name, address in FAULTY if name == fault.name)
    sign = dict(faults(address, Use.PERMALINK))[fault.name]
    assert fault.said(sign)
    assert fault.advice(address, sign).endswith(".")


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("https://example.com/?a=1&amp;b=2", 'Write "https://example.com/?a=1&b=2"'),
        ("https://example.com//1", 'Write "https://example.com/1"'),
        ("https://https://example.com/1", 'Write "https://example.com/1" alone'),
        ("mailto:ann@example.com", "address of a page"),
        ("ftp://example.com/1", "given up FTP"),
        ("data:text/plain,a", "as a file"),
        ("htps://example.com/1", 'Write "https://example.com/1"'),
        ("https//example.com/1", 'Write "https://example.com/1"'),
        ("www.example.com/1", 'Write "https://www.example.com/1"'),
    ],
)
def test_advice_says_what_to_write(address: str, advice: str) -> None:
    (name, sign), *_ = faults(address, Use.PAGE)
    fault = next(one for one in FAULTS if one.name == name)
    assert advice in fault.advice(address, sign)


@pytest.mark.parametrize(
    ("address", "use"),
    [
        ("mailto:ann@example.com", Use.LINK),
        ("http://localhost/1", Use.NAME),
        ("https://example.com/1?utm_source=rss", Use.PAGE),
        ("ftp://example.com/1.mp3", Use.FILE),
        ("https://example.com/a b?utm_source=", Use.PAGE),
    ],
)
def test_what_harms_in_one_use_may_be_right_in_another(address: str, use: Use) -> None:
    assert faults(address, use) == ()
