"""Calendar files and the follow-ups: what an import does, what an export says, the feed beside the database (row R8)."""

from app.services.calendar_files.planning import plan
from app.services.calendar_files.plans import REASONS, CalendarPlan, Decision, FileReport, ReadFile, Verdict
from app.services.calendar_files.reading import NotCalendar, is_calendar, open_files
from app.services.calendar_files.taking import Imported, run, take

__all__ = [
    "REASONS",
    "CalendarPlan",
    "Decision",
    "FileReport",
    "Imported",
    "NotCalendar",
    "ReadFile",
    "Verdict",
    "is_calendar",
    "open_files",
    "plan",
    "run",
    "take",
]
