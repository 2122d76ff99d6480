"""Ideas: written, approved, hidden, merged, mended, and all of it taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clock import new_workshop
from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IDEA_LIMIT, Idea, IdeaOrigin, IdeaState, merge_targets
from workshop_app.runtime import Runtime
from workshop_app.services import ideas
from workshop_app.store import idea_rows, workshop_rows


@pytest.fixture(name="runtime")
def _opened(runtime: Runtime) -> Runtime:
    runtime.submit(c.OpenActivity(2)).result()
    return runtime


def from_phone(runtime: Runtime, text: str, person: int = 1, client_id: str | None = None) -> int:
    """An idea as a phone sends it."""
    command = c.AddIdea(text, IdeaOrigin.PARTICIPANT, 2, None, person, client_id)
    return int(str(runtime.submit(command).result()))


def join(runtime: Runtime, name: str = "a") -> int:
    """Somebody joins."""
    return int(str(runtime.submit(c.Join(f"hash-{name}", None, "fi")).result()))


def look(runtime: Runtime, idea_id: int) -> Idea:
    """The idea as it stands; the single and the listed reading must agree."""
    idea = idea_rows.idea(runtime.reader(), idea_id)
    assert idea == next(i for i in idea_rows.ideas(runtime.reader()) if i.id == idea_id)
    return idea


def test_a_participants_idea_waits_for_approval(runtime: Runtime) -> None:
    """Approve-first is the default; the facilitator's own ideas are in at once."""
    idea = from_phone(runtime, "Kyläbussi kerran viikossa", join(runtime))
    own = int(str(runtime.submit(c.AddIdea("Kirjastoauto", IdeaOrigin.FACILITATOR)).result()))
    before = look(runtime, idea).state
    runtime.submit(c.ApproveIdea(idea)).result()

    assert [IdeaState.WAITING, IdeaState.IN, IdeaState.IN] == [
        before,
        look(runtime, idea).state,
        look(runtime, own).state,
    ]


def test_without_approval_it_is_in_at_once(runtime: Runtime) -> None:
    """The activity's config can switch approval off."""
    runtime.submit(c.EditActivity(2, config={"approve_first": False})).result()

    assert IdeaState.IN == look(runtime, from_phone(runtime, "Kyläbussi", join(runtime))).state


