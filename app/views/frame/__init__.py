"""The frame of the window: navigation, capture line, command palette, status."""
