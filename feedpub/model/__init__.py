"""The words of feeds and posts as data, what a site owner can set, and the errors. Knows nothing else of feedpub."""
