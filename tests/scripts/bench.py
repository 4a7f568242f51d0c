#!/usr/bin/env python3
"""CPU, memory and wall time of one transfer over loopback, ours beside other clients, alternating in one run.

As leecher each client fetches the same data from the same libtorrent seeder; as seeder each gives it to the same libtorrent
leecher. CPU is user + system time of the measured process, by the kernel's own account of it when it ends. Private memory is
the peak of its anonymous pages, sampled. Medians and ratios are to be quoted: single figures say more about the machine.
"""
import argparse, json, os, random, shutil, signal, statistics, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 1 << 20
TIMEOUT_S = 120
PYTHON = "/usr/bin/python3"  # where Debian puts its libtorrent, whatever else the PATH holds


def free_port():
    import socket
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Sampler(threading.Thread):
    """Peaks of a process while it lives."""

    def __init__(self, pid, into=None):
        super().__init__(daemon=True)
        self.pid, self.into, self.anonymous, self.rss, self.first, self.stop = pid, into, 0, 0, None, False
        self.started = time.monotonic()
        self.start()

    def look_for_data(self):
        """When the first bytes have reached a file: the same measure for every client."""
        with os.scandir(self.into) as entries:
            if any(e.is_file() and e.stat().st_blocks > 0 and not e.name.endswith(".aria2") for e in entries):
                self.first = time.monotonic() - self.started

    def run(self):
        while not self.stop:
            try:
                with open(f"/proc/{self.pid}/status") as f:
                    fields = dict(line.split(":", 1) for line in f if ":" in line)
                self.anonymous = max(self.anonymous, int(fields["RssAnon"].split()[0]))
                self.rss = max(self.rss, int(fields["VmRSS"].split()[0]))
                if self.into and self.first is None:
                    self.look_for_data()
            except (OSError, KeyError, ValueError):
                pass
            time.sleep(0.05)


def cpu_of(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def finish(process, sampler, started, wall=None):
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    sampler.stop = True
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall or time.monotonic() - started,
            "private_mb": sampler.anonymous / 1024, "rss_mb": sampler.rss / 1024, "code": process.returncode}


def peer_script(*args):
    return [PYTHON, os.path.join(HERE, "lt_peer.py"), *map(str, args)]


