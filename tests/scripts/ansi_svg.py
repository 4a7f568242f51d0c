#!/usr/bin/env python3
"""Turns a captured screen (text with SGR sequences, as `tmux capture-pane -pe` or a golden .ans file has it) into an SVG picture.

usage: ansi_svg.py [--light] COLUMNS ROWS < screen.ans > screen.svg
"""
import re, sys, unicodedata
from xml.sax.saxutils import escape

CELL_W, CELL_H, FONT = 8.4, 18, 14
DARK = ["#1e2127", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0", "#7f848e", "#f07178", "#b0d890", "#f0d08b", "#7ec0ff", "#d898ee", "#76d6e2", "#ffffff"]
LIGHT = ["#24292f", "#c0322b", "#2c7a3d", "#8a6100", "#1f5fb8", "#8a3aa3", "#117a86", "#e4e7eb", "#6b7280", "#d1453b", "#3a8f4d", "#a37400", "#2f74d0", "#a04bbb", "#1d8d9a", "#ffffff"]


class Pen:
    def __init__(self):
        self.fg = self.bg = None
        self.styles = set()

    def apply(self, codes):
        numbers = [int(c or 0) for c in codes.split(";")]
        while numbers:
            n = numbers.pop(0)
            if n == 0:
                self.__init__()
            elif n in (1, 2, 4, 7):
                self.styles.add(n)
            elif n in (22, 24, 27):
                self.styles -= {1, 2} if n == 22 else {n - 20}
            elif n in (38, 48) and numbers[:1] == [2]:
                color = "#%02x%02x%02x" % tuple(numbers[1:4])
                del numbers[:4]
                self.fg, self.bg = (color, self.bg) if n == 38 else (self.fg, color)
            elif n in (38, 48) and numbers[:1] == [5]:
                index = numbers[1]
                del numbers[:2]
                self.fg, self.bg = (index, self.bg) if n == 38 else (self.fg, index)
            elif 30 <= n <= 37 or 90 <= n <= 97:
                self.fg = n - 30 if n < 90 else n - 82
            elif 40 <= n <= 47 or 100 <= n <= 107:
                self.bg = n - 40 if n < 100 else n - 92
            elif n == 39:
                self.fg = None
            elif n == 49:
                self.bg = None


def width(character):
    return 0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pieces(line):
    """Sequences, runs of ordinary characters, and each wide one by itself: fonts disagree on their width."""
    run = ""
    for piece in re.findall(r"\x1b\[[0-9;]*m|.", line):
        if run and (len(piece) > 1 or width(piece) == 2):
            yield run
            run = ""
        if len(piece) > 1 or width(piece) == 2:
            yield piece
        else:
            run += piece
    if run:
        yield run


def main():
    arguments = [a for a in sys.argv[1:] if a != "--light"]
    palette = LIGHT if "--light" in sys.argv else DARK
    columns, rows = int(arguments[0]), int(arguments[1])
    paper, ink = ("#ffffff", "#24292f") if palette is LIGHT else ("#16181d", "#d7dae0")
    color = lambda c, default: default if c is None else c if isinstance(c, str) else palette[c % 16]
    w, h = columns * CELL_W + 16, rows * CELL_H + 16
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:.0f} {h:.0f}" width="{w:.0f}" height="{h:.0f}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT}">')
    print(f'<rect width="100%" height="100%" rx="6" fill="{paper}"/>')
    pen = Pen()
    for y, line in enumerate(sys.stdin.read().split("\n")[:rows]):
        x = 0
        for part in pieces(line):
            if part.startswith("\x1b["):
                pen.apply(part[2:-1])
                continue
            columns_here = sum(map(width, part))
            fg, bg = color(pen.fg, ink), color(pen.bg, None)
            if 7 in pen.styles:
                fg, bg = bg or paper, fg
            left, top = 8 + x * CELL_W, 8 + y * CELL_H
            if bg:
                print(f'<rect x="{left:.1f}" y="{top}" width="{columns_here * CELL_W:.1f}" height="{CELL_H}" fill="{bg}"/>')
            if part.strip():
                style = (' font-weight="bold"' if 1 in pen.styles else "") + (' opacity="0.6"' if 2 in pen.styles else "") + (' text-decoration="underline"' if 4 in pen.styles else "")
                print(f'<text x="{left:.1f}" y="{top + 14}" fill="{fg}"{style} textLength="{columns_here * CELL_W:.1f}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(part)}</text>')
            x += columns_here
    print("</svg>")


if __name__ == "__main__":
    main()
