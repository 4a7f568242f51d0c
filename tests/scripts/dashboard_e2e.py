#!/usr/bin/env python3
"""The dashboard as a new user meets it: eight tasks by keys alone in tmux, over a real daemon and a real swarm; then a daemon that dies and comes back,
and a window that changes its size while data moves. Each task's last screen is kept.

usage: dashboard_e2e.py [--captures DIR] [--binary TUITORRENT --dashboard TUITORRENT-DASHBOARD]
"""
import argparse, functools, http.server, json, os, re, shutil, signal, subprocess, sys, tempfile, threading, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = f"bin/{os.environ.get('CONFIG', 'Release')}/net10.0"
TIMEOUT_S = 30


class Failure(Exception):
    pass


class Tmux:
    """One window of a tmux server of its own."""

    def __init__(self, name):
        self.base = ["tmux", "-L", name, "-f", "/dev/null"]

    def run(self, *arguments, check=True, **options):
        return subprocess.run([*self.base, *arguments], check=check, capture_output=True, text=True, **options).stdout

    def start(self, command, columns, rows):
        self.run("new-session", "-d", "-x", str(columns), "-y", str(rows), command)
        self.run("set-option", "-g", "remain-on-exit", "on")

    def keys(self, *keys):
        """Names as tmux has them: Enter, Tab, C-t; one key after the other, as a person types."""
        for key in keys:
            self.run("send-keys", key)
            time.sleep(0.05)

    def type(self, text):
        self.run("send-keys", "-l", text)
        time.sleep(0.1)

    def paste(self, text):
        self.run("load-buffer", "-", input=text)
        self.run("paste-buffer", "-p")

    def screen(self, colors=False):
        return self.run("capture-pane", "-p", *(["-e"] if colors else []))

    def see(self, pattern, seconds=TIMEOUT_S):
        """Waits until the screen shows it."""
        end = time.monotonic() + seconds
        while not (match := re.search(pattern, text := self.screen(), re.MULTILINE)):
            if time.monotonic() > end:
                raise Failure(f"did not see {pattern!r}:\n{text}")
            time.sleep(0.05)
        return match

    def gone(self, pattern, seconds=TIMEOUT_S):
        end = time.monotonic() + seconds
        while re.search(pattern, text := self.screen(), re.MULTILINE):
            if time.monotonic() > end:
                raise Failure(f"still sees {pattern!r}:\n{text}")
            time.sleep(0.05)

    def kill(self):
        self.run("kill-server", check=False)


class Box:
    """A swarm, and a daemon with nothing in it yet."""

    def __init__(self, options):
        self.folder = tempfile.mkdtemp(prefix="tuitorrent-e2e-")
        self.socket = os.path.join(self.folder, "run", "rpc.sock")
        self.tuitorrent = [os.path.abspath(options.binary)] if options.binary else ["dotnet", f"{ROOT}/src/TuiTorrent/{BUILD}/tuitorrent.dll"]
        self.environment = dict(os.environ, HOME=self.folder, XDG_STATE_HOME=f"{self.folder}/xdg", XDG_CONFIG_HOME=f"{self.folder}/xdg", LC_ALL="C.UTF-8",
                                TUITORRENT_DASHBOARD=os.path.abspath(options.dashboard) if options.dashboard else f"{ROOT}/src/TuiTorrent.Dashboard/{BUILD}/tuitorrent-dashboard.dll")
        self.swarm = subprocess.Popen(["dotnet", f"{ROOT}/tests/TuiTorrent.Swarm/{BUILD}/TuiTorrent.Swarm.dll", "demo", self.folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.daemon = None
        handler = functools.partial(type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None}), directory=f"{self.folder}/torrents")
        self.web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.web.serve_forever, daemon=True).start()
        self.wait(lambda: os.path.exists(f"{self.folder}/offers"), "the swarm")
        self.start_daemon()

    def start_daemon(self):
        with open(f"{self.folder}/daemon.log", "ab") as log:
            self.daemon = subprocess.Popen([*self.tuitorrent, "daemon", "--socket", self.socket, "--state", f"{self.folder}/state", "--dir", f"{self.folder}/downloads", "--bind", "127.0.0.1", "--port", "0"],
                                           env=self.environment, stdout=log, stderr=log, start_new_session=True)
        self.wait(lambda: self.ask("list") is not None, "the daemon")

    def kill_daemon(self):
        self.daemon.kill()
        self.daemon.wait()

    def ask(self, *words):
        """The objects that a verb prints, one a line; None if it fails."""
        done = subprocess.run([*self.tuitorrent, words[0], "--host", self.socket, "--json", *words[1:]], capture_output=True, text=True, env=self.environment)
        if done.returncode != 0:
            return None
        return [json.loads(line) for line in done.stdout.splitlines() if line]

    def torrents(self):
        return self.ask("list") or []

    def torrent(self, name):
        return next((t for t in self.torrents() if t["name"].startswith(name)), None)

    def wait(self, condition, what, seconds=TIMEOUT_S):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise Failure(f"{what}: not within {seconds} s")
            time.sleep(0.1)

    def close(self):
        for process in (self.daemon, self.swarm):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
        self.web.shutdown()
        shutil.rmtree(self.folder, ignore_errors=True)


