"""Scripts that write tables which feedpub ships; nothing of feedpub imports them."""
