#!/usr/bin/env python3
"""Kills the daemon at random moments while torrents are added, fetched, moved, renamed, checked again, removed and changed.

Everything that a call was told to be done must be there after the next start: torrents, directories, names, labels, limits, settings, and a
move goes on until it is done. What was under way may be done or not. The pieces that the state claims are hashed from the files by this
script, the daemon must answer within five seconds, and unless somebody asked for it, no more is hashed again than what was not claimed. In
the end everything must become complete, and no file may lie about that is nobody's. Another daemon of ours, which nobody kills, is the
seeder; a tracker names it. The two directories are on two devices, so that moves take their time.

With --seed a run is repeated call by call, as far as the moments at which the daemon answers allow.
"""
import argparse, base64, hashlib, http.client, json, os, random, re, shutil, signal, sqlite3, subprocess, sys, tempfile, threading, time

from bench_clients import free_port, peer_script
from bench_daemon import UnixConnection, bencode

MIB = 1 << 20
PIECE = 256 * 1024
ANSWER_WITHIN_S = 5
LOST_AT_MOST = 32 * MIB
SETTLED_WITHIN_S = 30
FETCHED_WITHIN_S = 120
KEYS_OF_SESSION = ["alt-speed-down", "alt-speed-up", "speed-limit-up"]
STOPPED, SEEDING = 0, 6
RESTS_OR_RUNS = ("stopped", "downloading", "seeding")
LOCAL_ERROR = 3
STARTED = re.compile(r" debug +(\d+) .*: started, (\d+) pieces hashed")


class Problem(Exception):
    pass


