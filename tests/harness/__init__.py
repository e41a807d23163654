"""`python -m tests.harness`: what becomes of a site when calls fail, builds are killed and state is damaged.

points     each call to the file system fails, or the process is killed there, in several scenarios
full       a disk that gets full
reading    readers over HTTP while builds go on
crowd      many builders at once, and builds ended by signals at any moment
damage     each file under `.feedpub` damaged, and state that somebody prepared to do harm
"""
