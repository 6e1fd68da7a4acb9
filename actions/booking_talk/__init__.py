"""What a parent means while booking in chat: typed answers, and the bookings a conversation has opened."""

from actions.booking_talk.contact_ways import ways_in
from actions.booking_talk.grades import grade_in
from actions.booking_talk.opened import Opened, OpenedBooking
from actions.booking_talk.times import Wish, wished
from actions.booking_talk.words import BookingWords

__all__ = ["BookingWords", "Opened", "OpenedBooking", "Wish", "grade_in", "ways_in", "wished"]
