"""Plain text into sentences, every one with its offsets."""
