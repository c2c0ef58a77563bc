"""The spoken handout as words: what is said aloud for an article, and how words, numbers and signs become sayable."""
