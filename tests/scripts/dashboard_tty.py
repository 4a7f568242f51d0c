#!/usr/bin/env python3
"""Runs the built dashboard on real pseudo terminals and checks that each is given back as it was found, whatever happens.

    dashboard_tty.py PROGRAM [--faults TESTS_DLL]

PROGRAM is the executable, or tuitorrent-dashboard.dll of a build, which `dotnet` then runs. There is no daemon behind the socket it is
given, but for a made-up one where it says so. Crashes can be forced only in a build with the runtime's startup hooks; without TESTS_DLL (found beside a .dll by itself) those
checks are left out and it says so. Needs nothing but Python.
"""
import argparse, errno, fcntl, json, os, pty, random, re, select, shutil, signal, struct, subprocess, sys, tempfile, termios, time

from fake_daemon import FakeDaemon

HERE = os.path.dirname(os.path.abspath(__file__))
passed = failed = 0


def check(name, ok, detail=""):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    print(f"{'ok  ' if ok else 'FAIL'} {name}{'' if ok or not detail else ': ' + str(detail)}", flush=True)


class Screen:
    """What modes a terminal is in after some output."""
    SEQUENCE = re.compile(rb"\x1b\[([?>=]?)([0-9;:]*)([@-~])|\x1b([=>78Mc])|\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)|\x18")

    def __init__(self, output):
        self.modes, self.sgr, self.keypad, self.rest = {}, b"", False, self.SEQUENCE.sub(b"", output)
        for m in self.SEQUENCE.finditer(output):
            if m[3] in (b"h", b"l") and m[1] == b"?":
                for mode in m[2].split(b";"):
                    self.modes[int(mode)] = m[3] == b"h"
            elif m[3] == b"m":
                self.sgr = m[2]
            elif m[4] in (b"=", b">"):
                self.keypad = m[4] == b"="

    def wrong(self):
        """What a shell would not expect; empty if all is well."""
        expected = {1: False, 7: True, 25: True, 1000: False, 1002: False, 1003: False, 1006: False, 1049: False, 2004: False, 2026: False}
        wrong = [f"?{mode} is {'on' if self.modes[mode] else 'off'}" for mode, on in expected.items() if self.modes.get(mode, on) != on]
        wrong += ["SGR " + self.sgr.decode()] if self.sgr not in (b"", b"0") else []
        wrong += ["keypad"] if self.keypad else []
        return wrong + (["an unfinished sequence"] if b"\x1b" in self.rest else [])


