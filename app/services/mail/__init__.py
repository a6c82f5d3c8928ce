"""Letters and chats: filed once on the right cards, proposed where nobody is known, fetched and sent (row I4)."""