class Bench:
    def __init__(self, options, folder):
        self.o, self.dir = options, folder
        self.data = os.path.join(folder, "data")
        os.makedirs(self.data)
        with open(os.path.join(self.data, "bench.bin"), "wb") as f:
            generator = random.Random(1)
            for _ in range(options.mib):
                f.write(generator.randbytes(MIB))
        self.torrent = os.path.join(folder, "bench.torrent")
        subprocess.run(peer_script("create", os.path.join(self.data, "bench.bin"), self.torrent, options.piece_kib * 1024), check=True)

    # Leechers: each returns the command that fetches the torrent into `into` from the seeder at `port` and then ends.
    def leecher(self, name, into, port, rc4):
        if name == "ours":
            return [self.o.binary, "get", "--dir", into, "--state", into + ".state", "--port", "0", "--bind", "127.0.0.1", "--no-trackers",
                    "--peer", f"127.0.0.1:{port}", "--encryption", "required" if rc4 else "disabled", "--json", self.torrent]
        if name == "libtorrent":
            return peer_script("leech", self.torrent, into, port, int(rc4))
        if name == "aria2":
            # aria2 has no option for a peer's address: a tracker names it.
            return ["aria2c", "--quiet", "--dir", into, "--seed-time=0", "--enable-dht=false", "--bt-enable-lpd=false", "--enable-peer-exchange=false",
                    "--listen-port", str(free_port()), "--bt-tracker", f"http://127.0.0.1:{self.tracker_port}/announce", "--file-allocation=none",
                    *(["--bt-require-crypto=true", "--bt-min-crypto-level=arc4"] if rc4 else ["--bt-min-crypto-level=plain"]), self.torrent]
        raise ValueError(name)

    def seeder(self, name, port, rc4, state):
        if name == "ours":
            return [self.o.binary, "get", "--dir", self.data, "--state", state, "--port", str(port), "--bind", "127.0.0.1", "--no-trackers", "--seed",
                    "--encryption", "required" if rc4 else "disabled", "--json", self.torrent]
        if name == "libtorrent":
            return peer_script("seed", self.torrent, self.data, port, int(rc4))
        raise ValueError(name)

    def start_tracker(self, seeder_port):
        self.tracker_port = free_port()
        self.tracker = subprocess.Popen(peer_script("tracker", self.tracker_port, seeder_port), stdout=subprocess.PIPE)
        self.tracker.stdout.readline()

    def leech_once(self, name, rc4, turn):
        into = os.path.join(self.dir, f"{name}-{turn}")
        os.makedirs(into)
        seeder = subprocess.Popen(peer_script("seed", self.torrent, self.data, self.port, int(rc4)), stdout=subprocess.PIPE)
        seeder.stdout.readline()
        try:
            started = time.monotonic()
            process = subprocess.Popen(self.leecher(name, into, self.port, rc4), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            sampler = Sampler(process.pid, into)
            times = {}
            limit = threading.Timer(TIMEOUT_S, process.kill)
            limit.start()
            for line in process.stdout:
                if line.startswith("{"):
                    row = json.loads(line)
                    if row.get("event") == "completed" and "complete" not in times:
                        times["complete"] = time.monotonic() - started
            result = finish(process, sampler, started)
            limit.cancel()
            result.update(times)
            if sampler.first is not None:
                result["first"] = sampler.first
            size = sum(os.path.getsize(os.path.join(into, f)) for f in os.listdir(into))
            if size != self.o.mib * MIB:
                print(f"  {name} fetched {size} bytes, exit {result['code']}", file=sys.stderr)
            return result
        finally:
            seeder.terminate()
            seeder.wait()
            for path in (into, into + ".state"):
                shutil.rmtree(path, ignore_errors=True)

    def seed_once(self, name, rc4, turn):
        state = os.path.join(self.dir, f"{name}-{turn}.state")
        port = free_port()
        process = subprocess.Popen(self.seeder(name, port, rc4, state), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        sampler = Sampler(process.pid)
        into = os.path.join(self.dir, f"{name}-{turn}-out")
        os.makedirs(into)
        try:
            if name == "ours":
                while '"completed"' not in process.stdout.readline():
                    pass
            else:
                process.stdout.readline()
            before, started = cpu_of(process.pid), time.monotonic()
            subprocess.run(peer_script("leech", self.torrent, into, port, int(rc4)), check=True, timeout=300, stdout=subprocess.DEVNULL)
            wall, cpu = time.monotonic() - started, cpu_of(process.pid) - before
            result = {"cpu": cpu, "wall": wall, "private_mb": sampler.anonymous / 1024, "rss_mb": sampler.rss / 1024}
        finally:
            sampler.stop = True
            process.send_signal(signal.SIGINT)
            process.wait()
            shutil.rmtree(into, ignore_errors=True)
            shutil.rmtree(state, ignore_errors=True)
        return result

    def run(self):
        gib = self.o.mib / 1024
        for role in self.o.roles:
            for cipher in self.o.ciphers:
                rc4 = cipher == "rc4"
                self.port = free_port()
                self.start_tracker(self.port)
                rows = {c: [] for c in self.o.clients if not (role == "seed" and c == "aria2")}
                for turn in range(self.o.rounds):
                    for client in rows:
                        once = self.leech_once if role == "leech" else self.seed_once
                        rows[client].append(once(client, rc4, turn))
                self.tracker.terminate()
                self.tracker.wait()
                self.report(role, cipher, rows, gib)

    def report(self, role, cipher, rows, gib):
        print(f"\n{role}, {cipher}, {self.o.mib} MiB, pieces of {self.o.piece_kib} KiB, {self.o.rounds} rounds: median (min to max)")
        print(f"  {'client':<14}{'CPU s/GiB':>22}{'wall s/GiB':>22}{'private MB':>12}{'RSS MB':>9}{'first data s':>14}{'complete s':>12}{'CPU ratio':>11}")
        ours = statistics.median(r["cpu"] for r in rows["ours"]) if "ours" in rows else None
        for client, results in rows.items():
            def spread(key):
                values = [r[key] / gib for r in results]
                return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"
            def peak(key):
                return f"{max(r[key] for r in results):.1f}"
            def timed(key):
                values = [r[key] for r in results if key in r]
                return f"{statistics.median(values):.2f}" if values else "-"
            ratio = f"{ours / statistics.median(r['cpu'] for r in results):.2f}" if ours else "-"
            print(f"  {client:<14}{spread('cpu'):>22}{spread('wall'):>22}{peak('private_mb'):>12}{peak('rss_mb'):>9}{timed('first'):>14}{timed('complete'):>12}{ratio:>11}")
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="artifacts/aot/linux-x64/tuitorrent")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--piece-kib", type=int, default=1024)
    parser.add_argument("--clients", nargs="+", default=["ours", "aria2", "libtorrent"], help="aria2 is measured as leecher only: it can't be told to give without a tracker")
    parser.add_argument("--roles", nargs="+", default=["leech", "seed"])
    parser.add_argument("--ciphers", nargs="+", default=["plain", "rc4"])
    parser.add_argument("--dir", default=None, help="where the data goes (default: a temporary directory)")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="tuitorrent-bench-", dir=options.dir)
    try:
        Bench(options, folder).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
