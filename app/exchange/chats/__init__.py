"""Exported chats as plain values: Telegram and WhatsApp."""
