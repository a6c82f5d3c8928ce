"""Letters of the outside world as plain values: .eml, mailboxes, Outlook's .msg and winmail.dat."""