class Daemon:
    def __init__(self, command, folder, name, roots, port):
        self.command, self.home = command, os.path.join(folder, name)
        os.makedirs(self.home)
        self.socket, self.state = os.path.join(self.home, "rpc.sock"), os.path.join(self.home, "state")
        self.config = os.path.join(self.home, "config.toml")
        with open(self.config, "w") as f:
            f.write(f'[downloads]\ndirectory = "{roots[0]}"\nroots = {json.dumps(roots[1:])}\n[network]\nport = {port}\nbind = "127.0.0.1"\n'
                    '[queue]\ndownloads = 0\n[log]\nlevel = "debug"\n')
        self.session = ""
        self.log_path = os.path.join(self.home, "log")

    def spawn(self):
        self.log = open(self.log_path, "a")
        self.log_start = self.log.tell()
        self.process = subprocess.Popen(self.command + ["daemon", "--config", self.config, "--state", self.state, "--socket", self.socket],
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def start(self):
        """Seconds until it answers."""
        self.spawn()
        started = time.monotonic()
        while self.call("session-get", {}) is None:
            if self.process.poll() is not None:
                raise Problem(f"the daemon ended with {self.process.returncode}; its log is {self.log_path}")
            if time.monotonic() - started > 60:
                raise Problem("the daemon does not answer")
            time.sleep(0.01)
        return time.monotonic() - started

    def end(self, how):
        self.process.send_signal(how)
        self.process.wait(15)
        self.log.close()

    def log_of_this_run(self):
        with open(self.log_path, errors="replace") as f:
            f.seek(self.log_start)
            return f.read()

    def call(self, method, arguments):
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
        self.names = [self.name, f"renamed-{number}.bin", f"renamed again-{number}.bin"]
        self.length = mib * MIB
        data = random.Random(number).randbytes(self.length)
        with open(os.path.join(folder, self.name), "wb") as f:
            f.write(data)
        self.pieces = [hashlib.sha1(data[i:i + PIECE]).digest() for i in range(0, len(data), PIECE)]
        info = {"name": self.name, "length": len(data), "piece length": PIECE, "pieces": b"".join(self.pieces)}
        self.hash = hashlib.sha1(bencode(info)).hexdigest()
        self.metainfo = bencode({"announce": tracker, "info": info})
        self.forget()

    def forget(self):
        """As when it was never added, or was removed."""
        self.present = {False}
        self.fields = {}           # what it may be now, by name
        self.goals = set()         # where it must come to lie
        self.noted = None          # bytes that were verified when it was last seen running, and where
        self.is_verify_asked = False
        self.tells_verified = False  # it runs, so that the log tells when it was verified
        self.is_complete = False


class Test:
    FIELDS = ["id", "hashString", "name", "labels", "downloadLimit", "downloadDir", "status", "haveValid", "error", "errorString", "tuitorrent_activity"]

    def __init__(self, options, folder, other_device):
        self.o = options
        command = [options.binary] if options.binary else ["dotnet", options.managed]
        self.places = [os.path.join(folder, "one"), os.path.join(other_device, "two")]
        source = os.path.join(folder, "source")
        for place in [source, *self.places]:
            os.makedirs(place)
        tracker, seeder_port = free_port(), free_port()
        self.tracker = subprocess.Popen(peer_script("tracker", tracker, seeder_port), stdout=subprocess.PIPE)
        self.tracker.stdout.readline()
        # The first is longer than what may be lost at once.
        self.torrents = [Torrent(source, i, options.mib * (4 if i == 0 else 1), f"http://127.0.0.1:{tracker}/announce") for i in range(options.torrents)]
        self.seeder = Daemon(command, folder, "seeder", [source], seeder_port)
        self.seeder.start()
        self.seed("session-set", {"speed-limit-up": options.rate * 1024, "speed-limit-up-enabled": True})
        for t in self.torrents:
            self.seed("torrent-add", {"metainfo": encoded(t.metainfo)})
        while any(t["status"] != SEEDING for t in self.seed("torrent-get", {"fields": ["status"]})["torrents"]):
            time.sleep(0.1)
        self.daemon = Daemon(command, folder, "victim", self.places, free_port())
        self.settings = {}
        self.round = self.kills = self.kills_at_start = self.calls = self.wrong = self.completed = self.hashed = 0
        self.slowest = self.most_lost = 0.0
        self.history = []
        self.ids = {}  # of torrents by the number under which the log speaks of them
        self.unclaimed, self.verify_saved, self.runs_when_verified = {}, set(), set()

    def seed(self, method, arguments):
        answer = self.seeder.call(method, arguments)
        if answer is None or "refused" in answer:
            raise Problem(f"the seeder refuses {method}: {answer}")
        return answer

    def run(self):
        for self.round in range(self.o.rounds):
            # Each round has its own numbers: how many were drawn in the one before depends on the machine.
            self.moments = random.Random(f"{self.o.seed}/{self.round}")
            self.history.append(f"-- round {self.round}")
            if self.round > 0 and self.moments.random() < 0.1:
                self.kill_at_start()
                continue
            self.slowest = max(self.slowest, self.daemon.start())
            self.check_start(self.moments.random() < 0.5)
            killer = threading.Timer(self.moments.choice([0.1, 0.5, 1, 2, 4]) * self.moments.random(), self.daemon.process.kill)
            killer.start()
            while self.daemon.process.poll() is None and self.act():
                pass
            killer.join()
            self.daemon.end(signal.SIGKILL)
            self.kills += 1
            self.check_log()
            self.check_claims()
        self.finish()

    def kill_at_start(self):
        self.daemon.spawn()
        time.sleep(self.moments.uniform(0, 0.3))
        self.daemon.end(signal.SIGKILL)
        self.kills += 1
        self.kills_at_start += 1
        self.check_log()
        self.check_claims()

    # What is asked for

    def act(self):
        """One random call; False when the daemon is gone."""
        torrent = self.moments.choice(self.torrents)
        if torrent.present == {False}:
            return self.add(torrent)
        what = ["progress"] * 8 + ["labels", "limit", "setting", "verify", "move", "rename", "stop", "start", "start"] + ["remove"] * (2 if torrent.is_complete else 0)
        return getattr(self, self.moments.choice(what))(torrent)

    def ask(self, method, arguments):
        self.calls += 1
        answer = self.daemon.call(method, arguments)
        told = {k: v for k, v in arguments.items() if k != "metainfo"}
        self.history.append(f"{time.monotonic():.3f} {method} {told} -> {answer}")
        del self.history[:-80]
        if answer and "torrent-added" in answer:
            self.ids[answer["torrent-added"]["id"]] = answer["torrent-added"]["hashString"]
        time.sleep(self.moments.choice([0, 0.01, 0.05]))
        return answer

    def listing(self, torrent=None):
        """All torrents, or one; None when the daemon is gone."""
        answer = self.daemon.call("torrent-get", {"fields": self.FIELDS} | ({"ids": [torrent.hash]} if torrent else {}))
        if answer is None:
            return None
        for row in answer["torrents"]:
            self.ids[row["id"]] = row["hashString"]
            # While it is verified or moved one can't see whether it would run.
            row["is_stopped"] = row["status"] == STOPPED if row["tuitorrent_activity"] in RESTS_OR_RUNS else None
        return answer["torrents"]

    def progress(self, _):
        rows = self.listing()
        for t in rows or []:
            torrent = self.of(t["hashString"])
            if t["error"] == LOCAL_ERROR:
                raise Problem(f"{torrent.name} has failed: {t['errorString']}")
            if t["tuitorrent_activity"] in ("downloading", "seeding"):
                torrent.noted = (t["haveValid"], t["downloadDir"])
                self.note_complete(torrent, t)
        time.sleep(self.moments.choice([0, 0.02, 0.1]))
        return rows is not None

    def note_complete(self, torrent, row):
        if row["haveValid"] == torrent.length and not torrent.is_complete:
            torrent.is_complete = True
            self.completed += 1

    def of(self, info_hash):
        return next(t for t in self.torrents if t.hash == info_hash)

    def add(self, torrent):
        place = self.moments.choice(self.places)
        self.forget(torrent)
        torrent.present = {True, False}
        torrent.fields = {"downloadDir": [place], "name": [torrent.name], "labels": [[]], "is_stopped": [False]}
        torrent.goals = {place}
        answer = self.ask("torrent-add", {"metainfo": encoded(torrent.metainfo), "download-dir": place})
        if answer is not None:
            if "refused" in answer:
                raise Problem(f"{torrent.name} can't be added: {answer['refused']}")
            torrent.present = {True}
        return answer is not None

    def forget(self, torrent):
        torrent.forget()
        self.unclaimed.pop(torrent.hash, None)
        self.verify_saved.discard(torrent.hash)

    def change(self, fields, key, value, method, arguments):
        """Until it is answered, both the old and the new value are right. What is not known before is not known after a refusal."""
        before = fields.get(key)
        if before:
            fields[key] = before + [value]
        answer = self.ask(method, arguments)
        if answer is None:
            return False
        if "refused" not in answer:
            fields[key] = [value]
        elif before:
            fields[key] = before
        return True

    def labels(self, torrent):
        value = [f"label-{self.moments.randrange(1000)}"]
        return self.change(torrent.fields, "labels", value, "torrent-set", {"ids": [torrent.hash], "labels": value})

    def limit(self, torrent):
        value = self.moments.randrange(100_000, 200_000)
        return self.change(torrent.fields, "downloadLimit", value, "torrent-set", {"ids": [torrent.hash], "downloadLimit": value})

    def setting(self, _):
        key, value = self.moments.choice(KEYS_OF_SESSION), self.moments.randrange(1000, 9000)
        return self.change(self.settings, key, value, "session-set", {key: value})

    def stop(self, torrent):
        # It ends a verification, if that is not over already.
        torrent.is_verify_asked = False if torrent.is_verify_asked is False else None
        self.verify_saved.discard(torrent.hash)
        return self.change(torrent.fields, "is_stopped", True, "torrent-stop", {"ids": [torrent.hash]})

    def start(self, torrent):
        return self.change(torrent.fields, "is_stopped", False, "torrent-start", {"ids": [torrent.hash]})

    def verify(self, torrent):
        before, torrent.is_verify_asked = torrent.is_verify_asked, None
        answer = self.ask("torrent-verify", {"ids": [torrent.hash]})
        if answer is not None:
            torrent.is_verify_asked = before if "refused" in answer else True
            torrent.tells_verified = torrent.fields["is_stopped"] == [False]
        return answer is not None

    def move(self, torrent):
        place = self.moments.choice(self.places)
        before = torrent.goals
        torrent.goals = before | {place}
        # It goes on in the background: until it is done, either place is right.
        torrent.fields["downloadDir"] = sorted(set(torrent.fields["downloadDir"]) | torrent.goals)
        answer = self.ask("torrent-set-location", {"ids": [torrent.hash], "location": place, "move": True})
        if answer is None:
            return False
        torrent.goals = before if "refused" in answer else {place}
        torrent.noted = None
        return True

    def rename(self, torrent):
        old = torrent.fields["name"]
        if len(old) > 1:
            return True  # which name it has is known after the next start
        name = self.moments.choice([n for n in torrent.names if n != old[0]])
        return self.change(torrent.fields, "name", name, "torrent-rename-path", {"ids": [torrent.hash], "path": old[0], "name": name})

    def remove(self, torrent):
        torrent.present = {True, False}
        answer = self.ask("torrent-remove", {"ids": [torrent.hash], "delete-local-data": True})
        if answer is not None and "refused" in answer:
            torrent.present = {True}
        elif answer is not None:
            self.forget(torrent)
        return answer is not None

    # What must be there

    def check_start(self, mayWait):
        rows, settings = self.listing(), self.daemon.call("session-get", {})
        found = {t["hashString"]: t for t in rows}
        for torrent in self.torrents:
            row = found.get(torrent.hash)
            if (row is not None) not in torrent.present:
                raise Problem(f"{torrent.name} is {'there' if row else 'lost'}")
            self.check_fields(torrent, row or {})
        for key, values in self.settings.items():
            if settings[key] not in values:
                raise Problem(f"{key} is {settings[key]!r}, not one of {values!r}")
        self.settings = {key: [settings[key]] for key in KEYS_OF_SESSION}
        for torrent in self.torrents:
            if torrent.hash not in found:
                self.forget(torrent)
            elif mayWait:
                self.settle(torrent)

    def check_fields(self, torrent, row):
        for key, values in torrent.fields.items() if row else []:
            if row[key] is not None and row[key] not in values:
                raise Problem(f"{torrent.name} has {key} {row[key]!r}, not one of {values!r}")

    def settle(self, torrent):
        """What is found when it is at rest, or runs, is what must be there from now on. A removal may still go on."""
        end = time.monotonic() + SETTLED_WITHIN_S
        while (row := next(iter(self.listing(torrent)), None)) and (row["tuitorrent_activity"] not in RESTS_OR_RUNS or row["error"] == LOCAL_ERROR):
            if time.monotonic() > end:
                raise Problem(f"{torrent.name} is still {row['tuitorrent_activity']}: {row['errorString']}")
            time.sleep(0.02)
        if row is None:
            if False not in torrent.present:
                raise Problem(f"{torrent.name} is lost after a while")
            self.forget(torrent)
            return
        if row["status"] != STOPPED and True not in torrent.present:
            raise Problem(f"{torrent.name} is there again")
        self.check_fields(torrent, row)
        if row["downloadDir"] not in torrent.goals and row["status"] != STOPPED:
            raise Problem(f"{torrent.name} came to lie in {row['downloadDir']}, not in {torrent.goals}")
        if row["status"] != STOPPED:
            torrent.fields = {key: [row[key]] for key in ("downloadDir", "name", "labels", "is_stopped", "downloadLimit")}
            torrent.goals = {row["downloadDir"]}
            torrent.present = {True}
            if torrent.noted and torrent.noted[1] == row["downloadDir"]:
                self.most_lost = max(self.most_lost, torrent.noted[0] - row["haveValid"])
            self.note_complete(torrent, row)

    def check_log(self):
        """What was hashed before each torrent ran for the first time since the start."""
        seen, self.verified = set(), set()
        for number, count in STARTED.findall(self.daemon.log_of_this_run()):
            if int(number) not in self.ids:
                continue  # added by a call that was never answered, and gone before it was seen
            torrent, count = self.of(self.ids[int(number)]), int(count)
            if count == len(torrent.pieces):
                self.verified.add(torrent.hash)
            if torrent.hash in seen or torrent.hash not in self.unclaimed:
                continue
            seen.add(torrent.hash)
            self.hashed += count
            if torrent.hash in self.verify_saved:
                # Of one that is stopped the log doesn't tell when it was verified.
                if torrent.hash in self.runs_when_verified and count != len(torrent.pieces):
                    raise Problem(f"{torrent.name} was to be verified, and ran after {count} pieces")
            elif torrent.is_verify_asked is False and count > self.unclaimed[torrent.hash]:
                raise Problem(f"{torrent.name} hashed {count} pieces again, when {self.unclaimed[torrent.hash]} were not claimed")

    def check_claims(self):
        """Read from a copy, so that nothing is recovered or changed for the daemon."""
        self.unclaimed, self.verify_saved, self.runs_when_verified = {}, set(), set()
        database = os.path.join(self.daemon.state, "state.db")
        with tempfile.TemporaryDirectory() as folder:
            for suffix in ("", "-wal"):
                if os.path.exists(database + suffix):
                    shutil.copy(database + suffix, os.path.join(folder, "copy.db" + suffix))
            if not os.listdir(folder):
                return
            copy = sqlite3.connect(os.path.join(folder, "copy.db"))
            if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone():
                return
            rows = copy.execute("SELECT t.id, t.info_hash, p.claimed, t.root, e.verify, e.stopped FROM torrents t JOIN entries e USING (id) LEFT JOIN progress p USING (info_hash)").fetchall()
            copy.close()
        for number, info_hash, bits, root, is_verify_wanted, is_stopped in rows:
            torrent = self.of(info_hash.hex())
            self.ids[number] = torrent.hash
            claimed = [i for i in range(len(torrent.pieces)) if i // 8 < len(bits or b"") and bits[i // 8] & (0x80 >> (i % 8))]
            self.unclaimed[torrent.hash] = len(torrent.pieces) - len(claimed)
            if is_verify_wanted:
                self.verify_saved.add(torrent.hash)
                if not is_stopped:
                    self.runs_when_verified.add(torrent.hash)
            # In the middle of a move or a rename the bytes are in one place or the other, and in the middle of a removal nowhere.
            paths = [os.path.join(place, name) for place in [root, *self.places] for name in torrent.names]
            if True in torrent.present and False not in torrent.present:
                self.wrong += sum(not any(holds(path, piece, torrent.pieces[piece]) for path in paths) for piece in claimed)
        for torrent in self.torrents:
            is_saved = torrent.hash in self.verify_saved
            if torrent.is_verify_asked and torrent.tells_verified and not is_saved and torrent.hash not in self.verified and torrent.present == {True}:
                raise Problem(f"{torrent.name} was to be verified, and the state has forgotten it")
            torrent.is_verify_asked = is_saved

    def finish(self):
        """Everything is let run to its end, in a run that nobody kills."""
        self.history.append("-- the end")
        self.slowest = max(self.slowest, self.daemon.start())
        self.check_start(True)
        for torrent in self.torrents:
            if torrent.present == {False}:
                self.moments = random.Random(self.o.seed)
                self.add(torrent)
            self.daemon.call("torrent-start", {"ids": [torrent.hash]})
        end = time.monotonic() + FETCHED_WITHIN_S
        while any(t["tuitorrent_activity"] != "seeding" for t in self.listing()):
            if time.monotonic() > end:
                raise Problem(f"not everything became complete: {self.listing()}")
            time.sleep(0.1)
        rows = self.listing()
        for row in rows:
            self.note_complete(self.of(row["hashString"]), row)
        self.daemon.end(signal.SIGTERM)
        expected = {os.path.join(row["downloadDir"], row["name"]) for row in rows}
        if (there := {entry.path for place in self.places for entry in os.scandir(place)}) != expected:
            raise Problem(f"files are there that are nobody's, or missing: {there ^ expected}")
        for row in rows:
            torrent = self.of(row["hashString"])
            path = os.path.join(row["downloadDir"], row["name"])
            self.wrong += sum(not holds(path, i, digest) for i, digest in enumerate(torrent.pieces))
        self.fetched = self.seed("session-stats", {})["current-stats"]["uploadedBytes"]

    def end(self):
        for daemon in (getattr(self, "seeder", None), getattr(self, "daemon", None)):
            if daemon and getattr(daemon, "process", None) and daemon.process.poll() is None:
                daemon.end(signal.SIGKILL)
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
    parser.add_argument("--mib", type=int, default=16, help="of each torrent; the first has four times as much")
    parser.add_argument("--rate", type=int, default=32, help="MiB a second that the seeder gives")
    parser.add_argument("--managed", default="src/TuiTorrent/bin/Release/net10.0/tuitorrent.dll")
    parser.add_argument("--binary")
    parser.add_argument("--keep", action="store_true", help="leave the folders for a look")
    options = parser.parse_args()
    options.managed, options.binary = os.path.abspath(options.managed), options.binary and os.path.abspath(options.binary)
    folders = [tempfile.mkdtemp(prefix="tuitorrent-kill-"), tempfile.mkdtemp(prefix="tuitorrent-kill-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)]
    print(f"seed {options.seed}", flush=True)
    test, problem = None, None
    try:
        test = Test(options, *folders)
        test.run()
    except Problem as e:
        problem = e
        print("\n".join(test.history if test else []))
        print(f"after kill {test.kills if test else 0} (seed {options.seed}): {problem}")
    finally:
        if test:
            test.end()
        if options.keep or problem:
            print(f"kept: {' '.join(folders)}")
        else:
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)
    if problem:
        sys.exit(1)
    print(f"{test.kills} kills ({test.kills_at_start} while starting) among {test.calls} calls, {test.fetched / MIB:.0f} MiB fetched, {test.completed} downloads completed: "
          f"nothing accepted was lost, {test.wrong} wrong pieces claimed, at most {test.most_lost / MIB:.1f} MiB to fetch again, "
          f"{test.hashed} pieces hashed again, answering after at most {test.slowest:.2f} s")
    sys.exit(1 if test.wrong or test.most_lost > LOST_AT_MOST or test.slowest > ANSWER_WITHIN_S else 0)


if __name__ == "__main__":
    main()
