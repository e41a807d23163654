"""What values mean, whatever document they stand in: pure functions from text to a problem, or to nothing."""
