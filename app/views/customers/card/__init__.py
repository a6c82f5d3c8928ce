"""The customer card: header, facts edited in place, timeline."""