class Session:
    """A program on a pseudo terminal of its own, as the leader of a session."""

    def __init__(self, command, columns=80, rows=24, env=None, before=None, cwd=None):
        self.output, self.status, self.master = b"", None, None
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.found = termios.tcgetattr(slave)
        self.master, self.slave = master, slave
        full = {"PATH": os.environ["PATH"], "HOME": HOME, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        full.update({k: v for k, v in os.environ.items() if k.startswith("DOTNET_")})
        full.update(env or {})
        full = {name: value for name, value in full.items() if value is not None}
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            os.close(master)
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(slave, fd)
            if slave > 2:
                os.close(slave)
            os.chdir(cwd or HOME)
            if before:
                before()
            os.execvpe(command[0], command, full)

    def read(self, seconds, until=None):
        """Takes output in for so long, or until something is in it. Says whether it is."""
        end, seen = time.monotonic() + seconds, len(self.output)
        while (left := end - time.monotonic()) > 0:
            if until and until in self.output[max(0, seen - len(until) + 1):]:
                return True
            if select.select([self.master], [], [], min(left, 0.05))[0]:
                try:
                    self.output += os.read(self.master, 65536)
                except OSError:
                    return bool(until and until in self.output)
            elif self.ended():
                break
        return bool(until and until in self.output[max(0, seen - len(until) + 1):])

    def ready(self):
        return self.read(10, b"\x1b[?2026l")

    def send(self, data):
        os.write(self.master, data)

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def ended(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait(self, seconds):
        """Seconds until it ended; None if it did not."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            if self.master is not None:
                self.read(0.01)
            else:
                time.sleep(0.01)
            if self.ended():
                took = time.monotonic() - start
                if self.master is not None:
                    self.read(0.05)
                return took
        return None

    def wrong(self):
        """What is not as it was found."""
        wrong = Screen(self.output).wrong()
        return wrong + (["termios differs"] if termios.tcgetattr(self.slave) != self.found else [])

    def hang_up(self):
        os.close(self.slave)
        os.close(self.master)
        self.master = None

    def close(self):
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.master is not None:
            os.close(self.master)
            os.close(self.slave)


def idle_begin():
    """With a daemon that has no news: without one, the time until the next try is counted on the screen."""
    daemon = FakeDaemon(os.path.join(HOME, "idle", "rpc.sock"), lambda what: what, count=0, patience=60)
    session = Session(DASHBOARD[:-1] + [daemon.path])
    session.ready()
    session.read(3)
    session.idle = (len(session.output), time.monotonic(), usage(session.pid))
    return session


def usage(pid):
    """Clock ticks of CPU, and voluntary context switches of all threads."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    switches = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        switches += int(re.search(r"\nvoluntary_ctxt_switches:\s*(\d+)", open(f"/proc/{pid}/task/{task}/status").read())[1])
    return int(fields[11]) + int(fields[12]), switches


def idle_end(session):
    count, start, before = session.idle
    session.read(max(0.1, 10 - (time.monotonic() - start)))
    ticks, switches = (after - b for after, b in zip(usage(session.pid), before))
    check("10 s of nothing: 0 bytes", len(session.output) == count, session.output[count:][:80])
    # Some ticks are the JIT's, which goes on improving what ran at the start.
    check(f"10 s of nothing: no work ({ticks} ticks of CPU, {switches} switches)", ticks <= 15 and switches <= 60)
    session.close()


def enter_and_quit():
    session = Session(DASHBOARD)
    check("the first frame comes", session.ready(), session.output)
    modes = Screen(session.output).modes
    check("modes entered", all(modes.get(m) for m in (1049, 1000, 1006, 2004)) and modes.get(25) is False and modes.get(7) is False, modes)
    check("no mouse movement is asked for", 1003 not in modes and 1002 not in modes)
    check("the terminal is raw", not termios.tcgetattr(session.slave)[3] & (termios.ICANON | termios.ECHO | termios.ISIG))
    session.send(b"q")
    took = session.wait(3)
    check("q quits with 0", session.status == 0 and took is not None, session.status)
    check("after q all is as it was", not session.wrong(), session.wrong())
    session.close()
    session = Session(DASHBOARD)
    session.ready()
    session.send(b"\x03")
    session.wait(3)
    check("Ctrl-C quits, and all is as it was", session.status == 0 and not session.wrong(), (session.status, session.wrong()))
    session.close()


def refusals():
    for term in ("dumb", ""):
        session = Session(DASHBOARD, env={"TERM": term})
        session.wait(5)
        check(f"TERM={term or 'nothing'}: a sentence, exit 2, no sequences", session.status == 2 and b"tuitorrent list" in session.output and b"\x1b" not in session.output, session.output)
        session.close()
    done = subprocess.run(DASHBOARD, stdin=subprocess.DEVNULL, capture_output=True, cwd=HOME)
    check("no terminal: a sentence, exit 2", done.returncode == 2 and b"tuitorrent list" in done.stderr and not done.stdout, done)
    session = Session(DASHBOARD[:-2] + ["--socket"])
    session.wait(5)
    check("a wrong argument: exit 2, the terminal untouched", session.status == 2 and b"needs a value" in session.output and b"\x1b" not in session.output, session.output)
    session.close()


def other_terminals():
    for env, name in (({"TERM": "linux"}, "TERM=linux"), ({"TERM": "vt220"}, "TERM=vt220"), ({"LC_ALL": "C"}, "LC_ALL=C"), ({"TERM": "screen"}, "TERM=screen")):
        session = Session(DASHBOARD, env=env)
        ready = session.read(10, b"\x1b[2J")
        session.read(0.3)
        session.send(b"q")
        session.wait(3)
        fine = ready and session.status == 0 and not session.wrong()
        if name in ("TERM=linux", "TERM=vt220"):
            fine = fine and not set(Screen(session.output).modes) & {1000, 1006, 1049, 2004, 2026}
        if name != "TERM=screen":
            fine = fine and max(session.output) < 128
        check(f"{name}: only what it knows, and all is as it was", fine, (session.status, session.wrong(), session.output[-200:]))
        session.close()


def signals():
    for name in ("SIGTERM", "SIGINT", "SIGQUIT"):
        number = getattr(signal, name)
        session = Session(DASHBOARD)
        session.ready()
        os.kill(session.pid, number)
        took = session.wait(3)
        check(f"{name}: exit {128 + number} within 1 s", session.status == 128 + number and took is not None and took < 1, (session.status, took))
        check(f"{name}: all is as it was", not session.wrong(), session.wrong())
        session.close()


def faults(tests):
    if not tests:
        print("left out: crashes (no build with startup hooks)")
        return
    for fault, act in (("screen", None), ("worker", None), ("hang", signal.SIGTERM)):
        session = Session(hooked(tests), env={"DOTNET_STARTUP_HOOKS": tests, "TUITORRENT_TEST_FAULT": fault})
        session.ready()
        session.send(b"x")
        if act:
            session.read(0.3)
            os.kill(session.pid, act)
            took = session.wait(3)
            check("a hanging screen and SIGTERM: exit 143 within 1 s", session.status == 143 and took is not None and took < 1, (session.status, took))
        else:
            session.wait(5)
            check(f"a crash of the {fault}: exit 70 and one line", session.status == 70 and session.output.count(b"This is a bug; the daemon goes on.") == 1 and session.output[session.output.rindex(b"\x1b[?1049l"):].count(b"\n") == 1, (session.status, session.output[-300:]))
            check(f"a crash of the {fault}: its text is harmless", b"\x1b]0" not in session.output)
        check(f"{'a hang' if act else 'a crash of the ' + fault}: all is as it was", not session.wrong(), session.wrong())
        session.close()


def hooked(tests):
    """The command with the runtime's startup hooks on, which the program's own settings turn off."""
    program = next(part for part in DASHBOARD if part.endswith(".dll"))
    settings = json.load(open(program[:-4] + ".runtimeconfig.json"))
    settings["runtimeOptions"]["configProperties"]["System.StartupHookProvider.IsSupported"] = True
    path = os.path.join(HOME, "hooked.runtimeconfig.json")
    json.dump(settings, open(path, "w"))
    return ["dotnet", "exec", "--runtimeconfig", path, "--depsfile", program[:-4] + ".deps.json"] + DASHBOARD[DASHBOARD.index(program):]


def hang_ups():
    ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
    nohup = ["nohup", "sh", "-c", 'exec "$@" </dev/tty >/dev/tty', "sh"] + DASHBOARD
    for name, command, before in (("SIGHUP default", DASHBOARD, None), ("SIGHUP ignored", DASHBOARD, ignore), ("under nohup", nohup, None)):
        session = Session(command, before=before)
        ready = session.ready()
        session.hang_up()
        took = session.wait(3)
        check(f"hang-up, {name}: gone within 1 s", ready and took is not None and took < 1 and session.status in (-signal.SIGHUP, 129), (ready, took, session.status))
        session.close()


def job_control():
    shell = Session(["bash", "--norc", "--noprofile", "-i"], env={"PS1": "ready$ "})
    shell.read(5, b"ready$ ")
    shell.send((" ".join(DASHBOARD) + "\n").encode())
    shell.read(10, b"\x1b[?2026l")
    shell.read(0.5)
    shell.send(b"\x1a")
    stopped = shell.read(5, b"Stopped")
    shell.read(0.3)
    wrong = Screen(shell.output[shell.output.index(b"\x1b[?1049h"):]).wrong()
    shell.send(b"stty -a | grep -c ' icanon'\n")
    check("Ctrl-Z stops it, and the shell has its terminal", stopped and not [w for w in wrong if "2004" not in w] and shell.read(3, b"\r1\r\n"), (stopped, wrong, shell.output[-200:]))
    seen = len(shell.output)
    shell.send(b"fg\n")
    back = shell.read(5, b"\x1b[2J")
    shell.read(0.2)
    check("fg brings it back, painted whole", back and b"\x1b[?1049h" in shell.output[seen:] and b"\x1b[2J" in shell.output[seen:], shell.output[seen:][-200:])
    children = subprocess.run(["pgrep", "-P", str(shell.pid)], capture_output=True, text=True).stdout.split()
    os.kill(int(children[0]), signal.SIGTSTP)
    check("SIGTSTP from outside does the same", shell.read(5, b"Stopped"))
    shell.send(b"fg\n")
    shell.read(5, b"\x1b[2J")
    shell.read(0.2)
    os.kill(int(children[0]), signal.SIGSTOP)
    shell.read(5, b"Stopped")
    seen = len(shell.output)
    shell.send(b"fg\n")
    check("after SIGSTOP, which nobody can catch, fg paints whole", shell.read(5, b"\x1b[2J") and b"\x1b[?1000h" in shell.output[seen:], shell.output[seen:])
    shell.read(0.3)
    shell.send(b"q")
    shell.read(5, b"ready$ ")
    shell.send(b"echo code $?\n")
    check("and then it quits as ever", shell.read(3, b"code 0"))
    shell.close()
    lonely = Session(DASHBOARD)
    lonely.ready()
    seen = len(lonely.output)
    lonely.send(b"\x1a")
    back = lonely.read(5, b"\x1b[2J")
    lonely.read(0.2)
    lonely.send(b"q")
    lonely.wait(3)
    check("Ctrl-Z without a shell that has jobs: it goes on", b"\x1b[?1049h" in lonely.output[seen:] and lonely.status == 0 and not lonely.wrong(), (back, lonely.status))
    lonely.close()


def sizes():
    session = Session(DASHBOARD)
    session.ready()
    for columns, rows in ((200, 60), (40, 12), (20, 5), (1, 1), (3, 200), (500, 2), (80, 24)):
        seen = len(session.output)
        session.resize(columns, rows)
        painted = session.read(3, b"\x1b[?2026l")
        check(f"{columns}x{rows}: painted whole", painted and b"\x1b[2J" in session.output[seen:] and not session.ended(), session.output[seen:][:100])
    for _ in range(100):
        session.resize(random.randint(1, 200), random.randint(1, 60))
    session.read(0.5)
    session.send(b"q")
    session.wait(3)
    check("after 100 sizes in a row it quits as ever", session.status == 0 and not session.wrong(), (session.status, session.wrong()))
    session.close()


SPECIAL = [b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[5~", b"\x1b[6~", b"\x1bOP", b"\x1b", b"\x1b\x1b", b"\t", b"\x1b[Z", b"\r", b" ", b"\x7f", b"\xff", b"\xc3", b"\xe2\x82\xac",
           b"\xf0\x9f\x8c\x8d", b"\x1b[<0;5;5M", b"\x1b[<0;5;5m", b"\x1b[<64;70;20M", b"\x1b[<99999999999;0;-1M", b"\x1b[M !!", b"\x1b[200~magnet:?xt=urn\x1b[201~", b"\x1b]11;rgb:0/0/0\x07", b"\x1b[999;999R", b"\x1bP1$r\x1b\\"]
PLAIN = [bytes([b]) for b in range(1, 127) if b not in (3, 17, 23, 26, ord("q"), ord("Q"))]


def random_keys(seed, daemon=None):
    """10,000 keys, mouse reports, pastes, sizes and sequences cut in two. With a daemon nothing may be deleted that was not typed for."""
    name = f"10,000 random keys {'with' if daemon else 'without'} a daemon (seed {seed})"
    chooser = random.Random(seed)
    command = DASHBOARD[:-1] + [daemon.path] if daemon else DASHBOARD
    session, sent, rest = Session(command), 0, b""
    session.ready()
    while sent < 10_000:
        keys = rest + b"".join(key() for key in chooser.choices((lambda: chooser.choice(PLAIN), lambda: chooser.choice(SPECIAL), lambda: mouse(chooser), lambda: paste(chooser)), (65, 25, 8, 2), k=50))
        cut = chooser.randrange(len(keys) - 3, len(keys) + 1)
        keys, rest = keys[:cut], keys[cut:]
        try:
            session.send(keys)
        except OSError:
            pass
        sent += 50
        if chooser.random() < 0.1:
            session.resize(chooser.randint(1, 160), chooser.randint(1, 50))
        session.read(chooser.choice((0.005, 0.005, 0.06)))
        if session.ended():
            # A key may well have found the way to quit.
            if session.status != 0 or session.wrong():
                break
            session.close()
            session = Session(command)
            session.ready()
    session.read(0.5)
    check(f"{name}: alive", not session.ended() or session.status == 0, (session.status, session.output[-300:]))
    if not session.ended():
        # Whatever is open: the end of a paste, two Esc, and the screen is painted anew by a key.
        session.resize(100, 30)
        for key in (b"\x1b[201~", b"\x1b", b"\x1b", b"\x1b", b"\x1b", b"\x1b", b"\x1b"):
            session.send(key)
            session.read(0.15)
        seen = len(session.output)
        session.send(b"\x0c")
        session.read(3, b"\x1b[2J")
        check(f"{name}: the screen still answers", b"\x1b[2J" in session.output[seen:], (session.status, session.output[-400:]))
        if not session.ended():
            os.kill(session.pid, signal.SIGTERM)
        session.wait(3)
    check(f"{name}: all is as it was", not session.wrong(), session.wrong())
    session.close()
    if daemon:
        # Up to five torrents are deleted by a button of the dialog that asks; for more, their number must be typed.
        deleted = [parameters["ids"] for method, parameters in daemon.changes if method == "torrent_remove" and parameters.get("delete_local_data")]
        check(f"{name}: {len(daemon.changes)} changes asked for, nothing deleted that was not confirmed", daemon.changes and all(0 < len(ids) <= 5 for ids in deleted), deleted)


def mouse(chooser):
    x, y = chooser.randint(0, 170), chooser.randint(0, 55)
    return b"".join(b"\x1b[<%d;%d;%d%c" % (button, x, y, kind) for button, kind in chooser.choice((((0, ord("M")), (0, ord("m"))), ((64, ord("M")),), ((65, ord("M")),), ((2, ord("M")), (2, ord("m"))), ((35, ord("M")),))))


def paste(chooser):
    return b"\x1b[200~" + chooser.choice((b"magnet:?xt=urn:btih:" + b"0123456789abcdef" * 3, b"one\ntwo\r\nthree", b"\x1b[31m\x07\x00", b"\xff\xfe", b"/etc/passwd", b"x" * 3000, b"")) + b"\x1b[201~"


def random_keys_with_daemon(seed):
    daemon = FakeDaemon(os.path.join(HOME, "live", "rpc.sock"), lambda what: "/srv/" + what)
    try:
        random_keys(seed, daemon)
    finally:
        daemon.close()


def slow_line():
    """Nobody reads: the kernel's buffer is full, keys still arrive, and all is well when somebody reads again."""
    session = Session(DASHBOARD, columns=200, rows=60)
    session.ready()
    for _ in range(300):
        session.send(b"\x0c")
        time.sleep(0.002)
    waiting = 0
    while select.select([session.master], [], [], 0.3)[0]:
        chunk = os.read(session.master, 65536)
        session.output += chunk
        waiting += len(chunk)
    session.send(b"q")
    session.wait(3)
    check("a line that takes nothing for a while: it lives, and quits as ever", session.status == 0 and not session.wrong(), (session.status, session.wrong()))
    session.close()
    session = Session(DASHBOARD, columns=200, rows=60)
    session.ready()
    for _ in range(200):
        session.send(b"\x0c")
    os.kill(session.pid, signal.SIGTERM)
    start = time.monotonic()
    while not session.ended() and time.monotonic() - start < 3:
        time.sleep(0.01)
    took = time.monotonic() - start
    check("SIGTERM while nobody reads: gone within 2 s", session.ended() and took < 2, took)
    session.close()


def hostile_settings():
    """Files of the library in the directory of downloads, in the home and in the environment: q must go on to quit, j must not."""
    evil = json.dumps({"Application": {"DefaultKeyBindings": {"Quit": {"All": ["j"]}}}, "View": {"DefaultKeyBindings": {"Accept": {"All": ["q"]}}}, "Driver": {"Force16Colors": True}, "Theme": "Evil"})
    with tempfile.TemporaryDirectory() as there:
        home = os.path.join(there, "home")
        for folder in (there, home):
            os.makedirs(os.path.join(folder, ".tui"), exist_ok=True)
            for name in ("config.json", "tuitorrent-dashboard.config.json"):
                open(os.path.join(folder, ".tui", name), "w").write(evil)
        session = Session(DASHBOARD, env={"TUI_CONFIG": evil, "HOME": home}, cwd=there)
        session.ready()
        session.send(b"j")
        session.read(0.5)
        lives = not session.ended()
        directory = os.readlink(f"/proc/{session.pid}/cwd") if lives else "?"
        session.send(b"q")
        session.wait(3)
        check("hostile settings of the library bind no key", lives and session.status == 0 and not session.wrong(), (lives, session.status))
        check("it does not stay in the directory it was started in", directory == "/", directory)
        session.close()
    gone = tempfile.mkdtemp()
    session = Session(DASHBOARD, cwd=gone, before=lambda: os.rmdir(gone))
    session.ready()
    session.send(b"q")
    session.wait(3)
    check("a directory that is deleted while it starts is no harm", session.status == 0 and not session.wrong(), (session.status, session.output[-300:]))
    session.close()


def odd_surroundings():
    """An environment, descriptors, a size and a state file as nobody should have them: it starts and quits as ever, or says why not."""
    torn = os.path.join(HOME, "torn.json")
    open(torn, "w").write('{"sort":"\\ud800","theme":"\\u001b[31m","switched_columns":["\\udfff"],"hidden_boxes":-1,"keys":"..","mouse":7}')
    pipe = os.path.join(HOME, "pipe")
    os.mkfifo(pipe)
    cases = [("no HOME", {"HOME": None}, []), ("HOME that is not there", {"HOME": "/no/such"}, []), ("COLUMNS and LINES", {"COLUMNS": "-5", "LINES": "99999999999"}, []), ("LC_ALL=../../etc/passwd", {"LC_ALL": "../../etc/passwd"}, []),
             ("no LANG", {"LC_ALL": None}, []), ("TERM of 5,000 letters", {"TERM": "x" * 5000}, []), ("TUI_CONFIG that is no JSON", {"TUI_CONFIG": "{"}, []), ("NO_COLOR", {"NO_COLOR": "1"}, [])]
    cases += [(f"--state {name}", {}, ["--state", path]) for name, path in (("of garbage", torn), ("a pipe", pipe), ("a directory", HOME), ("/", "/"), ("in no directory", "/proc/no/such"))]
    for name, env, more in cases:
        session = Session(DASHBOARD + more, env=env)
        ready = session.read(10, b"\x1b[2J")
        session.read(0.2)
        session.send(b"oq")
        session.read(0.2)
        session.send(b"q")
        session.wait(3)
        check(f"{name}: it starts, and all is as it was", ready and session.status == 0 and not session.wrong(), (ready, session.status, session.wrong(), session.output[-300:]))
        session.close()
    for name, before, columns in (("a closed standard error", lambda: os.close(2), 80), ("a window of 0 columns", None, 0)):
        session = Session(DASHBOARD, before=before, columns=columns)
        session.ready()
        session.send(b"q")
        session.wait(3)
        check(f"{name}: all is as it was", session.status == 0 and not session.wrong(), (session.status, session.wrong(), session.output[-300:]))
        session.close()
    session = Session(DASHBOARD, before=lambda: os.close(0))
    session.wait(5)
    check("a closed standard input: a sentence, exit 2", session.status == 2 and b"needs a terminal" in session.output and b"\x1b" not in session.output, (session.status, session.output))
    session.close()


def main():
    global DASHBOARD, HOME
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--faults", help="TuiTorrent.Dashboard.Tests.dll, whose startup hook forces crashes")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    HOME = tempfile.mkdtemp(prefix="dashboard-tty-")
    DASHBOARD = (["dotnet", program] if program.endswith(".dll") else [program]) + ["--socket", os.path.join(HOME, "no-daemon.sock")]
    tests = arguments.faults
    if not tests and program.endswith(".dll"):
        beside = os.path.join(HERE, "../TuiTorrent.Dashboard.Tests/bin/Release/net10.0/TuiTorrent.Dashboard.Tests.dll")
        tests = os.path.abspath(beside) if os.path.exists(beside) else None
    random.seed(arguments.seed)
    try:
        idle = idle_begin()
        enter_and_quit()
        refusals()
        other_terminals()
        signals()
        faults(tests)
        hang_ups()
        job_control()
        sizes()
        slow_line()
        hostile_settings()
        odd_surroundings()
        random_keys(arguments.seed)
        random_keys_with_daemon(arguments.seed)
        idle_end(idle)
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
    print(f"{passed + failed} checks, {passed} passed")
    return 1 if failed else 0


sys.exit(main())
