"""The outside world: files of other programs as plain values and problems."""
