"""What phone pages ask of a browser: nothing that Chrome 49 (Android WebView of 2016) or the Safari of iOS 10 lacks.

Neither can be run here, so every word that script and styles use is held against what both are known to have. A new
word is looked up at MDN first, and added to what is known, or to what the page does as well without.
"""

from __future__ import annotations

import re

import pytest

import resources
from workshop_app.web import render


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_EXPRESSION = re.compile(r"(?:(?<=[(!])|(?<=&& )|(?<=return ))/(?:\\.|[^/\n\\])+/g?")
_STRING = re.compile(r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"")
#: Syntax younger than ES5.
_NEW_SYNTAX = re.compile(
    r"=>|`|\.\.\.|\*\*|\?\.|\?\?|,\s*[)\]}]|\bof\b|\bvar\s*[\[{]|[{,]\s*(?!if|for|while|function)\w+\s*\([^()]*\)\s*\{|function\s*\w*\([^)]*[={\[]|"
    r"\b(let|const|class|extends|super|async|await|yield|import|export)\b"
)
#: Members of objects, known to both: the script's own, the language's (ES5), the document's, the network's.
MEMBERS = _words(
    "page to tries abs call concat exec filter forEach indexOf join length map max min name now parse pow push random "
    "replace shift some sort splice split stringify test toString DOMParser activeElement addEventListener "
    "appendChild body checked children className cloneNode contains content createElement ctrlKey defaultChecked "
    "defaultPrevented defaultValue disabled documentElement elements firstChild focus form getAttribute "
    "getElementById getItem hidden href id innerHTML key insertBefore lang metaKey nextSibling offsetHeight outerHTML "
    "parentNode parseFromString pathname persisted preventDefault querySelector querySelectorAll removeAttribute "
    "removeChild removeItem replaceChild replaceState reset scrollTo search selectedIndex setAttribute setItem "
    "shiftKey style submit tagName target textContent title type value charAt EventSource XMLHttpRequest abort close "
    "crypto data getRandomValues getResponseHeader msCrypto onabort onerror onload onmessage open readyState "
    "responseText send setRequestHeader status"
)
#: Younger, and what is without it.
YOUNGER = {"scrollPaddingBottom": "what the keyboard stops at may be under the bar"}
#: Whatever stands alone in the script and is not made by it.
GLOBALS = _words(
    "Date JSON Math DOMParser EventSource Uint32Array XMLHttpRequest clearTimeout decodeURIComponent document "
    "encodeURIComponent history localStorage location parseInt setInterval setTimeout window catch else false for "
    "function if in new null return true try var while"
)
#: Style both know, with a prefix where they need one.
PROPERTIES = _words(
    "-webkit-appearance -webkit-hyphens -webkit-print-color-adjust -webkit-text-size-adjust align-content align-items "
    "background border border-bottom border-collapse border-color border-left border-radius border-top "
    "bottom box-shadow box-sizing clip color cursor display fill flex flex-direction flex-wrap font "
    "font-size font-weight height justify-content left letter-spacing line-height list-style margin "
    "margin-bottom margin-left margin-right margin-top max-width min-height min-width outline outline-color "
    "outline-offset overflow overflow-wrap overflow-x padding padding-bottom padding-left padding-right padding-top "
    "page-break-inside position resize right stroke stroke-width text-align text-decoration text-transform "
    "top transition vertical-align visibility white-space width word-wrap"
)
#: Younger, and what is without them.
GRACE = {
    "-webkit-user-select": "what was not sent is copied by a long press",
    "accent-color": "radio buttons in the browser's own colour",
    "appearance": "the prefixed one counts",
    "break-after": "a heading may end a printed page",
    "break-inside": "a table row may be cut when printed",
    "clip-path": "`clip` does the same",
    "color-scheme": "scroll bars stay light",
    "forced-color-adjust": "there are no forced colours either",
    "gap": "facts of the minutes stand nearer to each other",
    "grid-template-columns": "facts of the minutes stand under their names",
    "hyphens": "soft hyphens do it",
    "print-color-adjust": "the prefixed one counts",
    "scroll-behavior": "nothing moves by itself anyway",
    "text-size-adjust": "the prefixed one counts",
    "text-wrap": "a word may be broken that would fit on the next line",
    "touch-action": "a tap waits for a second one",
    "user-select": "what was not sent is copied by a long press",
}
#: `svh` stands in @supports; `fr` with the grid.
_UNITS = {"%", "em", "fr", "pt", "px", "rem", "svh", "vh", "vw"}
#: A selector that is not known drops its whole rule: `:focus:not(:focus-visible)` may, for the outline stays then.
_PSEUDO = {
    ":checked", ":disabled", ":empty", ":first-child", ":focus", ":focus-visible", ":last-child", ":not", ":root",
    "::-moz-progress-bar", "::-webkit-progress-bar", "::-webkit-progress-value",
}  # fmt: skip


