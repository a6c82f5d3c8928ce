"""The mail room: letters that came, those of people whom nobody knows yet, those that are written; mailboxes."""
