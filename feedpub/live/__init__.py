"""The deployed site over HTTP: what is visited, and what is asked there. What is wrong with the answers, rules say.

visiting   one address: its redirects, and the questions for its role
survey     the whole site: which addresses, in which order, how many of each
"""

from __future__ import annotations

from feedpub.live.survey import Amounts, LiveReport, LiveSurvey, survey

__all__ = ["Amounts", "LiveReport", "LiveSurvey", "survey"]
