"""Single faults, planted in feeds and sitemaps that look like those of the world, and how many of them are found.

`content` has what the documents are about, `blogs`, `podcasts`, `channels`, `json_feeds` and `sitemaps` write clean ones, each
in several editions. `fault` makes one mistake in one of them, `kinds` lists the mistakes. The rules know nothing of
this, and a kind stands here because people make it, not because a rule finds it.

    python -m tests.planted                 # the rate, by kind, and what is not found
    python -m tests.planted FOLDER          # writes all documents, for another validator to try
"""
