"""What people see of feedpub in a browser: asked of axe in Chromium, of the Nu Html Checker, and kept as pictures.

`python -m tests.browser look` and `python -m tests.browser pictures` are what `make look` and `make pictures` run, in
an environment of their own. `blogs` are the sites that are shown; `shown` says which of their pages.
"""
