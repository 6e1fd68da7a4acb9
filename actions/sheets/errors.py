"""What can be wrong with a sheet; `key` names the words under `sheet.errors` in api/desk/texts and in the flows."""

from actions.contacts.errors import ContactError


class TooManyMailsError(ContactError):
    """Its address has been mailed often enough. Values: limit."""

    key = "too_many_mails"


class EmptySheetError(ContactError):
    """Nothing stands on it."""

    key = "empty_sheet"
