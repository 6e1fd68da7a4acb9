"""What a family does with its interest: give it, confirm the address, see it, take it back."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from actions.contacts.door import wrong_code
from actions.contacts.drafts import LANGUAGES
from actions.contacts.errors import UnknownLanguageError
from actions.contacts.ways import read_email
from actions.contacts.writing import writing
from actions.groups.erasing import erase_interest
from actions.groups.errors import NoMailError, TooManyMailsError, UnknownChoiceError
from actions.groups.interest import AUDIENCES, Answers, Interest, Registered
from actions.groups.keys import InterestKeys
from actions.groups.mail import CONFIRM, post
from actions.groups.policy import GroupPolicy
from actions.groups.rows import free_reference, view
from actions.schools import Municipalities
from actions.store.contact_tables import OutboxRow
from actions.store.engine import Store
from actions.store.group_tables import GroupInterestRow


class GroupInterests:
    """`mails`: whether mail is sent from here. Without it nobody could confirm, so nothing is taken down.

    `days` is how long an interest waits to be confirmed, as the mail says it.
    """

    def __init__(
        self,
        store: Store,
        municipalities: Municipalities,
        policy: GroupPolicy,
        keys: InterestKeys,
        *,
        mails: bool,
        days: int,
    ) -> None:
        self.mails = mails
        self.days = days
        self._store = store
        self._municipalities = municipalities
        self._policy = policy
        self._keys = keys

    def register(
        self, draft: str, seed: str, school: str, answers: Answers, text_language: str, now: datetime
    ) -> Registered:
        """Keep the answers and write the mail that asks to confirm; the same draft again gives the same interest.

        `seed` (secret, random) makes the codes and is not kept with the interest.

        Raises NoMailError, EmailError, UnknownChoiceError, UnknownLanguageError, TooManyMailsError,
        UnknownSchoolError.
        """
        if not self.mails:
            raise NoMailError
        with writing(self._store) as session:
            row = session.scalar(select(GroupInterestRow).where(GroupInterestRow.draft == draft))
            if row is not None:
                return Registered(view(row), self._keys.private(seed), repeated=True)
            row = self._row(draft, school, answers, text_language, now)
            self._refuse_flood(session, row.email, now)
            row.reference = free_reference(session)
            self._keys.give(row, seed)
            session.add(row)
            session.flush()
            post(session, row, CONFIRM, now, code=self._keys.once(row.reference, seed), days=self.days)
            return Registered(view(row), self._keys.private(seed))

    def confirm(self, code: str, now: datetime) -> Interest:
        """The address is its owner's: from now on the interest counts. Raises CodeWrongError or CodeLockedError.

        An earlier one of the same address for the same kind of group gives way: nobody counts twice.
        """
        interest = self._keys.enter_once(code, now)
        with writing(self._store) as session:
            row = _there(session, interest)
            if row.confirmed_at is None:
                row.confirmed_at = now
                self._drop_earlier(session, row)
                session.execute(
                    delete(OutboxRow).where(OutboxRow.reference == row.reference, OutboxRow.kind == CONFIRM)
                )
            return view(row)

    def registered(self, draft: str, seed: str) -> Registered | None:
        """What a draft became, with its private code again; None if it became nothing or was taken back."""
        with self._store.transaction() as session:
            row = session.scalar(select(GroupInterestRow).where(GroupInterestRow.draft == draft))
            return Registered(view(row), self._keys.private(seed), repeated=True) if row else None

    def look_up(self, reference: str, code: str, now: datetime) -> Interest:
        """Raises CodeWrongError or CodeLockedError."""
        interest = self._keys.enter(reference, code, now)
        with self._store.transaction() as session:
            return view(_there(session, interest))

    def withdraw(self, reference: str, code: str, now: datetime) -> dict[str, int]:
        """Forget it everywhere; returns how many rows went from each table. Raises like `look_up`."""
        interest = self._keys.enter(reference, code, now)
        with writing(self._store) as session:
            return erase_interest(session, _there(session, interest))

    def has(self, reference: str) -> bool:
        """Whether a reference is an interest's. Never to be told to anybody without the code."""
        with self._store.transaction() as session:
            query = select(GroupInterestRow.id).where(GroupInterestRow.reference == reference)
            return session.scalar(query) is not None

    def _row(
        self, draft: str, school: str, answers: Answers, text_language: str, now: datetime
    ) -> GroupInterestRow:
        place = self._municipalities.municipality_of(school)
        self._refuse_unknown(answers)
        return GroupInterestRow(
            draft=draft,
            school=school,
            text_language=text_language,
            audience=answers.audience,
            theme=answers.theme,
            band=self._policy.band_of(place.country, answers.grade) or answers.band,
            area=answers.area,
            language=answers.language,
            times=[choice.id for choice in self._policy.times if choice.id in answers.times],
            email=read_email(answers.email),
            created_at=now,
        )

    def _refuse_unknown(self, answers: Answers) -> None:
        chosen = (
            ({answers.audience}, set(AUDIENCES)),
            ({answers.theme}, {theme.id for theme in self._policy.themes}),
            ({answers.area} - {None}, {area.id for area in self._policy.areas}),
            ({answers.band} - {None}, {band.id for bands in self._policy.bands.values() for band in bands}),
            (set(answers.times), {time.id for time in self._policy.times}),
        )
        if any(not given <= known for given, known in chosen):
            raise UnknownChoiceError
        if answers.language is not None and answers.language not in LANGUAGES:
            raise UnknownLanguageError

    def _refuse_flood(self, session: Session, email: str, now: datetime) -> None:
        since = now - timedelta(days=1)
        query = select(func.count()).where(
            GroupInterestRow.email == email, GroupInterestRow.created_at > since
        )
        limit = self._policy.confirmations_a_day
        if (session.scalar(query) or 0) >= limit:
            raise TooManyMailsError(limit=limit)

    def _drop_earlier(self, session: Session, row: GroupInterestRow) -> None:
        same = (
            GroupInterestRow.id != row.id,
            GroupInterestRow.email == row.email,
            GroupInterestRow.school == row.school,
            GroupInterestRow.audience == row.audience,
            GroupInterestRow.theme == row.theme,
            GroupInterestRow.confirmed_at.is_not(None),
            GroupInterestRow.invited_at.is_(None),
        )
        for earlier in session.scalars(select(GroupInterestRow).where(*same)).all():
            erase_interest(session, earlier)


def _there(session: Session, interest: int) -> GroupInterestRow:
    """The row, locked; taken back meanwhile, it is as if it never was."""
    row = session.get(GroupInterestRow, interest, with_for_update=True)
    if row is None:
        raise wrong_code()
    return row
