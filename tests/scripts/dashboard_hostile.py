#!/usr/bin/env python3
"""Group Z of the hostile inputs: a daemon whose every text attacks the terminal, and a dashboard that visits every screen with it.

Each case runs in a pseudo terminal behind a VT parser: no sequence outside the allow-list may come, nothing may be written outside the screen or past a row's
end, each screen must show what belongs to it, and after the end the terminal must be as it was found, with nothing left to scroll back to.

usage: dashboard_hostile.py DASHBOARD [CASE...]
"""
import concurrent.futures, os, shutil, sys, tempfile, termios

from fake_daemon import FakeDaemon
from vt import Terminal

CASES = {
    "Z1 CSI": "\x1b[2J\x1b[H\x1b[31mred\x1b[1;1Hover",
    "Z2 clipboard": "\x1b]52;c;aGFja2Vk\x07x",
    "Z3 link": "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\ http://evil.example/x?y=z",
    "Z4 unterminated OSC": "\x1b]0;title without an end",
    "Z5 reset": "\x1bc\x1b[!pdone",
    "Z6 queries": "\x1b[6n\x1b[c\x1b[>c\x1b[?1;1;1S\x1b[18t",
    "Z7 8-bit C1": "\x9b31m\x9d52;c;eA\x9c\x90q\x9c\x85",
    "Z8 overwriting": "good.txt\rbad\b\b\t\n\n\v\fend",
    "Z9 BEL flood": "\x07" * 500 + "ding",
    "Z10 bidi": "\u202egnp.exe\u2066x\u2069\u200e\u200f\u061c\u2067y",
    "Z11 marks": "Z" + "\u0301\u0335\u0489" * 334 + "algo",
    "Z12 ill-formed": "\ud800\udfff\udc00 lone \ud83d",
    "Z13 invisible": "a\u200bb\u200cc\u200dd\ufeffe\u00adf\u2060g\U000e0041h",
    "Z14 wide": "日本語テスト🎵👨\u200d👩\u200d👧\u200d👦🏳\ufe0f\u200d🌈" * 12,
    "Z15 long": "x" * 20000,
    "Z16 nothing": "",
}

# Keys, and what must then be on the screen; each line begins and ends in the list. Ctrl-C closes dialogs at once, where Esc must wait for what may follow.
DONE = "\x03"
WALK = [
    # The list, and the tabs of the details.
    ("j", None), ("\r", r"\[ Overview"), ("]", r"\[ Files"), ("\r", None), ("\r", None), ("e", "Rename"), (DONE, None), ("]", r"\[ Peers"), ("]", r"\[ Trackers"), ("a", "Add a tracker"), (DONE, None), ("c", "Change the tracker"), (DONE, None),
    ("d", "Remove this tracker"), (DONE, None), ("]", r"\[ Pieces"), ("]", r"\[ Encryption"), ("]", r"\[ Why"), ("j", None), ("]", r"\[ Log"), ("F", None), ("q", "Name.*Done"), ("L", "log"), ("q", "Name.*Done"),
    # Dialogs.
    ("?", "Help"), (DONE, None), (":", "Command"), ("lim", ": .lim"), (DONE, None), ("a", "Add a torrent"), (DONE, None), ("d", "Remove 1 torrent"), (DONE, None), ("D", "delete files"), (DONE, None), ("m", "Move"), (DONE, None),
    ("e", "Rename the"), (DONE, None), ("b", "Labels of"), (DONE, None), ("T", "Limits of"), (DONE, None), ("\x14", "Limits of all"), (DONE, None), ("S", "Settings"), (DONE, None), ("c", "Columns"), (DONE, None),
    ("x", "More"), (DONE, None), ("o", "Sort"), (DONE, None), ("f", "Show only"), (DONE, None), (",", "Mark by text"), (DONE, None),
    # Marks, actions and what is said of them.
    ("A", "12"), ("d", "Remove 12 torrents"), (DONE, None), ("\x1b", None), ("p", None), ("u", None), ("Y", None),
    # Order and filters: by text, state, label and tracker; the layout.
    ("on", None), ("/z", "z"), ("\r", None), ("0", "Name.*Done"), ("2", None), ("6", None), ("0", None), ("7", None), ("0", None), ("8", None), ("0", None), ("G", None), ("_", None), ("_", None), ("\x0c", None),
]

# The narrow screen shows one tab's name at a time and cuts titles.
NARROW = {"Add a tracker": "Add a", "Change the tracker": "Change", "Remove this tracker": "Remove", "Remove 12 torrents": "Remove 12", "delete files": "DELETED|delete|Keep files", "Limits of all": "Limits"}


FAREWELL = "The daemon goes on; 'tuitorrent' shows it again, 'tuitorrent shutdown' ends it."


def is_half(text):
    """Whether it has half a character, which a value of JSON may have; an answer with such a name is refused whole, and has a test of its own."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def walk(dashboard, name, text, columns, rows):
    """Sequences and places that should not be, and screens that did not come."""
    folder = tempfile.mkdtemp(prefix="tuitorrent-hostile-")
    daemon = FakeDaemon(os.path.join(folder, "run", "rpc.sock"), lambda what: what if what in ("reason", "close") and is_half(text) else text)
    terminal = Terminal(dashboard + ["--socket", daemon.path], columns, rows, environment={"HOME": folder})
    problems = []
    try:
        found = termios.tcgetattr(terminal.fd)
        if not terminal.wait_for("All.*12" if columns >= 80 else "12 torrents|All", 30):
            problems.append("the list did not come: " + " / ".join(terminal.vt.lines()[:3]))
        for keys, expected in WALK:
            terminal.send(keys)
            if expected is None:
                terminal.settle(0.1 if keys == "\x1b" else 0.03, 1)
            elif not terminal.wait_for(NARROW.get(expected, expected) if columns < 80 else expected, 5):
                problems.append(f"{keys!r} brought no {expected!r}: " + " / ".join(line for line in terminal.vt.lines() if line)[:300])
                break
        terminal.settle(0.1)
        terminal.send("\x03")
        status = terminal.end()
        if status != 0:
            problems.append(f"ended with {status}")
        expected = {1: False, 7: True, 25: True, 1000: False, 1006: False, 1049: False, 2004: False, 2026: False}
        problems += [f"mode {mode} is {'on' if is_on else 'off'}" for mode, is_on in terminal.vt.modes.items() if is_on != expected.get(mode)]
        if terminal.vt.main.strip("\r\n") != FAREWELL:
            problems.append(f"left on the main screen: {terminal.vt.main!r}")
        if terminal.vt.pending:
            problems.append(f"an unfinished sequence: {terminal.vt.pending!r}")
        if termios.tcgetattr(terminal.fd) != found:
            problems.append("termios differs")
        return [f"{name} at {columns}x{rows}: {problem}" for problem in problems + terminal.vt.violations[:5]]
    finally:
        terminal.kill()
        daemon.close()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    dashboard = ["dotnet", sys.argv[1]] if sys.argv[1].endswith(".dll") else [os.path.abspath(sys.argv[1])]
    cases = [(name, text, columns, rows) for name, text in CASES.items() if len(sys.argv) < 3 or any(name.startswith(case) for case in sys.argv[2:]) for columns, rows in ((80, 24), (140, 40), (40, 12))]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda case: walk(dashboard, *case), cases))
    for result in results:
        for problem in result:
            print(problem)
    passed = sum(not result for result in results)
    print(f"{len(results)} cases, {passed} as expected")
    sys.exit(passed != len(results))


if __name__ == "__main__":
    main()
