"""Text as it is written and read: patterns, dates, addresses, encodings, places in a text, XML."""
