"""A terminal just large enough for what the dashboard may send: it keeps the screen and the modes, and notes every sequence outside the allow-list.

Source: ECMA-48, and xterm's control sequences for the private modes.
"""
import codecs, fcntl, os, pty, re, select, signal, struct, termios, time, unicodedata

# All that the dashboard ever sends: frames, and entering and leaving the screen.
ALLOWED = [re.compile(p) for p in (
    r"\x1b\[\d*(;\d*)?H", r"\x1b\[\d*C", r"\x1b\[[02]?[KJ]", r"\x1b\[[\d;]*m",
    r"\x1b\[\?(25|1049|1000|1002|1006|2004|2026|7|1)[hl]", r"\x1b>", r"\x1b=",
    # The clipboard, for hashes and magnet links: printable ASCII in base64.
    r"\x1b\]52;c;[A-Za-z0-9+/=]*(\x07|\x1b\\)")]


class Vt:
    def __init__(self, columns, rows):
        self.resize(columns, rows)
        self.modes = {}
        self.violations = []
        self.pending = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
        self.bytes = 0

    def resize(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.x = self.y = 0

    def lines(self):
        return ["".join(row).rstrip() for row in self.cells]

    def feed(self, data):
        self.bytes += len(data)
        try:
            text = self.pending + self.decoder.decode(data)
        except UnicodeDecodeError as e:
            self.violations.append(f"ill-formed UTF-8: {data[max(0, e.start - 8):e.end + 8]!r}")
            self.decoder.reset()
            return
        self.pending = ""
        at = 0
        while at < len(text):
            if text[at] == "\x1b":
                sequence = re.match(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[ -/]*[0-Z^-~\\])", text[at:])
                if not sequence:
                    if len(text) - at < 4096:
                        self.pending = text[at:]
                    else:
                        self.violations.append(f"endless sequence {text[at:at + 20]!r}")
                    return
                self.sequence(sequence[0])
                at += len(sequence[0])
            else:
                self.put(text[at])
                at += 1

    def sequence(self, sequence):
        if not any(p.fullmatch(sequence) for p in ALLOWED):
            self.violations.append(repr(sequence))
            return
        if m := re.fullmatch(r"\x1b\[(\d*);?(\d*)H", sequence):
            self.y, self.x = int(m[1] or 1) - 1, int(m[2] or 1) - 1
            if not (self.y < self.rows and self.x < self.columns):
                self.violations.append(f"cursor outside the screen: {sequence!r}")
                self.y, self.x = min(self.y, self.rows - 1), min(self.x, self.columns - 1)
        elif m := re.fullmatch(r"\x1b\[(\d*)C", sequence):
            self.x = min(self.columns - 1, self.x + int(m[1] or 1))
        elif sequence in ("\x1b[K", "\x1b[0K"):
            self.cells[self.y][self.x:] = [" "] * (self.columns - self.x)
        elif sequence == "\x1b[2J":
            self.cells = [[" "] * self.columns for _ in range(self.rows)]
        elif m := re.fullmatch(r"\x1b\[\?(\d+)([hl])", sequence):
            self.modes[int(m[1])] = m[2] == "h"

    def put(self, character):
        category = unicodedata.category(character)
        # Lines end so only where there is no screen: before it was entered and after it was left.
        if character in "\r\n" and not self.modes.get(1049):
            return
        if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            self.violations.append(f"U+{ord(character):04X}")
            return
        if not self.modes.get(1049):
            return
        if unicodedata.combining(character) or category in ("Mn", "Me"):
            return
        width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if self.x + width > self.columns:
            self.violations.append(f"text past the last column in row {self.y + 1}: {character!r}")
            return
        self.cells[self.y][self.x] = character
        if width == 2:
            self.cells[self.y][self.x + 1] = ""
        self.x += width


class Terminal:
    """A program in a pseudo terminal, read by this thread while it waits."""

    def __init__(self, command, columns=80, rows=24, environment=None, directory=None):
        self.vt = Vt(columns, rows)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            if directory:
                os.chdir(directory)
            os.execvpe(command[0], command, {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(environment or {})})
        self.size(columns, rows)
        self.status = None

    def size(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.vt.resize(columns, rows)

    def read(self, seconds):
        """Takes what comes within so many seconds; false if the program closed its end."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                return True
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return False
            if not data:
                return False
            self.vt.feed(data)
        return True

    def settle(self, quiet=0.25, limit=5):
        """Reads until nothing has come for a moment."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            before = self.vt.bytes
            if not self.read(quiet) or self.vt.bytes == before:
                return

    def wait_for(self, pattern, seconds=10):
        """Reads until a line matches; the match, or None."""
        end = time.monotonic() + seconds
        while True:
            for line in self.vt.lines():
                if m := re.search(pattern, line):
                    return m
            if time.monotonic() > end or not self.read(0.1):
                return None

    def send(self, keys):
        os.write(self.fd, keys.encode() if isinstance(keys, str) else keys)

    def end(self, seconds=5):
        """Waits for the program's end; its exit status, None if it does not end."""
        stop = time.monotonic() + seconds
        while time.monotonic() < stop:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                self.read(0.2)
                return self.status
        return None

    def kill(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.fd)
