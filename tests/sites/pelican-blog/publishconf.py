import os
import sys

sys.path.append(os.curdir)
from pelicanconf import *

BASE = "https://tea.example.com"
SITEURL = BASE + "/blog"
RELATIVE_URLS = False
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
DELETE_OUTPUT_DIRECTORY = True
