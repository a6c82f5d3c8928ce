"""The Customers room: the list and the card."""
