"""Publishing to places on the network."""