def test_without_approval_a_prank_makes_no_duel_of_thousands(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With many in, what phones send waits for the facilitator; the facilitator's own ideas go in as ever."""
    runtime.submit(c.EditActivity(2, config={"approve_first": False})).result()
    monkeypatch.setattr(ideas, "UNSEEN", len(idea_rows.ideas(runtime.reader())) + 2)
    made = [from_phone(runtime, f"Kepponen {n}", join(runtime, str(n))) for n in range(4)]
    own = int(str(runtime.submit(c.AddIdea("Kirjastoauto", IdeaOrigin.FACILITATOR)).result()))
    states = [look(runtime, idea).state for idea in (*made, own)]
    assert [IdeaState.IN] * 2 + [IdeaState.WAITING] * 2 + [IdeaState.IN] == states


def test_the_same_words_of_one_person_are_one_idea(runtime: Runtime) -> None:
    """What waited on another page and was written again counts once; taken back, it may be said again."""
    person = join(runtime)
    ids = [from_phone(runtime, "Kyläbussi", person, sending) for sending in ("x1", "x2")]
    runtime.submit(c.WithdrawIdea(ids[0], person)).result()
    again, repeated = (from_phone(runtime, "Kyläbussi", person, sending) for sending in ("x3", "x1"))

    assert (1, ids[0], False) == (len(set(ids)), repeated, again in ids)


def test_a_double_tap_is_one_idea(runtime: Runtime) -> None:
    """The same sending twice, with and without a client id; another person's same words are another idea."""
    first, second = join(runtime, "a"), join(runtime, "b")
    ids = [
        from_phone(runtime, "Kyläbussi", first),
        from_phone(runtime, "Kyläbussi", first),
        from_phone(runtime, "Uimaranta", first, "x1"),
        from_phone(runtime, "Uimaranta uudestaan", first, "x1"),
        from_phone(runtime, "Kyläbussi", second),
    ]

    assert ids[0] == ids[1]
    assert ids[2] == ids[3]
    assert 3 == len(set(ids))


def test_hidden_with_a_reason_and_back_whole(runtime: Runtime) -> None:
    """The writer sees the reason; restoring leaves nothing of it."""
    idea = from_phone(runtime, "Naapurin nimi", join(runtime))
    runtime.submit(c.HideIdea(idea, "Siinä on nimi.")).result()
    hidden = look(runtime, idea)
    runtime.submit(c.RestoreIdea(idea)).result()

    assert (IdeaState.HIDDEN, "Siinä on nimi.") == (hidden.state, hidden.reason)
    assert (IdeaState.IN, "") == (look(runtime, idea).state, look(runtime, idea).reason)


def test_merging_keeps_both_texts_and_can_be_undone(runtime: Runtime) -> None:
    """Chains end at one idea; a circle and a hidden target are refused."""
    runtime.submit(c.MergeIdea(1, 2)).result()
    runtime.submit(c.MergeIdea(2, 3)).result()
    targets = merge_targets(idea_rows.ideas(runtime.reader()))
    with pytest.raises(WorkshopError) as circle:
        runtime.submit(c.MergeIdea(3, 1)).result()
    runtime.submit(c.HideIdea(4)).result()
    with pytest.raises(WorkshopError) as hidden:
        runtime.submit(c.MergeIdea(5, 4)).result()
    runtime.submit(c.RestoreIdea(1)).result()

    assert {1: 3, 2: 3} == targets
    assert ("merge_circle", "merge_into_hidden") == (circle.value.code, hidden.value.code)
    assert {2: 3} == merge_targets(idea_rows.ideas(runtime.reader()))


def test_a_typo_is_mended_and_the_original_kept(runtime: Runtime) -> None:
    """Lineage stays."""
    idea = from_phone(runtime, "Kylabusi", join(runtime))
    runtime.submit(c.EditIdea(idea, "Kyläbussi")).result()

    assert ("Kyläbussi", "Kylabusi") == (look(runtime, idea).text, look(runtime, idea).original)


def test_moving_between_themes(runtime: Runtime) -> None:
    """Under another theme, under none; an unknown one is refused."""
    runtime.submit(c.MoveIdea(1, 4)).result()
    moved = look(runtime, 1).theme_id
    runtime.submit(c.MoveIdea(1, None)).result()
    with pytest.raises(WorkshopError) as caught:
        runtime.submit(c.MoveIdea(1, 99)).result()

    assert (4, None, "theme_unknown") == (moved, look(runtime, 1).theme_id, caught.value.code)


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u200d", "\x00\x07"])
def test_an_empty_idea_is_refused(runtime: Runtime, text: str) -> None:
    """Nothing visible is nothing."""
    with pytest.raises(WorkshopError) as caught:
        from_phone(runtime, text, join(runtime))

    assert "text_empty" == caught.value.code


def test_a_too_long_idea_is_refused_with_its_length(runtime: Runtime) -> None:
    """The sentence can say how much too long."""
    with pytest.raises(WorkshopError) as caught:
        from_phone(runtime, "a" * 10_000, join(runtime))

    assert ("text_too_long", {"limit": IDEA_LIMIT, "length": 10_000}) == (
        caught.value.code,
        caught.value.params,
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "=1+1",
    "'; DROP TABLE idea; --",
    "👩‍👩‍👧‍👦 perhe",
    "مرحبا بالعالم",
    "{{7*7}} {0} %s",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_strange_texts_are_kept_as_written(runtime: Runtime, text: str) -> None:
    """They are made safe where they are shown, not where they are stored."""
    assert text == look(runtime, from_phone(runtime, text, join(runtime))).text


@given(text=st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_is_stored_or_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever Unicode holds, lone surrogates too: a clean refusal or a text that comes back as stored."""
    runtime = _shared(tmp_path_factory)
    sent = runtime.submit(c.AddIdea(text, IdeaOrigin.FACILITATOR))
    refused = sent.exception()
    if refused is None:
        look(runtime, int(str(sent.result()))).text.encode("utf-8")
    else:
        assert isinstance(refused, WorkshopError)
        assert "text_empty" == refused.code


_runtimes: list[Runtime] = []


def _shared(factory: pytest.TempPathFactory) -> Runtime:
    if not _runtimes:
        _runtimes.append(new_workshop(factory.mktemp("texts"), "tyhja"))
    return _runtimes[0]


@pytest.fixture(autouse=True, scope="module")
def _close_shared() -> Iterator[None]:
    yield
    while _runtimes:
        _runtimes.pop().close()


def test_joining_twice_with_one_secret_is_one_person(runtime: Runtime) -> None:
    """A reload of the form's answer does not make a second person; an unknown group is refused."""
    first, again = join(runtime, "same"), join(runtime, "same")
    with pytest.raises(WorkshopError) as caught:
        runtime.submit(c.Join("other", "marsilaiset", "fi")).result()

    assert first == again
    assert 1 == workshop_rows.participant_count(runtime.reader())
    assert "group_unknown" == caught.value.code
