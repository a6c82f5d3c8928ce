"""The calendar: month, week, day and agenda, with the day beside them (rows R1, R2, R4, R7, R9)."""
