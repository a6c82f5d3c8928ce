"""Greetings and gifts: what is due, what was sent, what to buy, by which rules and with which words."""
