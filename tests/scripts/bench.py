#!/usr/bin/env python3
"""CPU, memory and wall time of one transfer over loopback, ours beside other clients, in turns in one run.

As leecher each client fetches the same data from the same libtorrent seeder; as seeder each gives it to the same libtorrent
leecher. CPU is user + system time of the measured process. Private memory is the peak of its anonymous pages, sampled.
The order changes from round to round: in a virtual machine whose host takes free memory back, who runs after whom counts.
Medians and ratios are to be quoted: single figures say more about the machine.
"""
import argparse, os, random, shutil, statistics, subprocess, sys, tempfile, threading, time

from bench_clients import CLIENTS, free_port, peer_script

MIB = 1 << 20
TIMEOUT_S = 180


class Sampler(threading.Thread):
    """Peaks of a process while it lives, and when the first bytes reached a file."""

    def __init__(self, pid, into=None):
        super().__init__(daemon=True)
        self.pid, self.into, self.anonymous, self.rss, self.first, self.full, self.stop = pid, into, 0, 0, None, None, False
        self.started = time.monotonic()
        self.start()

    def look_for_data(self):
        with os.scandir(self.into) as entries:
            if any(e.is_file() and e.stat().st_blocks > 0 and e.name.startswith("bench.bin") and not e.name.endswith(".aria2") for e in entries):
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


def wait_until(condition, process, what, step=0.1):
    end = time.monotonic() + TIMEOUT_S
    while not condition():
        if process.poll() is not None:
            raise RuntimeError(f"{what} ended early with {process.returncode}")
        if time.monotonic() > end:
            raise TimeoutError(f"{what} took more than {TIMEOUT_S} s")
        time.sleep(step)


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
        self.tracker_port, self.peer_port = free_port(), free_port()
        subprocess.run(peer_script("create", os.path.join(self.data, "bench.bin"), self.torrent, options.piece_kib * 1024, self.tracker_port), check=True)

    def leech_once(self, name, rc4, home):
        into = os.path.join(home, "into")
        os.makedirs(into)
        client = CLIENTS[name](self, rc4, home)
        seeder = subprocess.Popen(peer_script("seed", self.torrent, self.data, self.peer_port, int(rc4), client.port if client.is_dialled else 0), stdout=subprocess.PIPE)
        seeder.stdout.readline()
        sampler = process = None
        try:
            started = time.monotonic()
            process = client.start_leech(into, self.peer_port)
            sampler = Sampler(process.pid, into)
            result = {}
            if client.ends_itself:
                limit = threading.Timer(TIMEOUT_S, process.kill)
                limit.start()
                _, status, usage = os.wait4(process.pid, 0)
                limit.cancel()
                process.returncode = os.waitstatus_to_exitcode(status)
                result["cpu"] = usage.ru_utime + usage.ru_stime
                if process.returncode != 0:
                    raise RuntimeError(f"{name} ended with {process.returncode}")
            else:
                wait_until(client.is_done, process, name)
                result["cpu"] = cpu_of(process.pid)
            result.update(wall=time.monotonic() - started, private_mb=sampler.anonymous / 1024, rss_mb=sampler.rss / 1024)
            if sampler.first is not None:
                result["first"] = sampler.first
            size = os.path.getsize(os.path.join(into, "bench.bin"))
            if size != self.o.mib * MIB:
                raise RuntimeError(f"{name} fetched {size} bytes")
            return result
        finally:
            self.end(sampler, process)
            seeder.terminate()
            seeder.wait()

    def seed_once(self, name, rc4, home):
        into = os.path.join(home, "into")
        os.makedirs(into)
        client = CLIENTS[name](self, rc4, home)
        process = client.start_seed(self.data)
        sampler = Sampler(process.pid)
        try:
            wait_until(client.is_seeding, process, f"{name} getting ready to seed")
            before, started = cpu_of(process.pid), time.monotonic()
            subprocess.run(peer_script("leech", self.torrent, into, client.port, int(rc4), self.peer_port), check=True, timeout=TIMEOUT_S, stdout=subprocess.DEVNULL)
            return {"cpu": cpu_of(process.pid) - before, "wall": time.monotonic() - started,
                    "private_mb": sampler.anonymous / 1024, "rss_mb": sampler.rss / 1024}
        finally:
            self.end(sampler, process)

    @staticmethod
    def end(sampler, process):
        if sampler:
            sampler.stop = True
            sampler.join()
        if process and process.returncode is None:
            process.kill()
            process.wait()

    def run(self):
        with subprocess.Popen(peer_script("tracker", self.tracker_port, self.peer_port), stdout=subprocess.PIPE) as tracker:
            tracker.stdout.readline()
            try:
                for role in self.o.roles:
                    for cipher in self.o.ciphers:
                        self.compare(role, cipher)
            finally:
                tracker.terminate()

    def compare(self, role, cipher):
        rows = {c: [] for c in self.o.clients}
        for turn in range(self.o.rounds):
            first = turn % len(rows)
            for client in list(rows)[first:] + list(rows)[:first]:
                home = os.path.join(self.dir, f"{client}-{turn}")
                os.makedirs(home)
                try:
                    once = self.leech_once if role == "leech" else self.seed_once
                    rows[client].append(once(client, cipher == "rc4", home))
                except (RuntimeError, TimeoutError, OSError, subprocess.SubprocessError) as e:
                    print(f"  {client} left out of a round: {e}", file=sys.stderr, flush=True)
                finally:
                    shutil.rmtree(home, ignore_errors=True)
        self.report(role, cipher, rows)

    def report(self, role, cipher, rows):
        gib = self.o.mib / 1024
        print(f"\n{role}, {cipher}, {self.o.mib} MiB, pieces of {self.o.piece_kib} KiB, {self.o.rounds} rounds: median (min to max)")
        print(f"  {'client':<14}{'CPU s/GiB':>22}{'wall s/GiB':>24}{'private MB':>12}{'RSS MB':>9}{'first data s':>14}{'ours / its CPU':>16}")
        ours = statistics.median(r["cpu"] for r in rows["ours"]) if rows.get("ours") else None
        for client, results in rows.items():
            if not results:
                print(f"  {client:<14}{'-':>22}")
                continue
            def spread(key):
                values = [r[key] / gib for r in results]
                return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"
            def peak(key):
                return f"{max(r[key] for r in results):.1f}"
            first = [r["first"] for r in results if "first" in r]
            ratio = f"{ours / statistics.median(r['cpu'] for r in results):.2f}" if ours else "-"
            print(f"  {client:<14}{spread('cpu'):>22}{spread('wall'):>24}{peak('private_mb'):>12}{peak('rss_mb'):>9}"
                  f"{statistics.median(first) if first else float('nan'):>14.2f}{ratio:>16}")
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="artifacts/aot/linux-x64/tuitorrent")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--piece-kib", type=int, default=1024)
    parser.add_argument("--clients", nargs="+", choices=CLIENTS, default=list(CLIENTS))
    parser.add_argument("--roles", nargs="+", choices=["leech", "seed"], default=["leech", "seed"])
    parser.add_argument("--ciphers", nargs="+", choices=["plain", "rc4"], default=["plain", "rc4"])
    parser.add_argument("--dir", default=None, help="where the data goes (default: a temporary directory)")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    folder = tempfile.mkdtemp(prefix="tuitorrent-bench-", dir=options.dir)
    try:
        Bench(options, folder).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
