"""Sound: a script spoken piece by piece, each kept and brought to one loudness, put together as one recording."""
