"""Speed and memory, measured beside the named rivals in one run: `make bench`. Not tests: nothing here can fail."""
