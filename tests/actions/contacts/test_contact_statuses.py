"""From status to status: each act from each status, all of them."""

from itertools import product

import pytest

from actions.contacts.errors import NotPossibleNowError
from actions.contacts.statuses import STEPS, Act, Status, after, already

R, C, P, D, X, F = (
    Status.REQUESTED, Status.CONFIRMED, Status.PROPOSED_OTHER, Status.DECLINED, Status.CANCELLED, Status.DONE,
)  # fmt: skip
ALLOWED = {
    (Act.CHANGE, R): R, (Act.CHANGE, C): R, (Act.CHANGE, P): R,
    (Act.ACCEPT, P): C,
    (Act.CANCEL, R): X, (Act.CANCEL, C): X, (Act.CANCEL, P): X,
    (Act.CONFIRM, R): C,
    (Act.PROPOSE_OTHER, R): P, (Act.PROPOSE_OTHER, C): P, (Act.PROPOSE_OTHER, P): P,
    (Act.DECLINE, R): D, (Act.DECLINE, C): D, (Act.DECLINE, P): D,
    (Act.FINISH, R): F, (Act.FINISH, C): F, (Act.FINISH, P): F,
}  # fmt: skip


@pytest.mark.parametrize(("act", "before"), list(product(STEPS, Status)))
def test_every_step(act: Act, before: Status) -> None:
    if (act, before) in ALLOWED:
        assert after(act, before) == ALLOWED[act, before]
    else:
        with pytest.raises(NotPossibleNowError) as caught:
            after(act, before)
        assert caught.value.status == before


def test_what_is_closed_stays_closed() -> None:
    assert not {before for _, before in ALLOWED} & {D, X, F}


def test_a_repeated_act_is_no_error_but_another_is() -> None:
    assert already(Act.CANCEL, X)
    assert already(Act.CONFIRM, C)
    assert not already(Act.CANCEL, D)
    assert not already(Act.CHANGE, R)
