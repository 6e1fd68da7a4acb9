"""Talks as calendars understand them: iCalendar files to invite, to call off, or to add by hand."""

from channels.calendar.invitation import Appointment, Method, Organiser, Standing, invitation, uid_of

__all__ = ["Appointment", "Method", "Organiser", "Standing", "invitation", "uid_of"]