def test_script_is_of_2009() -> None:
    """ES5, and of the browser only what both have on plain http."""
    script = _EXPRESSION.sub("0", _STRING.sub("''", _COMMENT.sub("", render.static("phone.js").decode())))
    assert [] == [found[0] for found in _NEW_SYNTAX.finditer(script)]
    declared = (r"(?:function|var)\s+(\w+)", r",\s+(\w+)(?: =|;)", r"catch \((\w+)\)")
    own = {name for how in declared for name in re.findall(how, script)}
    for parameters in re.findall(r"function\s*\w*\(([^)]*)\)", script):
        own |= set(re.findall(r"\w+", parameters))
    members = set(re.findall(r"\.([A-Za-z_]\w*)", script))
    alone = set(re.findall(r"(?<![\w.])([A-Za-z_]\w*)\b(?!\s*:)", script))
    assert (set(), set()) == (members - MEMBERS - YOUNGER.keys(), alone - own - GLOBALS)


def test_phones_fetch_the_code_without_our_comments() -> None:
    """Nothing but comments is left out, and they are worth writing: they cost phones nothing."""
    parts = [resources.path("web", "script", f"{part}.js").read_text("utf-8") for part in render.SCRIPT]
    served = render.static("phone.js").decode()
    assert "".join(_COMMENT.sub("", "".join(parts)).split()) in "".join(_COMMENT.sub("", served).split())
    assert (True, True) == ("/* Milliseconds" in parts[0], len(_COMMENT.findall(served)) < 4)


@pytest.mark.parametrize("where", [("web", "phone.css"), ("docx", "page.css")])
def test_style_is_of_2016(where: tuple[str, str]) -> None:
    """Properties, units, selectors and rules that both know, or that are missed by nobody."""
    style = _STRING.sub("", _COMMENT.sub("", resources.path(*where).read_text("utf-8")))
    used = set(re.findall(r"[{;]\s*([a-z-]+)\s*:", style))
    units = set(re.findall(r"(?<=\d)([a-z]+|%)(?=[\s;,)}/])", re.sub(r"#[0-9a-f]{3,8}", "", style)))
    pseudo = set(re.findall(r"::?[a-z-]+(?=[^;{}]*\{)", re.sub(r"@media[^{]*\{", "", style)))
    assert {
        "properties": set(),
        "units": set(),
        "pseudo": set(),
        "rules": set(),
        "functions": set(),
    } == {
        "properties": {name for name in used if not name.startswith("--")} - PROPERTIES - GRACE.keys(),
        "units": units - _UNITS,
        "pseudo": pseudo - _PSEUDO,
        "rules": set(re.findall(r"@[a-z-]+", style)) - {"@media", "@supports"},
        "functions": set(re.findall(r"([a-z-]+)\(", style))
        - {"calc", "fit-content", "inset", "minmax", "not", "rect", "var"},
    }
    assert not re.search(r"(?:^|[{};])[^{};@]*\{[^{}]*\{", style), "a rule inside a rule"
    assert style.count("svh") == style.count("@supports (min-height: 100svh)") * 2