class Tasks:
    """Each method is a task; its name says what it shows."""

    def __init__(self, box, tmux):
        self.box, self.tmux = box, tmux

    def t01_a_newcomer_sees_what_to_do_first(self):
        self.tmux.see(r"a\b.*[Aa]dd")
        self.tmux.see(r"magnet")

    def t02_a_file_is_added_by_completing_its_path(self):
        self.tmux.keys("a")
        self.tmux.type(f"{self.box.folder}/torrents/ubu")
        self.tmux.keys("Tab")
        self.tmux.see(r"ubuntu-26\.04-made-up-arm64\.iso\.torrent")
        self.tmux.keys("Enter")
        self.confirm_until(lambda: self.box.torrent("ubuntu"))
        self.tmux.see(r"ubuntu-26\.04-made-up.*[1-9]")

    def t03_a_pasted_address_is_added(self):
        self.tmux.paste(f"http://127.0.0.1:{self.box.web.server_port}/raspios-made-up-lite.img.torrent")
        self.tmux.see(r"raspios-made-up-lite")
        self.confirm_until(lambda: self.box.torrent("raspios"))
        self.tmux.see(r"^.*raspios-made-up-lite")

    def t04_two_of_five_files_are_chosen_before_the_start(self):
        self.tmux.keys("a")
        self.tmux.type(f"{self.box.folder}/torrents/Big")
        self.tmux.keys("Tab", "Enter")
        self.tmux.see(r"Subtitles|English\.srt")
        self.choose_two_files()
        self.confirm_until(lambda: self.box.torrent("Big Buck"))
        wanted = [f for f in self.files("Big Buck") if f["priority"] != "skip"]
        if len(wanted) != 2:
            raise Failure(f"wanted {[f['path'] for f in wanted]}")

    def t05_all_are_paused_and_go_on(self):
        self.tmux.keys("P")
        self.box.wait(lambda: all(t["state"] in ("stopped", "paused") for t in self.box.torrents()), "all paused")
        self.tmux.see(r"[Pp]aused 3")
        self.tmux.keys("P")
        self.box.wait(lambda: not any(t["state"] in ("stopped", "paused") for t in self.box.torrents()), "all going on")

    def t06_the_torrent_with_an_error_says_why(self):
        self.tmux.keys("a")
        self.tmux.type(f"{self.box.folder}/torrents/old")
        self.tmux.keys("Tab", "Enter")
        self.confirm_until(lambda: self.box.torrent("old-backup"))
        self.box.wait(lambda: self.box.torrent("old-backup")["error"], "the tracker's error")
        self.tmux.keys("6")
        self.tmux.see(r"old-backup-set")
        self.tmux.gone(r"^.{0,4}ubuntu-26")
        self.tmux.keys("Enter")
        self.open_tab("Why")
        self.tmux.see(r"tracker")
        self.keep("why")
        self.tmux.keys("Escape")
        time.sleep(0.2)
        self.tmux.keys("1")

    def t07_the_upload_is_limited(self):
        self.tmux.keys("C-t")
        self.tmux.see(r"Limits of all")
        self.tmux.keys("Tab", "C-u")
        self.tmux.type("300K")
        self.tmux.keys("Enter")
        self.box.wait(lambda: abs((self.setting("up-limit") or 0) - 300 * 1024) < 1000, "the limit")
        self.tmux.see(r"↑.*/ ?300K")

    def t08_one_is_moved(self):
        self.choose("raspios")
        self.tmux.keys("m")
        self.tmux.keys("C-u")
        os.makedirs(f"{self.box.folder}/downloads/elsewhere", exist_ok=True)
        self.tmux.type(f"{self.box.folder}/downloads/elsewhere")
        self.confirm_until(lambda: self.box.torrent("raspios")["directory"].endswith("/elsewhere"))
        self.box.wait(lambda: os.path.exists(f"{self.box.folder}/downloads/elsewhere/raspios-made-up-lite.img"), "the moved file")

    def t09_one_is_removed_with_its_data(self):
        path = f"{self.box.folder}/downloads/elsewhere/raspios-made-up-lite.img"
        self.choose("raspios")
        self.tmux.keys("D")
        self.tmux.see(r"[Dd]elete|data")
        self.keep("remove-question")
        # The first choice keeps the data: who means it says so.
        self.tmux.keys("Tab", "Enter")
        self.box.wait(lambda: self.box.torrent("raspios") is None, "the removal")
        self.box.wait(lambda: not os.path.exists(path), "the data's end")
        self.tmux.gone(r"^.{0,4}raspios")
        self.tmux.keys("Escape")
        self.tmux.see(r"ubuntu-26\.04-made-up")

    def t10_a_daemon_that_dies_is_announced_and_comes_back(self):
        self.box.kill_daemon()
        self.tmux.see(r"[Nn]ot reach|unreachable|lost")
        self.keep("lost")
        self.box.start_daemon()
        self.tmux.gone(r"[Nn]ot reach|unreachable")
        self.tmux.see(r"ubuntu-26\.04-made-up")

    def t11_the_window_changes_its_size_while_data_moves(self):
        for columns, rows in ((200, 60), (40, 12), (20, 5), (140, 40), (80, 24)):
            self.tmux.run("resize-window", "-x", str(columns), "-y", str(rows))
            time.sleep(0.4)
            self.keep(f"size-{columns}x{rows}")
        self.tmux.see(r"ubuntu-26\.04-made-up")
        self.tmux.see(r"All +3")

    def t12_quitting_says_that_the_daemon_goes_on(self):
        self.tmux.keys("q")
        self.tmux.see(r"daemon (keeps running|goes on)|[Dd]ownloads go on")
        if self.box.ask("list") is None:
            raise Failure("the daemon ended with the dashboard")

    def confirm_until(self, condition):
        """Presses Enter, as a person does who reads what is asked, until it is done; four questions at most."""
        for _ in range(4):
            time.sleep(0.4)
            if condition():
                return
            self.tmux.keys("Enter")
        self.box.wait(condition, "what Enter confirms")

    def choose_two_files(self):
        """All off, then the first and the third."""
        self.tmux.keys("n", "Space", "Down", "Down", "Space")

    def files(self, name):
        return self.box.ask("files", str(self.box.torrent(name)["id"]))

    def setting(self, name):
        answer = self.box.ask("settings")
        return next((line["value"] for line in answer or [] if line["setting"] == name), None)

    def choose(self, name):
        """Moves the cursor by typing into the search."""
        self.tmux.keys("/")
        self.tmux.type(name)
        self.tmux.keys("Enter")
        self.tmux.see(name)
        time.sleep(0.2)

    def open_tab(self, title):
        for _ in range(20):
            if re.search(rf"\[ ?{title}[ !\d]*\]", self.tmux.screen()):
                return
            self.tmux.keys("Tab")
            time.sleep(0.15)
        raise Failure(f"no tab {title}:\n{self.tmux.screen()}")

    def keep(self, name):
        if self.captures:
            with open(os.path.join(self.captures, name + ".ans"), "w") as f:
                f.write(self.tmux.screen(colors=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", help="keep each task's last screen here")
    parser.add_argument("--binary")
    parser.add_argument("--dashboard")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if options.captures:
        os.makedirs(options.captures, exist_ok=True)
    tmux = Tmux(f"tuitorrent-e2e-{os.getpid()}")
    box = Box(options)
    passed = total = 0
    try:
        words = " ".join([*box.tuitorrent, "--host", box.socket])
        environment = " ".join(f"{key}='{box.environment[key]}'" for key in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LC_ALL", "TUITORRENT_DASHBOARD"))
        tmux.start(f"env {environment} {words}", 80, 24)
        tasks = Tasks(box, tmux)
        tasks.captures = options.captures
        for name in sorted(n for n in dir(tasks) if re.match(r"t\d\d_", n)):
            title = name[4:].replace("_", " ")
            total += 1
            begin = time.monotonic()
            try:
                getattr(tasks, name)()
                passed += 1
                print(f"ok      {title} ({time.monotonic() - begin:.1f} s)", flush=True)
            except (Failure, StopIteration, KeyError, TypeError) as e:
                print(f"FAILED  {title}: {type(e).__name__}: {e}", flush=True)
                tmux.keys("Escape", "Escape")
                time.sleep(0.3)
            tasks.keep(name)
    finally:
        tmux.kill()
        box.close()
    print(f"{total} tasks, {passed} done")
    sys.exit(passed != total)


if __name__ == "__main__":
    main()
