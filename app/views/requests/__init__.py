"""Requests: who waits for an answer, complaints and ideas, and how fast requests are answered."""
