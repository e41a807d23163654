"""Words, sentences and titles that mean nothing, from a seeded vocabulary; nobody's prose is copied.

Words are built of syllables, and as in any language few of them are most of a text.
"""

from __future__ import annotations

import random
from typing import Final

from benchmarks.corpus.weights import happens

_LATIN: Final = (
    "ba be bra ca cen con de den di dor el en er fa for gen gra ha in ir ka la len lin lo ma men mi mor na ne nor o "
    "pa per pro qui ra ren ri ro sa sen so sta ta ter ti tor tra u un va ven vi wa wen za zo"
)
_COMMON: Final = (
    "the of and a to in is that it for was on are as with they at be this have from or one had by but not what all "
    "were we when your can said there use an each which she do how their if will up other about out many then them "
    "don't it's isn't R&D 24/7 3.5 % 2019 12 C++ e-mail O'Hara — …"
)
_KOREAN: Final = (
    "가 각 간 감 강 개 거 건 검 결 경 계 고 공 과 관 교 구 국 군 규 기 나 남 내 녀 노 능 단 달 담 당 대 도 독 동 "
    "둔 등 력 로 료 류 리 마 만 명 모 무 문 미 민 발 방 배 범 법 변 보 복 본 부 분 비 사 산 상 생 서 선 설 성 세 "
    "소 수 순 시 신 실 심 안 약 양 어 업 역 연 영 예 오 온 왕 요 용 우 운 원 위 유 육 의 이 인 일 임 자 작 장 재 "
    "전 정 제 조 주 중 지 진 질 차 창 책 철 체 초 추 출 치 타 토 통 평 표 품 하 학 한 합 해 행 현 형 호 화 환 활 "
    "회 후"
)
_PARTICLES: Final = "은 는 이 가 을 를 에 에서 으로 의 와 과 도 만 까지 부터 하고 하는 된 한 할 적"
_KOREAN_COMMON: Final = (
    "그리고 그러나 또한 이 그 것 수 등 및 더 가장 AI 2024년 3월 12일 5억원 30% IT R&D “정책” ‘기술’ · …"
)
_PER_WORD: Final = 6
_ZIPF: Final = 400
"""How often the commonest word stands in the pool."""


class Words:
    """The vocabulary of one language; `some` is the one thing that is called for every word of a site."""

    def __init__(self, seed: int, *, korean: bool, size: int = 4000) -> None:
        rng = random.Random(f"{seed} {korean}")  # noqa: S311 - the same words every time, nothing secret
        self.is_korean = korean
        made = _korean(rng, size) if korean else _latin(rng, size)
        common = (_KOREAN_COMMON if korean else _COMMON).split()
        ranked = [*common, *made]
        self._pool = [word for rank, word in enumerate(ranked) for _ in range(1 + _ZIPF // (rank + 8))]
        self._names = [word for word in made if word.isalpha()]
        self._bytes = sum(len(word.encode()) + 1 for word in self._pool) / len(self._pool)

    def some(self, count: int, rng: random.Random) -> list[str]:
        """Return so many words, the common ones often."""
        return rng.choices(self._pool, k=count)

    def names(self, count: int, rng: random.Random) -> list[str]:
        """Return so many words of letters alone."""
        return rng.choices(self._names, k=count)

    def sentences(self, size: int, rng: random.Random) -> list[str]:
        """Return sentences of about so many bytes together, one at least."""
        words = self.some(max(_PER_WORD, int(size / self._bytes)), rng)
        found = []
        while words:
            count = rng.randint(5, 24)
            found.append(self._sentence(words[:count], rng))
            words = words[count:]
        return found

    def _sentence(self, words: list[str], rng: random.Random) -> str:
        if len(words) > _PER_WORD and happens(0.6, rng):
            words[rng.randrange(2, len(words) - 1)] += ","
        text = " ".join(words)
        return f"{text}했다." if self.is_korean else f"{text[0].upper()}{text[1:]}{'?' if happens(0.05, rng) else '.'}"

    def title(self, rng: random.Random) -> str:
        """Return a title; some have a colon, quotes or an ampersand, which front matter has to quote."""
        words = self.some(rng.randint(3, 9), rng)
        if happens(0.15, rng):
            words[0] += ":"
        if happens(0.08, rng):
            words[-1] = f'"{words[-1]}"'
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}"


def _latin(rng: random.Random, size: int) -> list[str]:
    syllables = _LATIN.split()
    return ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(size)]


def _korean(rng: random.Random, size: int) -> list[str]:
    syllables, particles = _KOREAN.split(), _PARTICLES.split()
    stems = ["".join(rng.choices(syllables, k=rng.randint(2, 3))) for _ in range(size)]
    return [stem + rng.choice(particles) if happens(0.7, rng) else stem for stem in stems]
