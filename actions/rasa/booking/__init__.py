"""A contact booked, looked up, changed and called off in chat: Rasa runs the loop, the draft in the store decides."""

from rasa_sdk.interfaces import Action

from actions.rasa.booking.asking import AskBooking
from actions.rasa.booking.beginning import BeginBooking
from actions.rasa.booking.ending import EndBooking, ForgetBooking, SetBookingAside, StopBooking
from actions.rasa.booking.form import LEADING_AWAY, ValidateBooking
from actions.rasa.booking.manage import AskManage, BeginManage, EndManage
from actions.rasa.booking.manage_form import AWAY, ValidateManage
from actions.rasa.booking.talk import BookingTalk

__all__ = ["AWAY", "LEADING_AWAY", "BookingTalk", "booking_actions"]


def booking_actions(talk: BookingTalk) -> tuple[Action, ...]:
    """Every action of the booking conversation; the late answer it shares with the flows."""
    return (
        BeginBooking(talk),
        AskBooking(talk),
        ValidateBooking(talk),
        EndBooking(talk),
        StopBooking(talk),
        SetBookingAside(talk),
        ForgetBooking(talk),
        BeginManage(talk),
        AskManage(talk),
        ValidateManage(talk),
        EndManage(talk),
    )
