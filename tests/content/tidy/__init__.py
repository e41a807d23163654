"""Tests of what bodies hold for pages only, with the HTML that generators and their themes write."""
