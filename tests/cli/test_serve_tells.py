"""What `tupailta serve` says of the file on standard error, in the words of the window."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from tests.clock import new_workshop
from ui.commands.telling import telling
from workshop_app.domain.commands import EditWorkshop, Join, WipePersonalData
from workshop_app.domain.events import FileFilling
from workshop_app.domain.plan_commands import KeepUntil
from workshop_app.i18n import translator
from workshop_app.problems import file_sentence
from workshop_app.runtime import Runtime
from workshop_app.store import upkeep
from workshop_app.store.errors import SessionFileProblem

Start = Callable[..., "Popen[str]"]
FI = translator("fi")


def test_trouble_with_the_file_is_told_and_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is moved away and back; what fills it is told too."""
    monkeypatch.setattr(upkeep, "LOOK_EVERY", 0.01)
    with new_workshop(tmp_path) as runtime, telling(runtime, FI):
        aside = runtime.path.rename(tmp_path / "muualla.tupa")
        refused = runtime.submit(EditWorkshop(place="Ii"))
        with pytest.raises(SessionFileProblem) as caught:
            refused.result(100)
        aside.rename(runtime.path)
        while True:
            again = runtime.submit(EditWorkshop(place="Oulu"))
            if again.exception(100) is None:
                break
        runtime.bus.publish([FileFilling("half_full")])
    told = [file_sentence(code, "ilta.tupa", FI) for code in (caught.value.code, "half_full")]
    assert [told[0], "Tallennus toimii taas.", told[1]] == capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("wiped", [False, True])
def test_answers_that_were_kept_too_long_are_told(tmp_path: Path, start: Start, wiped: bool) -> None:
    """With the command that removes the personal data; not once that has been done."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(Join("a" * 64, None, "fi")).result(100)
        runtime.submit(KeepUntil(dt.date(2020, 2, 1))).result(100)
        if wiped:
            runtime.submit(WipePersonalData()).result(100)
    serving = start("serve", runtime.path, "--host", "127.0.0.1", "--port", "0")
    assert serving.stdout is not None
    assert any("http://" in line for line in serving.stdout)
    serving.terminate()
    told = serving.communicate()[1]
    assert ("1.2.2020" in told, "tupailta wipe ilta.tupa" in told) == (not wiped, not wiped)


def test_nobody_waits_for_a_terminal_that_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it takes no words, commands are carried out."""
    held = threading.Event()
    monkeypatch.setattr("ui.commands.telling.complain", lambda _line: held.wait(100))
    monkeypatch.setattr("ui.commands.telling._PATIENCE", 0.0)
    with new_workshop(tmp_path) as runtime:
        with telling(runtime, FI):
            for _ in "ab":
                runtime.bus.publish([FileFilling("half_full")])
            runtime.submit(EditWorkshop(place="Oulu")).result(100)
        held.set()
    with Runtime(runtime.path) as again:
        assert "Oulu" == again.reader().query("SELECT place FROM workshop")[0]["place"]
