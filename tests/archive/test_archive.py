"""The archive: out and in again gives an equal workshop, whatever the evening was; anything else is refused whole."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import tomorrow
from tests.archive.wanderer import STEPS, Wanderer
from tests.clock import Clock, new_workshop
from tests.exports.evenings import DAY, whole_evening
from tests.exports.test_hostile_texts import HOSTILE
from workshop_app import archive, problems
from workshop_app.domain.commands import EditActivity
from workshop_app.domain.errors import WorkshopError
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.runtime import NewWorkshop, Runtime, import_archive
from workshop_app.store import workshop_rows
from workshop_app.store.errors import SessionFileProblem

WORDS = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30)


def told(path: Path) -> tuple[str, Minutes]:
    """A session file as its archive and as its minutes."""
    with Runtime(path) as runtime:
        minutes = read_minutes(runtime.reader(), Path("same.tupa"))
        return archive.dump(runtime.reader()), minutes


def brought_back(text: str, folder: Path) -> tuple[str, Minutes]:
    """What an archive gives when it is imported, told anew."""
    (folder / "workshop.json").write_text(text, encoding="utf-8")
    import_archive(folder / "workshop.json", folder / "again.tupa", Clock())
    return told(folder / "again.tupa")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    template=st.sampled_from(["strategian_teemat", "hyvat_kaytanteet"]),
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 500)), max_size=60),
    words=st.lists(WORDS, min_size=1, max_size=5),
)
def test_any_evening_comes_back_equal(template: str, steps: list[tuple[str, int]], words: list[str]) -> None:
    """After any course of events: the same minutes, the same rankings, and the same archive, to the letter."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Runtime.create(folder / "ilta.tupa", NewWorkshop(template, DAY), Clock()) as runtime:
            wanderer = Wanderer(runtime, words)
            for start in ("join", "join", "open"):
                wanderer.step(start, len(wanderer.people))
            for step, n in steps:
                wanderer.step(step, n)
        before = told(folder / "ilta.tupa")
        assert before == brought_back(before[0], folder)


def test_hostile_texts_come_back_equal(tmp_path: Path) -> None:
    """Whatever the file took of hostile texts goes out as plain JSON and comes back to the letter."""
    with Runtime.create(tmp_path / "ilta.tupa", NewWorkshop("strategian_teemat", DAY), Clock()) as runtime:
        wanderer = Wanderer(runtime, list(HOSTILE.values()))
        for start in ("join", "join", "open"):
            wanderer.step(start, len(wanderer.people))
        for number in range(len(HOSTILE)):
            for step in ("idea", "approve", "decide", "text", "facts", "theme"):
                wanderer.step(step, number)
    before = told(tmp_path / "ilta.tupa")
    raw = before[0].encode()  # a lone surrogate would raise
    assert not any(sign < 32 and sign != 10 for sign in raw)
    assert b"<script>" in raw
    assert b"@SUM(A1)" in raw
    assert before == brought_back(before[0], tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Minutes]:
    """An evening with everything in it."""
    path = tmp_path_factory.mktemp("whole") / "ilta.tupa"
    whole_evening(path)
    return told(path)


def test_a_whole_evening_comes_back_equal(whole: tuple[str, Minutes], tmp_path: Path) -> None:
    """Groups' rankings, decisions, feedback: the minutes' read model is equal, and so is the archive."""
    assert whole == brought_back(whole[0], tmp_path)


def test_no_secret_is_in_it(whole: tuple[str, Minutes]) -> None:
    """The hashes of the phones' secrets and the phones' own numbers stay in the session file."""
    assert "token" not in whole[0]
    assert "client_id" not in whole[0]


