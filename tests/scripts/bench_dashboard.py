#!/usr/bin/env python3
"""What a dashboard costs while it is only watched, ours beside htop, rtorrent and tremc (where they are installed) in one run.

A daemon of ours downloads 20 torrents within one limit and holds the rest as seeds; the rates of the 20 change each second. Ours and tremc look at that daemon,
rtorrent at downloads of its own. Each program runs in a pseudo terminal: bytes and writes a second to the terminal, CPU of one core, wake-ups (voluntary
context switches), resident memory; then the same with everything paused, the time from exec to the first frame, and from a key to its paint.
Ours also runs in tmux, and over sshd on loopback, where bytes and packets of both directions are counted.
"""
import argparse, base64, fcntl, hashlib, http.server, json, os, pty, re, select, shutil, signal, socket, statistics, struct, subprocess, sys, tempfile, termios, threading, time

from bench_clients import free_port
from bench_daemon import Ours, bencode, memory_of, switches_of, wait_until

MOVING = 20
SIZE = 96 << 20
PIECE = 1 << 20
SIZES = {"80x24": (80, 24), "140x40": (140, 40)}


def torrent_of_zeros(name, tracker, size=SIZE):
    piece = hashlib.sha1(bytes(PIECE)).digest()
    return bencode({"announce": tracker, "info": {"name": name, "length": size, "piece length": PIECE, "pieces": piece * (size // PIECE)}})


class Tracker:
    """Tells everyone about one peer."""

    def __init__(self):
        tracker = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = bencode({"interval": 1800, "complete": 1, "incomplete": 1, "peers": socket.inet_aton("127.0.0.1") + struct.pack(">H", tracker.peer)})
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """A client that went away is no news."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.peer = 0
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/announce"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Box(Ours):
    """A daemon of ours that also takes commands by TCP, for tremc."""

    def start(self):
        self.rpc = free_port()
        os.makedirs(self.home, exist_ok=True)
        self.socket = os.path.join(self.home, "rpc.sock")
        self.spawn(self.binary, "daemon", "--state", self.home, "--dir", self.data, "--socket", self.socket, "--port", self.port, "--bind", "127.0.0.1", "--log-level", "error",
                   env=dict(os.environ, HOME=self.home, XDG_CONFIG_HOME=self.home, TUITORRENT_RPC_LISTEN=f"127.0.0.1:{self.rpc}", TUITORRENT_QUEUE_DOWNLOADS="0"))
        wait_until(self.answers, self.process, "the daemon's start")


class Screen:
    """A program in a pseudo terminal whose other end we read."""

    def __init__(self, command, size, env=None):
        self.columns, self.rows = size
        self.bytes = 0
        self.reads = 0
        self.first = None
        self.last = 0.0
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
            os.execvpe(command[0], command, dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", **(env or {})))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        while True:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return
            if not data:
                return
            now = time.monotonic()
            self.first = self.first or now
            self.last = now
            self.bytes += len(data)
            self.reads += 1

    def press(self, key):
        """Seconds until something was painted after a key; None if nothing was within a second."""
        before, begin = self.bytes, time.monotonic()
        os.write(self.fd, key)
        while self.bytes == before:
            if time.monotonic() - begin > 1:
                return None
            time.sleep(0.0002)
        return self.last - begin

    def watch(self, seconds, pid=None):
        pid = pid or self.pid
        begin = (self.bytes, self.reads, cpu_of(pid), switches_of(pid), time.monotonic())
        time.sleep(seconds)
        took = time.monotonic() - begin[4]
        return {"bytes/s": (self.bytes - begin[0]) / took, "bursts/s": (self.reads - begin[1]) / took, "CPU %": 100 * (cpu_of(pid) - begin[2]) / took,
                "wake-ups/s": (switches_of(pid) - begin[3]) / took, "RSS MB": memory_of(pid)[0], "private MB": memory_of(pid)[1]}

    def writes(self, seconds):
        """System calls that write to the terminal, a second, by strace; None without it."""
        if not shutil.which("strace"):
            return None
        with tempfile.NamedTemporaryFile() as log:
            trace = subprocess.Popen(["strace", "-f", "-qq", "-e", "trace=write,writev", "-o", log.name, "-p", str(self.pid)], stderr=subprocess.DEVNULL)
            time.sleep(seconds)
            trace.send_signal(signal.SIGINT)
            trace.wait()
            # An eventfd is written eight bytes at a time.
            return sum(1 for line in open(log.name, errors="replace") if "write" in line and not line.rstrip().endswith("= 8")) / seconds

    def close(self):
        try:
            os.kill(self.pid, signal.SIGTERM)
            end = time.monotonic() + 3
            while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
                if time.monotonic() > end:
                    os.kill(self.pid, signal.SIGKILL)
                    os.waitpid(self.pid, 0)
                    break
                time.sleep(0.01)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.fd)


class Bench:
    def __init__(self, options, folder, count):
        self.options, self.folder, self.count = options, folder, count
        self.tracker = Tracker()
        data = os.path.join(folder, "seed")
        os.makedirs(data)
        names = [f"made-up-linux-{i:04}-arm64.iso" for i in range(count)]
        small = 1 << 20
        self.torrents = [torrent_of_zeros(name, self.tracker.url, SIZE if i < MOVING else small) for i, name in enumerate(names)]
        for i, name in enumerate(names):
            with open(os.path.join(data, name), "wb") as f:
                f.truncate(SIZE if i < MOVING else small)
        self.seed = Box(os.path.join(folder, "s"), data, options.binary)
        self.seed.start()
        self.tracker.peer = self.seed.port
        self.seed.add(self.torrents[:MOVING])
        wait_until(lambda: self.seed.seeding() == MOVING, self.seed.process, "checking what is seeded")
        here = os.path.join(folder, "downloads")
        os.makedirs(here)
        for i in range(MOVING, count):
            os.link(os.path.join(data, names[i]), os.path.join(here, names[i]))
        self.box = Box(os.path.join(folder, "d"), here, options.binary)
        self.box.start()
        self.box.add(self.torrents)
        # One limit for all: who gets how much of it changes each second.
        self.box.call("session-set", {"speed-limit-down": 1500, "speed-limit-down-enabled": True})
        wait_until(lambda: self.box.seeding() == count - MOVING, self.box.process, "the daemon's seeds")
        wait_until(lambda: self.moving() == MOVING, self.box.process, "all downloads to move")

    def moving(self):
        return sum(t["rateDownload"] > 0 for t in self.box.call("torrent-get", {"fields": ["rateDownload"]})["torrents"])

    def commands(self):
        yield "ours", [self.options.dashboard, "--socket", self.box.socket]
        if self.options.others:
            if shutil.which("htop"):
                yield "htop", ["htop"]
            if shutil.which("tremc"):
                yield "tremc", ["tremc", "-c", f"127.0.0.1:{self.box.rpc}"]
            if shutil.which("rtorrent"):
                yield "rtorrent", self.rtorrent()

    def rtorrent(self):
        """The same torrents, downloaded by rtorrent itself: its CPU is that of the client with its screen."""
        home = os.path.join(self.folder, "r")
        shutil.rmtree(home, ignore_errors=True)
        os.makedirs(os.path.join(home, "d"))
        for i, torrent in enumerate(self.torrents[:MOVING]):
            with open(os.path.join(home, f"{i}.torrent"), "wb") as f:
                f.write(torrent)
        rc = os.path.join(home, "rc")
        with open(rc, "w") as f:
            f.write(f"network.port_range.set = {free_port()}-{free_port() + 1000}\nnetwork.bind_address.set = 127.0.0.1\ndht.mode.set = disable\ntrackers.use_udp.set = no\n"
                    f"directory.default.set = {home}/d\nthrottle.global_down.max_rate.set_kb = 400\n"
                    f"schedule2 = load, 0, 0, ((load.start, (cat, \"{home}/*.torrent\")))\n")
        return ["rtorrent", "-n", "-o", f"import={rc}"]

    def rounds(self, name, command, size):
        results = []
        for _ in range(self.options.rounds):
            screen = Screen(command, SIZES[size])
            time.sleep(4)
            figures = screen.watch(self.options.seconds)
            figures["first frame ms"] = 1000 * (screen.first - screen.started) if screen.first else float("nan")
            keys = [t for t in (screen.press(key) for _ in range(10) for key in ((b"j", b"k") if name != "rtorrent" else (b"\x1b[B", b"\x1b[A")) if not time.sleep(0.11)) if t is not None]
            figures["key p95 ms"] = 1000 * sorted(keys)[int(0.95 * (len(keys) - 1))] if keys else float("nan")
            screen.close()
            results.append(figures)
        return {key: statistics.median(r[key] for r in results) for key in results[0]}

    def pause(self, is_paused):
        self.box.call("torrent-stop" if is_paused else "torrent-start", {"ids": list(range(1, MOVING + 1))})
        if not is_paused:
            wait_until(lambda: self.moving() == MOVING, self.box.process, "all downloads to move again")
        else:
            time.sleep(8)

    def quiet(self, size):
        screen = Screen([self.options.dashboard, "--socket", self.box.socket], SIZES[size])
        time.sleep(15)
        figures = screen.watch(10)
        figures["writes/s"] = screen.writes(10)
        screen.close()
        return figures

    def cost_for_daemon(self):
        """CPU of the daemon with and without a dashboard, in % of a core, alternating."""
        differences = []
        for _ in range(self.options.rounds):
            before = self.daemon_cpu()
            screen = Screen([self.options.dashboard, "--socket", self.box.socket], SIZES["80x24"])
            time.sleep(2)
            differences.append(self.daemon_cpu() - before)
            screen.close()
        return statistics.median(differences)

    def daemon_cpu(self):
        begin, cpu = time.monotonic(), cpu_of(self.box.process.pid)
        time.sleep(self.options.seconds)
        return 100 * (cpu_of(self.box.process.pid) - cpu) / (time.monotonic() - begin)

    def in_tmux(self, size):
        """CPU and bytes of the dashboard's own process in a window of tmux."""
        columns, rows = SIZES[size]
        server = f"bench{os.getpid()}"
        subprocess.run(["tmux", "-L", server, "-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), f"exec {self.options.dashboard} --socket {self.box.socket}"], check=True)
        try:
            time.sleep(4)
            pid = int(subprocess.run(["tmux", "-L", server, "list-panes", "-F", "#{pane_pid}"], check=True, capture_output=True, text=True).stdout)
            begin, cpu, written = time.monotonic(), cpu_of(pid), wchar_of(pid)
            time.sleep(self.options.seconds)
            took = time.monotonic() - begin
            return {"bytes/s": (wchar_of(pid) - written) / took, "CPU %": 100 * (cpu_of(pid) - cpu) / took, "RSS MB": memory_of(pid)[0]}
        finally:
            subprocess.run(["tmux", "-L", server, "kill-server"], check=False)

    def over_ssh(self, size):
        """Bytes and packets of both directions between ssh and sshd, headers of IPv4 and TCP with timestamps (52 bytes) included."""
        sshd = shutil.which("sshd") or "/usr/sbin/sshd"
        if not os.path.exists(sshd) or not shutil.which("ssh"):
            return None
        home = os.path.join(self.folder, "ssh")
        shutil.rmtree(home, ignore_errors=True)
        os.makedirs(home, mode=0o700)
        for key in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", os.path.join(home, key)], check=True)
        shutil.copy(os.path.join(home, "user.pub"), os.path.join(home, "authorized"))
        port = free_port()
        os.makedirs("/run/sshd", exist_ok=True)
        server = subprocess.Popen([sshd, "-D", "-f", "/dev/null", "-p", str(port), "-h", f"{home}/host", "-o", "ListenAddress=127.0.0.1", "-o", f"AuthorizedKeysFile={home}/authorized", "-o", "StrictModes=no",
                                   "-o", "UsePAM=no", "-o", "PidFile=none"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(0.5)
            screen = Screen(["ssh", "-tt", "-F", "/dev/null", "-i", f"{home}/user", "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
                             "-p", str(port), "127.0.0.1", f"env LC_ALL=C.UTF-8 {self.options.dashboard} --socket {self.box.socket}"], SIZES[size])
            time.sleep(6)
            begin, first = time.monotonic(), segments_of(port)
            time.sleep(self.options.seconds)
            took, last = time.monotonic() - begin, segments_of(port)
            result = {"wire bytes/s": (last[0] - first[0] + 52 * (last[1] - first[1])) / took, "packets/s": (last[1] - first[1]) / took, "bytes/s": screen.bytes and (last[0] - first[0]) / took}
            screen.close()
            return result
        finally:
            server.terminate()
            server.wait()

    def stop(self):
        self.box.stop()
        self.seed.stop()


def cpu_of(pid):
    """Seconds on a core, of all threads; finer than the ticks of /proc/PID/stat."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/schedstat") as f:
            total += int(f.read().split()[0])
    return total / 1e9


def wchar_of(pid):
    return int(re.search(r"wchar: (\d+)", open(f"/proc/{pid}/io").read())[1])


def segments_of(port):
    """Bytes and segments that both ends of a connection to a port sent."""
    text = subprocess.run(["ss", "-tinHO", f"( sport = :{port} )"], capture_output=True, text=True, check=True).stdout
    number = lambda key: sum(map(int, re.findall(rf"\b{key}:(\d+)", text)))
    return number("bytes_sent") + number("bytes_received"), number("segs_out") + number("segs_in")


def show(title, figures):
    if figures:
        print(f"{title:<28}" + "  ".join(f"{key} {value:.1f}" if value is not None else f"{key} -" for key, value in figures.items()), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="tuitorrent, native")
    parser.add_argument("--dashboard", required=True, help="tuitorrent-dashboard, native")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--counts", default="50,1000")
    parser.add_argument("--no-others", dest="others", action="store_false")
    options = parser.parse_args()
    options.binary, options.dashboard = os.path.abspath(options.binary), os.path.abspath(options.dashboard)
    print(f"tuitorrent-dashboard: {os.path.getsize(options.dashboard) / 1e6:.1f} MB")
    for count in map(int, options.counts.split(",")):
        folder = tempfile.mkdtemp(prefix="tuitorrent-bench-")
        bench = Bench(options, folder, count)
        try:
            print(f"== {count} torrents, {MOVING} of them changing each second")
            for size in SIZES:
                for name, command in bench.commands():
                    if name == "ours" or count == 50:
                        show(f"{name} {size}", bench.rounds(name, command, size))
            show("ours in tmux 80x24", bench.in_tmux("80x24"))
            show("ours over ssh 80x24", bench.over_ssh("80x24"))
            print(f"{'the daemon, while watched':<28}CPU % +{bench.cost_for_daemon():.2f}", flush=True)
            bench.pause(True)
            show("ours, nothing changing", bench.quiet("80x24"))
        finally:
            bench.stop()
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
