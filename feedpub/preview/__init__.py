"""A preview of a site's feeds on this machine, while its posts are written: `feedpub serve`.

    building   the last build, made again when a file changes; who waits for the next one
    server     HTTP on the loopback interface: who may ask, and for what
    answers    what is answered: documents and pages, with types, validators and what they may do
    layout     what all pages have in common
    wording    the language that they are in
    feeds      the feeds, one feed, one post: as feed readers show them
    documents  a document with what is found in it, at its lines; the sitemap
    posts      each post: where it stands, or why it does not
    changes    what subscribers would see of this build

Nothing is written. What a visitor asks for is looked up among what the build has made, by its whole name: no address
leads to a file. Nothing of a post runs: the pages forbid scripts but one of ours, and a text is shown in a sandbox.
"""
