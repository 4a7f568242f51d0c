#!/usr/bin/env python3
"""Kills the daemon at random moments while torrents are added, fetched, moved, checked again, removed and changed.

Everything that a call was told to be done must be there after the next start: torrents, directories, labels, limits, settings. What was
under way may be done or not. The pieces that the state claims are hashed from the files by this script, and the daemon must answer
within five seconds. Another daemon of ours, which nobody kills, is the seeder; a tracker names it.
"""
import argparse, base64, hashlib, http.client, json, os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, threading, time

from bench_clients import free_port, peer_script
from bench_daemon import UnixConnection, bencode

MIB = 1 << 20
PIECE = 256 * 1024
ANSWER_WITHIN_S = 5
LOST_AT_MOST = 32 * MIB


class Daemon:
    def __init__(self, command, folder, name, downloads, port):
        self.command, self.home = command, os.path.join(folder, name)
        os.makedirs(self.home)
        self.socket, self.state = os.path.join(self.home, "rpc.sock"), os.path.join(self.home, "state")
        self.config = os.path.join(self.home, "config.toml")
        with open(self.config, "w") as f:
            f.write(f'[downloads]\ndirectory = "{downloads}"\n[network]\nport = {port}\nbind = "127.0.0.1"\n')
        self.session = ""

    def start(self):
        self.log = open(os.path.join(self.home, "log"), "a")
        self.process = subprocess.Popen(self.command + ["daemon", "--config", self.config, "--state", self.state, "--socket", self.socket],
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        started = time.monotonic()
        while self.try_call("session-get", {}) is None:
            if self.process.poll() is not None:
                sys.exit(f"the daemon ended with {self.process.returncode}; its log is {self.log.name}")
            if time.monotonic() - started > 60:
                sys.exit("the daemon does not answer")
            time.sleep(0.01)
        return time.monotonic() - started

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def try_call(self, method, arguments):
        """The answer, or None when the daemon is gone: nobody knows then what it did."""
        body = json.dumps({"method": method, "arguments": arguments}).encode()
        try:
            for _ in range(2):
                connection = UnixConnection(self.socket)
                connection.request("POST", "/transmission/rpc", body, {"X-Transmission-Session-Id": self.session, "Content-Type": "application/json"})
                answer = connection.getresponse()
                text = answer.read()
                connection.close()
                if answer.status != 409:
                    reply = json.loads(text)
                    return reply["arguments"] if reply["result"] == "success" else {"refused": reply["result"]}
                self.session = answer.headers["X-Transmission-Session-Id"]
        except (OSError, ValueError, KeyError, http.client.HTTPException):
            pass
        return None


class Torrent:
    def __init__(self, folder, number, mib, tracker):
        self.name = f"torrent-{number}.bin"
        data = random.Random(number).randbytes(mib * MIB)
        with open(os.path.join(folder, self.name), "wb") as f:
            f.write(data)
        self.pieces = [hashlib.sha1(data[i:i + PIECE]).digest() for i in range(0, len(data), PIECE)]
        info = {"name": self.name, "length": len(data), "piece length": PIECE, "pieces": b"".join(self.pieces)}
        self.hash = hashlib.sha1(bencode(info)).hexdigest()
        self.metainfo = bencode({"announce": tracker, "info": info})


class Expectation:
    """What must be there: for each torrent and each setting the values that are allowed now."""

    def __init__(self):
        self.torrents, self.settings = {}, {}

    def problems(self, torrents, settings):
        found = {t["hashString"]: t for t in torrents}
        for info_hash, allowed in self.torrents.items():
            here = found.get(info_hash)
            if (here is not None) not in allowed["present"]:
                yield f"{info_hash[:8]} is {'there' if here else 'lost'}"
            elif here:
                for key, values in allowed["fields"].items():
                    if here[key] not in values:
                        yield f"{info_hash[:8]} has {key} {here[key]!r}, not one of {values!r}"
        for key, values in self.settings.items():
            if settings[key] not in values:
                yield f"{key} is {settings[key]!r}, not one of {values!r}"

    def settle(self, torrents, settings):
        """What was found after a start is what must be there from now on."""
        found = {t["hashString"]: t for t in torrents}
        for info_hash, allowed in self.torrents.items():
            allowed["present"] = {info_hash in found}
            if info_hash in found:
                allowed["fields"] = {key: [found[info_hash][key]] for key in allowed["fields"]}
        self.settings = {key: [settings[key]] for key in self.settings}


class Test:
    FIELDS = ["hashString", "labels", "downloadLimit", "downloadDir", "status", "haveValid", "error", "errorString", "id"]

    def __init__(self, options, folder):
        self.o, self.moments = options, random.Random(options.seed)
        command = [options.binary] if options.binary else ["dotnet", options.managed]
        self.places = [os.path.join(folder, "one"), os.path.join(folder, "two")]
        source = os.path.join(folder, "source")
        for place in [source, *self.places]:
            os.makedirs(place)
        tracker, seeder_port = free_port(), free_port()
        self.tracker = subprocess.Popen(peer_script("tracker", tracker, seeder_port), stdout=subprocess.PIPE)
        self.tracker.stdout.readline()
        self.torrents = [Torrent(source, i, options.mib, f"http://127.0.0.1:{tracker}/announce") for i in range(options.torrents)]
        self.seeder = Daemon(command, folder, "seeder", source, seeder_port)
        self.seeder.start()
        self.seeder.try_call("session-set", {"speed-limit-up": 24 * 1024, "speed-limit-up-enabled": True})
        for t in self.torrents:
            self.call_seeder("torrent-add", {"metainfo": encoded(t.metainfo)})
        while any(t["status"] != 6 for t in self.seeder.try_call("torrent-get", {"fields": ["status"]})["torrents"]):
            time.sleep(0.1)
        self.daemon = Daemon(command, folder, "victim", self.places[0], free_port())
        self.expected = Expectation()
        self.kills = self.calls = self.wrong = 0
        self.slowest = self.most_lost = 0.0
        self.done = {}

    def call_seeder(self, method, arguments):
        answer = self.seeder.try_call(method, arguments)
        if answer is None or "refused" in answer:
            sys.exit(f"the seeder refuses {method}: {answer}")

    def run(self):
        while self.kills < self.o.rounds:
            self.slowest = max(self.slowest, self.daemon.start())
            self.check_start()
            killer = threading.Timer(self.moments.uniform(0.02, 2.0), self.daemon.process.kill)
            killer.start()
            while self.daemon.process.poll() is None and self.act():
                pass
            killer.join()
            self.daemon.kill()
            self.kills += 1
            self.check_claims()

    def check_start(self):
        listing = self.daemon.try_call("torrent-get", {"fields": self.FIELDS})["torrents"]
        settings = self.daemon.try_call("session-get", {})
        for problem in self.expected.problems(listing, settings):
            sys.exit(f"after kill {self.kills} (seed {self.o.seed}): {problem}")
        self.expected.settle(listing, settings)
        self.lost(listing)

    def lost(self, listing):
        for t in listing:
            # While files are looked at nothing is known yet; what is known a moment later counts.
            end = time.monotonic() + 10
            while t["status"] in (1, 2) and time.monotonic() < end:
                time.sleep(0.05)
                answer = self.daemon.try_call("torrent-get", {"fields": self.FIELDS, "ids": [t["hashString"]]})
                if not answer or not answer["torrents"]:
                    return
                t = answer["torrents"][0]
            if t["hashString"] in self.done and t["downloadDir"] == self.done[t["hashString"]][1]:
                self.most_lost = max(self.most_lost, self.done[t["hashString"]][0] - t["haveValid"])

    def note_progress(self):
        answer = self.daemon.try_call("torrent-get", {"fields": self.FIELDS})
        if answer:
            for t in answer["torrents"]:
                if t["status"] in (0, 4, 6) and not t["error"]:
                    self.done[t["hashString"]] = (t["haveValid"], t["downloadDir"])
        return answer is not None

    def act(self):
        """One random call; False when the daemon is gone."""
        torrent = self.moments.choice(self.torrents)
        allowed = self.expected.torrents.setdefault(torrent.hash, {"present": {False}, "fields": {}})
        if allowed["present"] == {False}:
            return self.add(torrent, allowed)
        what = self.moments.choice(["progress"] * 6 + ["labels", "limit", "setting", "verify", "move", "remove", "stop", "start"])
        return self.note_progress() if what == "progress" else getattr(self, what)(torrent, allowed)

    def ask(self, method, arguments):
        self.calls += 1
        answer = self.daemon.try_call(method, arguments)
        time.sleep(self.moments.uniform(0, 0.05))
        return answer

    def add(self, torrent, allowed):
        place = self.moments.choice(self.places)
        allowed["present"] = {True, False}
        allowed["fields"] = {"downloadDir": [place]}
        answer = self.ask("torrent-add", {"metainfo": encoded(torrent.metainfo), "download-dir": place})
        self.done.pop(torrent.hash, None)
        if answer is not None:
            allowed["present"] = {"refused" not in answer}
        return answer is not None

    def change(self, allowed, key, value, method, arguments):
        fields = allowed["fields"]
        if key in fields:
            fields[key] = fields[key] + [value]
        answer = self.ask(method, arguments)
        if answer is not None and "refused" not in answer:
            fields[key] = [value]
        return answer is not None

    def labels(self, torrent, allowed):
        value = [f"label-{self.moments.randrange(1000)}"]
        return self.change(allowed, "labels", value, "torrent-set", {"ids": [torrent.hash], "labels": value})

    def limit(self, torrent, allowed):
        value = self.moments.randrange(100_000, 200_000)
        return self.change(allowed, "downloadLimit", value, "torrent-set", {"ids": [torrent.hash], "downloadLimit": value})

    def setting(self, torrent, allowed):
        value = self.moments.randrange(1, 1000)
        settings = self.expected.settings
        if "alt-speed-down" in settings:
            settings["alt-speed-down"] = settings["alt-speed-down"] + [value]
        answer = self.ask("session-set", {"alt-speed-down": value})
        if answer is not None:
            settings["alt-speed-down"] = [value]
        return answer is not None

    def verify(self, torrent, allowed):
        return self.ask("torrent-verify", {"ids": [torrent.hash]}) is not None

    def stop(self, torrent, allowed):
        return self.ask("torrent-stop", {"ids": [torrent.hash]}) is not None

    def start(self, torrent, allowed):
        return self.ask("torrent-start", {"ids": [torrent.hash]}) is not None

    def move(self, torrent, allowed):
        place = self.moments.choice(self.places)
        fields = allowed["fields"]
        # A move goes on in the background: until it is done, either place is right.
        fields["downloadDir"] = list(self.places)
        self.done.pop(torrent.hash, None)
        return self.ask("torrent-set-location", {"ids": [torrent.hash], "location": place, "move": True}) is not None

    def remove(self, torrent, allowed):
        if self.moments.random() < 0.7:
            return True  # rarely, so that downloads get somewhere
        allowed["present"] = {True, False}
        answer = self.ask("torrent-remove", {"ids": [torrent.hash], "delete-local-data": True})
        if answer is not None:
            allowed["present"] = {False}
            self.done.pop(torrent.hash, None)
        return answer is not None

    def check_claims(self):
        """Read from a copy, so that nothing is recovered or changed for the daemon."""
        database = os.path.join(self.daemon.state, "state.db")
        with tempfile.TemporaryDirectory() as folder:
            for suffix in ("", "-wal"):
                if os.path.exists(database + suffix):
                    shutil.copy(database + suffix, os.path.join(folder, "copy.db" + suffix))
            if not os.listdir(folder):
                return
            copy = sqlite3.connect(os.path.join(folder, "copy.db"))
            if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'progress'").fetchone():
                return
            rows = copy.execute("SELECT p.info_hash, p.claimed, t.root FROM progress p JOIN torrents t USING (info_hash)").fetchall()
        for info_hash, bits, root in rows:
            torrent = next(t for t in self.torrents if t.hash == info_hash.hex())
            # In the middle of a move the bytes are in one place or the other.
            paths = [os.path.join(place, torrent.name) for place in [root, *self.places]]
            for piece in range(len(torrent.pieces)):
                if piece // 8 < len(bits) and bits[piece // 8] & (0x80 >> (piece % 8)) and not any(holds(path, piece, torrent.pieces[piece]) for path in paths):
                    self.wrong += 1

    def end(self):
        for daemon in (self.seeder, getattr(self, "daemon", None)):
            if daemon and getattr(daemon, "process", None) and daemon.process.poll() is None:
                daemon.kill()
        self.tracker.kill()
        self.tracker.wait()


def holds(path, piece, digest):
    try:
        with open(path, "rb") as f:
            f.seek(piece * PIECE)
            return hashlib.sha1(f.read(PIECE)).digest() == digest
    except OSError:
        return False


def encoded(data):
    return base64.b64encode(data).decode()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--torrents", type=int, default=4)
    parser.add_argument("--mib", type=int, default=24)
    parser.add_argument("--managed", default="src/TuiTorrent/bin/Release/net10.0/tuitorrent.dll")
    parser.add_argument("--binary")
    parser.add_argument("--keep", action="store_true", help="leave the folder for a look")
    options = parser.parse_args()
    options.managed, options.binary = os.path.abspath(options.managed), options.binary and os.path.abspath(options.binary)
    folder = tempfile.mkdtemp(prefix="tuitorrent-kill-")
    test = None
    try:
        test = Test(options, folder)
        test.run()
    finally:
        if test:
            test.end()
        if options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{test.kills} kills (seed {options.seed}) among {test.calls} calls: nothing accepted was lost, {test.wrong} wrong pieces claimed, "
          f"at most {test.most_lost / MIB:.1f} MiB to fetch again, answering after at most {test.slowest:.2f} s")
    sys.exit(1 if test.wrong or test.most_lost > LOST_AT_MOST or test.slowest > ANSWER_WITHIN_S else 0)


if __name__ == "__main__":
    main()
