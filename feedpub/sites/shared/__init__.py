"""What several dialects read alike."""