def test_own_notes_stay_on_the_laptop(tmp_path: Path) -> None:
    """What the facilitator noted for herself is in no archive; an earlier archive that has it is read with it."""
    with Runtime.create(tmp_path / "ilta.tupa", NewWorkshop("strategian_teemat", DAY), Clock()) as runtime:
        activity = workshop_rows.activities(runtime.reader())[1]
        runtime.submit(EditActivity(activity.id, notes="Kysy Maijalta")).result()
        text = archive.dump(runtime.reader())
        assert "Kysy Maijalta" == workshop_rows.activities(runtime.reader())[1].notes
    assert "Maijalta" not in text
    assert {""} == {each["notes"] for each in json.loads(text)["activities"]}
    earlier = json.loads(text)
    earlier["activities"][1]["notes"] = "Kysy Maijalta"
    assert text == brought_back(json.dumps(earlier), tmp_path)[0]
    with Runtime(tmp_path / "again.tupa") as runtime:
        assert "Kysy Maijalta" == workshop_rows.activities(runtime.reader())[1].notes


def test_it_fits_its_schema(whole: tuple[str, Minutes]) -> None:
    """A real evening is as the published schema describes it, field by field."""
    assert [] == list(misfits(json.loads(whole[0]), archive.schema(), ""))


def misfits(value: object, described: dict[str, Any], where: str) -> list[str]:
    """Where a value is not as a JSON Schema of our few words says."""
    kinds = described.get("type", [])
    names = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "boolean": bool,
        "null": type(None),
    }
    wanted = [names[k] for k in ([kinds] if isinstance(kinds, str) else kinds)]
    found = [where] if wanted and type(value) not in wanted else []
    if "const" in described and value != described["const"]:
        found.append(where)
    properties = described.get("properties")
    if isinstance(value, dict) and isinstance(properties, dict):
        found += [where] if set(value) != set(properties) else []
        for name, inside in value.items():
            found += misfits(inside, properties[name], f"{where}.{name}")
    if isinstance(value, list) and isinstance(described.get("items"), dict):
        for inside in value:
            found += misfits(inside, described["items"], f"{where}[]")
    return found


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "no_archive"),
        (b"[]", "no_archive"),
        (b'{"a": 1}', "no_archive"),
        (b"\xff\xfe\x00", "no_archive"),
        (b"SQLite format 3\x00", "no_archive"),
        (b"[" * 100_000, "no_archive"),
        (b'{"format": "tupailta-workshop"}', "archive_broken"),
        (b'{"format": "tupailta-workshop", "version": 2}', "newer"),
        (b'{"format": "tupailta-workshop", "version": true}', "archive_broken"),
        (b'{"format": "tupailta-workshop", "version": 1, "works', "archive_broken"),
        (b'{"format": "tupailta-workshop", "version": 1}', "archive_broken"),
        (b'{"format": "tupailta-workshop", "version": 1, "x": NaN}', "archive_broken"),
    ],
)
def test_what_is_no_archive(tmp_path: Path, raw: bytes, code: str) -> None:
    """Foreign, newer and cut-off documents are refused with a sentence, and no file is left."""
    source = tmp_path / "workshop.json"
    source.write_bytes(raw)
    with pytest.raises(SessionFileProblem) as caught:
        import_archive(source, tmp_path / "out.tupa")
    assert code == caught.value.code
    assert "workshop.json" in problems.sentence(caught.value, translator("fi"))
    assert ["workshop.json"] == [path.name for path in tmp_path.iterdir()]


