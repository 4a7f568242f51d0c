"""A terminal just large enough for what the dashboard may send: it keeps the screen and the modes, and notes every sequence outside the allow-list.

Source: ECMA-48, and xterm's control sequences for the private modes.
"""
import codecs, fcntl, os, pty, re, select, signal, struct, termios, time, unicodedata

# All that the dashboard ever sends, as Host/FrameWriter, Host/FrameBytes, Host/SgrTable and Tty/Sequences make it; nothing that only another program would send.
ALLOWED = [re.compile(p) for p in (
    # Frames: CUP, CUF, CUB, CHA, EL, ED, SGR, synchronized update, the cursor.
    r"\x1b\[(\d+(;\d+)?)?H", r"\x1b\[\d*[CDG]", r"\x1b\[K", r"\x1b\[2J", r"\x1b\[[\d;]*m", r"\x1b\[\?(25|2026)[hl]",
    # Entering and leaving the screen.
    r"\x1b\[\?(7|1000|1006|1049|2004)[hl]", r"\x1b\[\?1l", r"\x1b>", r"\x18",
    # The clipboard, for hashes, magnet links and addresses: printable ASCII in base64.
    r"\x1b\]52;c;[A-Za-z0-9+/]+=*\x1b\\")]


class Vt:
    def __init__(self, columns, rows):
        self.resize(columns, rows)
        self.modes = {}
        self.violations = []
        self.pending = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
        self.bytes = 0
        # What was written while the program's own screen was not shown: it stays when the user scrolls back.
        self.main = ""

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
            elif text[at] in "\r\n\b\x18" and self.modes.get(1049):
                self.move(text[at])
                at += 1
            else:
                self.put(text[at])
                at += 1

    def move(self, control):
        """CR, LF and BS as a frame uses them: within the screen, and nothing scrolls."""
        # Without wrapping the cursor stays on the last column, whatever was written there.
        self.x = min(self.x, self.columns - 1)
        if control == "\r":
            self.x = 0
        elif control == "\b":
            self.x -= 1
        elif control == "\n":
            self.y += 1
        self.clamp(repr(control))

    def clamp(self, what):
        if not (0 <= self.y < self.rows and 0 <= self.x < self.columns):
            self.violations.append(f"cursor outside the screen: {what}")
            self.y, self.x = max(0, min(self.y, self.rows - 1)), max(0, min(self.x, self.columns - 1))

    def sequence(self, sequence):
        if not any(p.fullmatch(sequence) for p in ALLOWED):
            self.violations.append(repr(sequence))
            return
        if m := re.fullmatch(r"\x1b\[(\d*);?(\d*)H", sequence):
            self.y, self.x = int(m[1] or 1) - 1, int(m[2] or 1) - 1
            self.clamp(repr(sequence))
        elif m := re.fullmatch(r"\x1b\[(\d*)([CDG])", sequence):
            count = int(m[1] or 1)
            self.x = min(self.x, self.columns - 1)
            self.x = {"C": self.x + count, "D": self.x - count, "G": count - 1}[m[2]]
            self.clamp(repr(sequence))
        elif sequence == "\x1b[K":
            self.x = min(self.x, self.columns - 1)
            self.cells[self.y][self.x:] = [" "] * (self.columns - self.x)
        elif sequence == "\x1b[2J":
            self.cells = [[" "] * self.columns for _ in range(self.rows)]
        elif m := re.fullmatch(r"\x1b\[\?(\d+)([hl])", sequence):
            self.modes[int(m[1])] = m[2] == "h"

    def put(self, character):
        category = unicodedata.category(character)
        if not self.modes.get(1049):
            self.main += character
            if character in "\r\n":
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
        """Reads until nothing has come for a moment, and no frame is half there."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            before = self.vt.bytes
            if not self.read(quiet) or (self.vt.bytes == before and not self.vt.modes.get(2026)):
                return

    def wait_for(self, pattern, seconds=10):
        """Reads until a line matches; the match, or None."""
        end = time.monotonic() + seconds
        while True:
            for line in self.vt.lines():
                if m := re.search(pattern, line):
                    return m
            if time.monotonic() > end or not self.read(0.02):
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
