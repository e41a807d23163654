"""Small sites, each with the folder that a build of it must give, byte for byte."""
