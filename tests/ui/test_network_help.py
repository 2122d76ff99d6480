"""What is said of the network, and which steps are offered, by what the program sees."""

from __future__ import annotations

import pytest

from ui import locale
from ui.models.network_help import Facts, seen, topics

WELL = Facts("win32", "192.168.8.10", "http://192.168.8.10:8080/", 8080, ips=("192.168.8.10",))


@pytest.mark.parametrize(
    ("facts", "look", "topic", "begins"),
    [
        (Facts("linux"), "trouble", "checks", "Puhelimet eivät pääse mukaan"),
        (Facts("linux", port=8080), "trouble", "router", "Tämä kone ei ole missään verkossa"),
        (Facts("linux", "127.0.0.1", port=8080), "trouble", "router", "Tämä kone ei ole missään verkossa"),
        (Facts("linux", "169.254.7.7", port=8080), "trouble", "router", "Verkko ei antanut"),
        (Facts("linux", "10.8.0.2", port=8080, virtual=True), "trouble", "router", "Löytyi vain virtuaaliverkko"),
        (WELL, "muted", "checks", "Yksikään puhelin ei ole"),
        (Facts("linux", "10.8.0.2", port=8080, virtual=True, arrived={"10.8.0.2": 1}), "good", "checks", "✓ 1 "),
        (Facts("linux", "10.0.0.5", port=8080, arrived={"10.0.0.5": 3, "10.0.0.6": 1}), "good", "checks", "✓ 4 "),
    ],
)  # fmt: skip
def test_one_sentence_says_how_things_stand(facts: Facts, look: str, topic: str, begins: str) -> None:
    """The worst trouble first; with phones come, all is well however the network looks."""
    found = seen(facts)
    assert (look, topic) == (found.look, found.topic)
    assert found.sentence.startswith(begins)
    assert topic in {each.key for each in topics(facts)}


@pytest.mark.parametrize("system", ["win32", "darwin", "linux"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_has_steps_on_every_system(system: str, language: str) -> None:
    """Three steps and more on each page, in every language, and nothing left to be filled in."""
    locale.choose(language)
    for topic in topics(Facts(system, "192.168.1.5", "http://192.168.1.5:8081/", 8081, wifi="talo")):
        assert len(topic.steps) >= 3, topic.key
        assert not [step for step in (*topic.steps, topic.name, topic.about) if "{" in step]


def test_steps_are_of_this_laptop() -> None:
    """Windows' own menus on Windows only; the port that is in use; the hotspot that is on."""
    by_key = {topic.key: " ".join(topic.steps) for topic in topics(WELL)}
    linux = {t.key: " ".join(t.steps) for t in topics(Facts("linux", port=8081))}
    on = {t.key: " ".join(t.steps) for t in topics(Facts("win32", "192.168.137.1", ips=("192.168.137.1",)))}
    assert "Windows-näppäintä" in by_key["firewall"]
    assert "ufw allow 8081/tcp" in linux["firewall"]
    assert "Windows" not in linux["firewall"] + linux["hotspot"]
    assert ("✓" in on["hotspot"], "✓" in by_key["hotspot"]) == (True, False)
