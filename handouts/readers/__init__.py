"""The readers: one module for each kind of source, each ending in one typed value `READER = Reader(...)`."""
