"""Calendar files (.ics): read tolerantly into plain values, written so that other programs take them (row R8)."""
