"""One exchange over HTTP that keeps its limits whatever the server does. Knows neither caches nor feeds.

addresses    the parts of an address; which hosts are public
credentials  addresses without their passwords
session      what may be spent on all documents of one comparison, and where it may lead
wire         a connection of which every single wait ends in time
exchange     ask, read the head, read the body
"""