BREAKS: dict[str, Callable[[dict[str, object]], object]] = {
    "ideas[1].text": lambda c: c["ideas"][1].update(text=5),  # type: ignore[index]
    "ideas[0]": lambda c: c["ideas"][0].pop("text"),  # type: ignore[index]
    "ideas[2]": lambda c: c["ideas"][2].update(more=1),  # type: ignore[index]
    "participants[0].joined_at": lambda c: c["participants"][0].update(joined_at="2026-11-22T12:00"),  # type: ignore[index]
    "workshop[0].date": lambda c: c["workshop"].update(date="eilen"),  # type: ignore[attr-defined]
    "themes[0].position": lambda c: c["themes"][0].update(position=2**60),  # type: ignore[index]
    "themes[0].name": lambda c: c["themes"][0].update(name=[]),  # type: ignore[index]
    "activities[0].notes": lambda c: c["activities"][0].update(notes="\ud800"),  # type: ignore[index]
    "ideas[3].text": lambda c: c["ideas"][3].update(text="a\x00b"),  # type: ignore[index]
    "ideas[4]": lambda c: c["ideas"][4].update(id=1),  # type: ignore[index]
    "answers[0]": lambda c: c["kinds"]["duel"]["answers"][0].update(outcome="both"),  # type: ignore[index]
    "wordings[0].removed": lambda c: c["kinds"]["decisions"]["wordings"][0].update(removed=1),  # type: ignore[index]
    "appearance -> participant": lambda c: c["kinds"]["duel"]["pairs_shown"][0].update(participant=99),  # type: ignore[index]
    "participants": lambda c: c.update(participants={}),
    "kinds": lambda c: c.update(kinds=[]),
    "ValueError": lambda c: c["participants"][0].update(channel="pigeon"),  # type: ignore[index]
    "WorkshopError": lambda c: c["workshop"]["groups"][0].pop("id"),  # type: ignore[index]
}


@pytest.mark.parametrize("where", BREAKS)
def test_a_broken_archive_is_refused_whole(whole: tuple[str, Minutes], tmp_path: Path, where: str) -> None:
    """One wrong value anywhere: the sentence names the place, and no file is left."""
    content = json.loads(whole[0])
    BREAKS[where](content)
    source = tmp_path / "workshop.json"
    source.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SessionFileProblem) as caught:
        import_archive(source, tmp_path / "out.tupa")
    assert ("archive_broken", where) == (caught.value.code, caught.value.params["where"])
    assert ["workshop.json"] == [path.name for path in tmp_path.iterdir()]


def test_an_unknown_kind_of_activity(whole: tuple[str, Minutes], tmp_path: Path) -> None:
    """An activity that only a newer program knows is refused with its own sentence."""
    content = json.loads(whole[0])
    content["activities"][0]["kind"] = tomorrow.KIND
    (tmp_path / "w.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(WorkshopError, match="kind_unknown"):
        import_archive(tmp_path / "w.json", tmp_path / "out.tupa")


def test_it_replaces_nothing(whole: tuple[str, Minutes], tmp_path: Path) -> None:
    """A file that is there already stays as it is."""
    (tmp_path / "w.json").write_text(whole[0], encoding="utf-8")
    (tmp_path / "out.tupa").write_text("mine")
    with pytest.raises(SessionFileProblem) as caught:
        import_archive(tmp_path / "w.json", tmp_path / "out.tupa")
    assert "exists" == caught.value.code
    assert "mine" == (tmp_path / "out.tupa").read_text()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong name is said so."""
    with pytest.raises(SessionFileProblem) as caught:
        archive.load(tmp_path / "none.json")
    assert "missing" == caught.value.code


def test_what_a_later_kind_keeps_is_said_to_be_newer(whole: tuple[str, Minutes], tmp_path: Path) -> None:
    """A program with one kind more wrote it: the sentence says so, and not that the document is damaged."""
    content = json.loads(whole[0])
    content["kinds"][tomorrow.KIND] = {}
    (tmp_path / "w.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SessionFileProblem) as caught:
        import_archive(tmp_path / "w.json", tmp_path / "out.tupa")
    assert "newer" == caught.value.code


def test_an_archive_from_before_a_kind_is_read(tmp_path: Path) -> None:
    """A kind that is added to the program makes no older document unreadable: that has nothing of the kind."""
    with new_workshop(tmp_path, "tyhja") as runtime:
        content = json.loads(archive.dump(runtime.reader()))
        before = read_minutes(runtime.reader(), runtime.path)
    del content["kinds"]["feedback"]
    (tmp_path / "w.json").write_text(json.dumps(content), encoding="utf-8")
    import_archive(tmp_path / "w.json", tmp_path / "out.tupa")
    with Runtime(tmp_path / "out.tupa") as runtime:
        assert before.sections == read_minutes(runtime.reader(), runtime.path).sections
