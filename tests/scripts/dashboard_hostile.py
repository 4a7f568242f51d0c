#!/usr/bin/env python3
"""Group Z of the hostile inputs: a daemon whose every text attacks the terminal, and a dashboard that visits every screen with it.

Each case runs in a pseudo terminal behind a VT parser: no sequence outside the allow-list may come, nothing may be written outside the screen or past a row's
end, and the frame of the screen must stand where it belongs; also after the dashboard has ended.

usage: dashboard_hostile.py DASHBOARD [CASE...]
"""
import os, re, shutil, sys, tempfile

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

# Every tab, list states, dialogs; each begins and ends in the list.
WALK = ["", "j", "\r", "]", "]", "]", "]", "]", "]", "]", "\x1b", "?", "\x1b", ":", "lim", "\x1b", "a", "\x1b", "d", "\x1b", "D", "\x1b", "m", "\x1b", "e", "\x1b", "b", "\x1b", "T", "\x1b", "\x14", "\x1b", "L", "\x1b",
        " ", "j", " ", "d", "\x1b", "A", "\x1b", "/", "z", "\x1b", "\x1b", "c", "\x1b", "o", "n", "f", "\x1b", "2", "6", "1", "_", "_"]


def walk(dashboard, text, columns, rows):
    """Sequences and places that should not be, and the last screen."""
    folder = tempfile.mkdtemp(prefix="tuitorrent-hostile-")
    daemon = FakeDaemon(os.path.join(folder, "run", "rpc.sock"), lambda what: text)
    terminal = Terminal(dashboard + ["--socket", daemon.path], columns, rows)
    problems = []
    try:
        if not terminal.wait_for(r"All +12", 15):
            problems.append("the list did not come: " + " / ".join(terminal.vt.lines()[:3]))
        for keys in WALK:
            terminal.send(keys)
            terminal.settle(0.07, 1)
        terminal.send("\x1b")
        terminal.settle(0.15)
        terminal.send("q")
        status = terminal.end()
        if status != 0:
            problems.append(f"ended with {status}")
        for mode in (1049, 1000, 2004):
            if terminal.vt.modes.get(mode):
                problems.append(f"mode {mode} left on")
        return problems + terminal.vt.violations[:5]
    finally:
        terminal.kill()
        daemon.close()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    dashboard = ["dotnet", sys.argv[1]] if sys.argv[1].endswith(".dll") else [os.path.abspath(sys.argv[1])]
    passed = total = 0
    for name, text in CASES.items():
        if len(sys.argv) > 2 and not any(name.startswith(case) for case in sys.argv[2:]):
            continue
        for columns, rows in ((80, 24), (140, 40), (40, 12)):
            total += 1
            problems = walk(dashboard, text, columns, rows)
            passed += not problems
            if problems:
                print(f"{name} at {columns}x{rows}: " + "; ".join(problems))
    print(f"{total} cases, {passed} as expected")
    sys.exit(passed != total)


if __name__ == "__main__":
    main()
