"""Messages in another language: which language is meant, how a message finds its translation, and where it is said."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Any

import click
import pytest

from feedpub.cli import languages
from feedpub.cli.cells import padded, width
from feedpub.cli.commands import group
from feedpub.cli.languages.catalogue import Catalogue, MessageTemplate, is_prose, template
from feedpub.cli.languages.particles import resolved
from feedpub.cli.report import FORMATS, FileReport
from feedpub.model.records import Diagnostic, Level, Where
from tests.running import feedpub, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRONG = {"feedpub.toml": '[site]\nurl = "https://example.com/"\nlangauge = "ko"\n'}


@pytest.fixture(autouse=True)
def _nothing_asked() -> Iterator[None]:
    """Leave no language asked for."""
    yield
    languages.ask("")


# Which language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "ko_KR.eucKR@x"}, "ko"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "xx_XX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "../ko"}, "en"),
        ({"LANG": "ko_KR", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "ko_KR"}, "ko"),
        ({"LC_ALL": "POSIX", "LC_MESSAGES": "ko_KR", "LANG": "ko_KR"}, "en"),
        ({"LC_ALL": "", "LANG": "ko_KR"}, "ko"),
        ({"LANG": "en_US", "LANGUAGE": "ko:en"}, "ko"),
        ({"LANG": "ko_KR", "LANGUAGE": "xx:en:ko"}, "en"),
        ({"LANG": "C", "LANGUAGE": "ko"}, "en"),
        ({"LANGUAGE": "ko"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment_as_posix_and_gettext_say(
    environ: dict[str, str], language: str
) -> None:
    assert languages.of_environment(environ) == language


@pytest.mark.parametrize(
    ("name", "language"),
    [("ko", "ko"), ("KO", "ko"), ("ko-KR", "ko"), ("en-GB", "en"), ("xx", ""), ("", ""), (".", "")],
)
def test_a_language_is_named_as_people_name_it(name: str, language: str) -> None:
    assert languages.found(name) == language


def test_an_unknown_language_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    ended = feedpub("build", "--lang", "xx", cwd=tmp_path)
    assert ended.status == 2
    assert "there is no language xx; there are en, ko" in ended.err


@pytest.mark.parametrize("arguments", [("--lang", "ko", "build"), ("build", "--lang", "ko")])
def test_the_option_stands_before_the_command_or_behind_it(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert ": 오류 config/unknown-key: 'langauge': " in feedpub(*arguments, cwd=write(tmp_path, WRONG)).err


def every_command(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner
            yield from every_command(inner)


def test_every_command_has_the_option() -> None:
    assert [
        one.name for one in every_command(group) if "--lang" not in {each for p in one.params for each in p.opts}
    ] == []


def test_the_shell_completes_languages() -> None:
    (option,) = [one for one in group.params if one.name == "lang"]
    assert [one.value for one in option.shell_complete(click.Context(group), "k")] == ["ko"]


def test_the_option_takes_precedence_over_the_environment(tmp_path: Path) -> None:
    assert ": error config" in feedpub("build", "--lang", "en", cwd=write(tmp_path, WRONG), LANG="ko_KR.UTF-8").err


def test_the_option_holds_for_one_run(tmp_path: Path) -> None:
    feedpub("build", "--lang", "ko", cwd=write(tmp_path, WRONG))
    assert languages.say("why:") == "why:"
    assert ": error config" in feedpub("build", cwd=tmp_path).err


def test_a_build_that_changes_nothing_says_so_in_the_language_of_the_environment(tmp_path: Path) -> None:
    write(
        tmp_path, {"feedpub.toml": '[site]\nurl = "https://example.com/"\n', "content/a.md": "---\ndate: 2024-01-01\n"}
    )
    write(tmp_path, {"content/a.md": "---\ntitle: Tea\ndate: 2024-01-01\n---\nText.\n"})
    feedpub("build", cwd=tmp_path)
    assert "Published" in feedpub("build", cwd=tmp_path).err
    assert "public에 게시했습니다." in feedpub("build", cwd=tmp_path, LANG="ko_KR.UTF-8").err


def test_what_click_says_is_translated_too(tmp_path: Path) -> None:
    said = feedpub("biuld", "--lang", "ko", cwd=tmp_path, LANG="ko_KR.UTF-8").err
    assert "사용법: feedpub" in said
    assert "오류: biuld 명령은 없습니다. 혹시 build입니까?" in said


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", "이유:"), ("cp949", "이유:"), ("ascii", "why:"), ("latin-1", "why:")]
)
def test_what_the_terminal_cannot_write_is_said_in_english_unless_it_is_asked_for(
    encoding: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    monkeypatch.setattr("sys.stderr", TextIOWrapper(BytesIO(), encoding=encoding))
    assert languages.say("why:") == said
    assert languages.translator("ko")("why:") == "이유:"  # for pages, which no terminal has to show
    languages.ask("ko")
    assert languages.say("why:") == "이유:"


# What is said in it


def finding() -> list[FileReport]:
    one = Diagnostic(
        code="post/no-date",
        level=Level.WARNING,
        where=Where(path="a.md", line=1, column=3),
        text="This looks like a post and has no date.",
        hint="Write `date: YYYY-MM-DD`.",
        why="Readers never see it.",
        count=3,
    )
    return [FileReport(path="a.md", diagnostics=(one,), line=lambda _: "한글 x")]


def test_a_block_is_wholly_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert FORMATS["text"](finding()) == (
        "a.md:1:3: 경고 post/no-date: 글처럼 보이는데 날짜가 없습니다. (외 2건)\n"
        "  한글 x\n"
        "      ^\n"
        "  이유: 구독자는 이 글을 볼 수 없습니다.\n"
        "  해결: `date: YYYY-MM-DD`를 적으세요.\n"
    )


@pytest.mark.parametrize("form", ["github", "gitlab", "junit", "markdown"])
def test_what_others_read_is_translated_where_the_option_asks_for_it(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def text() -> str:
        written = FORMATS[form](finding())
        return json.dumps(json.loads(written), ensure_ascii=False) if form == "gitlab" else written

    english = text()
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert text() == english
    languages.ask("ko")
    assert "글처럼 보이는데 날짜가 없습니다. (외 2건)" in text()
    assert "looks like" not in text()


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_what_programs_read_is_english(form: str) -> None:
    english = FORMATS[form](finding())
    languages.ask("ko")
    assert FORMATS[form](finding()) == english


def test_the_fingerprint_of_a_finding_depends_on_no_language() -> None:
    (english,) = json.loads(FORMATS["gitlab"](finding()))
    languages.ask("ko")
    (korean,) = json.loads(FORMATS["gitlab"](finding()))
    assert english["fingerprint"] == korean["fingerprint"]
    assert english["description"] != korean["description"]


def test_columns_are_filled_by_cells() -> None:
    assert width("오류 x") == 6
    assert padded("오류", 6) == "오류  "


# How a message finds its translation


def korean(text: str, *entries: tuple[str, str], fragments: tuple[tuple[str, str], ...] = ()) -> str | None:
    made = Catalogue([(*one, "") for one in entries] + [(*one, "fragment") for one in fragments])
    found = made.message(text)
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "entry", "said"),
    [
        ("Tea.", ("Tea.", "차."), "차."),
        ("a has 3 posts.", ("{name} has {count} posts.", "{name}: 글 {count}개."), "a: 글 3개."),
        ("a has 1,234 posts.", ("{name} has {count} posts.", "{name}: 글 {count}개."), "a: 글 1,234개."),
        ("x y x y 3 z", ("{name} y {count} z", "{name}: {count}"), "x y x: 3"),
        ("a has many posts.", ("{name} has {count} posts.", "글"), None),
        ("x is y", ("{word} is {word_b}", "{word_b}: {word}"), "y: x"),
        ("x z is y", ("{word} is {word_b}", "{word_b}: {word}"), None),
        ("one {a} b", ("{count_} b", "{count_}"), None),
        ("write {a}", ("write {{a}}", "{{a}} 적으세요"), "{a} 적으세요"),
        ("`a` and more", ("`{a}`{rest_} more", "`{a}`{rest_} 더"), "`a` and 더"),
        ("`a` more", ("`{a}`{rest_} more", "`{a}`{rest_} 더"), "`a` 더"),
        ("Tea", ("Tea.", "차."), None),
        ("Tea.", ("Tea", "차"), "차."),
        ("There is no x.", ("There is no {what}", "{what} 없음"), "x 없음."),
    ],
)
def test_an_entry_translates_what_it_matches_as_a_whole(text: str, entry: tuple[str, str], said: str | None) -> None:
    assert korean(text, entry) == said


def test_the_entry_with_most_text_of_its_own_wins() -> None:
    entries = (("{what} is {value}", "1 {what} {value}"), ("the day is {value}", "2 {value}"))
    assert korean("the day is x", *entries) == "2 x"
    assert korean("the day is x", *reversed(entries)) == "2 x"


def test_a_part_is_translated_where_an_entry_has_the_whole_of_it() -> None:
    entry, part = ("`{key}` is {what}.", "`{key}`: {what}."), ("no number", "숫자가 아님")
    assert korean("`a` is no number.", entry, part) == "`a`: 숫자가 아님."
    assert korean("`no number` is x.", entry, part) == "`no number`: x."


def test_a_fragment_is_no_message() -> None:
    part = ("no number", "숫자가 아님")
    assert korean("no number", fragments=(part,)) is None
    assert korean("a is no number", ("{a} is {b}", "{a}: {b}"), fragments=(part,)) == "a: 숫자가 아님"


def test_an_entry_for_messages_translates_no_parts() -> None:
    made = Catalogue([("{key}={what}", "{key} = {what}", "message"), ("write {line}", "적으세요: {line}", "")])
    assert made.lines("a=b") == "a = b"
    assert made.lines("write a=b") == "적으세요: a=b"


def test_a_part_is_no_half_of_a_quotation() -> None:
    entries = ("set {lines}", "{lines} 적으세요"), ("set {lines} to {value}", "{lines} = {value}")
    assert korean("set `a to b`", *entries) == "`a to b` 적으세요"


def test_a_part_may_be_a_sentence_without_its_full_stop() -> None:
    assert (
        korean("a: it is late; go", ("a: {what}; go", "{what}. 가세요"), ("it is late.", "늦었습니다."))
        == "늦었습니다. 가세요"
    )


def test_a_message_is_in_one_language() -> None:
    entry = ("{a} is {b}", "{a}: {b}")
    assert korean("a is the best of all", entry) is None
    assert korean("a is 'the best of all'", entry) == "a: 'the best of all'"
    assert korean("a is the best of all", ("{a} is {said}", "{a}: {said}")) == "a: the best of all"
    assert korean("a is the best of all", ("{a} is {title}", "{a}: {title}")) == "a: the best of all"


def test_what_an_author_has_written_is_never_translated() -> None:
    assert korean("new: tea", ("new: {title}", "새 글: {title}"), ("tea", "차")) == "새 글: tea"


def test_sentences_are_translated_all_or_none() -> None:
    one, two = ("It is late.", "늦었습니다."), ("Go home", "집에 가세요")
    assert korean("It is late. Go home", one, two) == "늦었습니다. 집에 가세요"
    assert korean("It is late. Stay here", one, two) is None
    assert korean("Go home; It is late.", one, two) == "집에 가세요. 늦었습니다."


def test_each_line_is_a_message_and_keeps_its_indentation() -> None:
    made = Catalogue([("Tea", "차", ""), ("It is late.", "늦었습니다.", "")])
    assert made.lines("Tea\n  Tea\n\nCups") == "차\n  차\n\nCups"
    assert made.lines("It is late.\nIt is late.") == "늦었습니다.\n늦었습니다."


def test_a_value_may_hold_a_line_break() -> None:
    made = Catalogue([('"{value}" is late.', '"{value}": 늦었습니다.', "")])
    assert made.lines('"a\nb" is late.') == '"a\nb": 늦었습니다.'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("녹차은(는)", "녹차는"),
        ("홍은(는)", "홍은"),
        ("`녹차`이(가)", "`녹차`가"),
        ("“찻잔”을(를)", "“찻잔”을"),
        ("서울(으)로, 부산(으)로, 제주(으)로", "서울로, 부산으로, 제주로"),
        ("3과(와) 4과(와) 10와(과)", "3과 4와 10과"),
        ("7(으)로, 6(으)로", "7로, 6으로"),
        ("찻물(이)라는, 녹차(이)라는", "찻물이라는, 녹차라는"),
        ("`a.md`은(는)", "`a.md`은(는)"),
        ("은(는)", "은(는)"),
    ],
)
def test_a_particle_has_the_form_that_its_word_asks_for(text: str, said: str) -> None:
    assert resolved("", text) == said


def test_particles_of_a_value_stay_as_they_are_written() -> None:
    entry = ("new: “{title}”", "“{title}”을(를) 새로 올림, {title}은(는) 글")
    assert (
        korean("new: “이(가) 뭐야, 차은(는)”", entry)
        == "“이(가) 뭐야, 차은(는)”을(를) 새로 올림, 이(가) 뭐야, 차은(는)은(는) 글"
    )
    assert korean("new: “녹차”", entry) == "“녹차”를 새로 올림, 녹차는 글"


@pytest.mark.parametrize("text", ["feedpub: " * 1000 + "x", '"' * 3000, "a is " * 400, "; ".join(["x"] * 500)])
def test_hostile_texts_cost_little(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    rest = MessageTemplate._rest  # noqa: SLF001 - what is done at each place where a part may end

    def counted(
        self: MessageTemplate, text: str, index: int, start: int, tries: Iterator[int]
    ) -> Iterator[dict[str, str]]:
        nonlocal steps
        steps += 1
        return rest(self, text, index, start, tries)

    monkeypatch.setattr(MessageTemplate, "_rest", counted)
    entry = ('"{a}" is "{b}" and "{c}" or "{d}".', '"{a}" "{b}" "{c}" "{d}"')
    korean(text, entry, ("{a} is {b} is {c} is {d}!", "{a} {b} {c} {d}"), ("feedpub: {what}", "feedpub: {what}!"))
    assert steps < 10_000


def test_of_a_message_that_is_messages_in_messages_little_is_held_against_the_catalogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = 0
    look = Catalogue._with_its_parts  # noqa: SLF001 - holds a text against all entries

    def counted(self: Catalogue, text: str, depth: int, pieces: Any) -> Any:  # noqa: ANN401 - as there
        nonlocal looked_at
        looked_at += len(text)
        return look(self, text, depth, pieces)

    made = languages.catalogue_of("ko")
    messages = ("".join(f"{own}a b" for own in one.english.own) for one in made.entries if one.english.parts)
    text = " ".join(islice(messages, 100))[:6_000]
    assert len(text) > 4_000
    monkeypatch.setattr(Catalogue, "_with_its_parts", counted)
    assert made.message(text) is None
    assert looked_at <= 30_000


@pytest.mark.parametrize("text", ["{a", "a}", "{a!r}", "{a:>3}", "{}", "{a b}"])
def test_a_template_with_stray_braces_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several makers
        template(text)


@pytest.mark.parametrize(
    ("text", "is_english"),
    [
        ("no such thing", True),
        ("It is", True),
        ("content/a.md", False),
        ("notes/on-the-way/to.md", False),
        ("“the end”", False),
        ("`a` 'the b' \"the c\"", False),
        ("urn:a", False),
        ("public, max-age=300", False),
    ],
)
def test_prose_is_told_from_values(text: str, is_english: bool) -> None:  # noqa: FBT001 - a case
    assert is_prose(text) is is_english
