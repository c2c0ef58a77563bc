"""handouts: a health article becomes large-print PDF handouts and offline spoken audio.

The line, in the order of the modules: `readers` make a `document`, `plain` picks its plain version, `grade` measures
it, `formats` write it (`formats.mp3` with the help of `voices`); `pipeline` takes one article along it, `batch` many.
"""
