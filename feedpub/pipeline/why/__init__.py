"""What `feedpub why` and the preview say of one post, feed or file: where it stands, or the reason why it does not.

    addressed  what a name or an address means: posts, feeds, other documents
    placement  a post: its feeds with its place in each, or the reason for its absence
    feed       a feed: what it holds, and what its window leaves out; or why there is none
    unread     a file that is neither post nor page: what keeps it from being read
    deciding   the line of a file that decides it
    keys       what decides in front matter and in pages   ignoring  in lists of files that are not read

Nothing here decides what is published: it asks what did.
"""
