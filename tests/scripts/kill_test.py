#!/usr/bin/env python3
"""Kills a download at random moments and checks what it claims afterwards.

After each kill the claimed pieces are read from the state database, and each is hashed from the files by this script, which knows
nothing of the client but where it keeps its bitfield. The next start tells how much it had to hash and where it goes on: no more than
ten seconds or 32 MiB of the transfer may be lost to a kill. When the download is complete a new one begins, until all kills are done.
"""
import argparse, hashlib, json, os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time


def bdecode(data, at=0):
    kind = data[at:at + 1]
    if kind == b"i":
        end = data.index(b"e", at)
        return int(data[at + 1:end]), end + 1
    if kind in b"ld":
        items, at = [], at + 1
        while data[at:at + 1] != b"e":
            item, at = bdecode(data, at)
            items.append(item)
        return (items if kind == b"l" else dict(zip(items[::2], items[1::2]))), at + 1
    colon = data.index(b":", at)
    length = int(data[at:colon])
    return data[colon + 1:colon + 1 + length], colon + 1 + length


class Checker:
    def __init__(self, torrent, directory, state):
        with open(torrent, "rb") as f:
            info = bdecode(f.read())[0][b"info"]
        self.piece_length, self.hashes = info[b"piece length"], info[b"pieces"]
        self.length, self.path = info[b"length"], os.path.join(directory, info[b"name"].decode())
        self.database = os.path.join(state, "state.db")

    def claimed(self):
        """Pieces that the state says are there, read from a copy so that nothing is recovered or changed for the client."""
        with tempfile.TemporaryDirectory() as folder:
            for suffix in ("", "-wal"):
                if os.path.exists(self.database + suffix):
                    shutil.copy(self.database + suffix, os.path.join(folder, "copy.db" + suffix))
            if not os.listdir(folder):
                return []
            copy = sqlite3.connect(os.path.join(folder, "copy.db"))
            if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'progress'").fetchone():
                return []  # killed before the database was made
            row = copy.execute(COLUMN_QUERY).fetchone()
        bits = row[0] if row and row[0] else b""
        return [i for i in range(len(self.hashes) // 20) if i // 8 < len(bits) and bits[i // 8] & (0x80 >> (i % 8))]

    def wrong(self, pieces):
        if not pieces:
            return 0
        count = 0
        with open(self.path, "rb") as f:
            for piece in pieces:
                f.seek(piece * self.piece_length)
                data = f.read(min(self.piece_length, self.length - piece * self.piece_length))
                count += hashlib.sha1(data).digest() != self.hashes[20 * piece:20 * piece + 20]
        return count


COLUMN_QUERY = "SELECT claimed FROM progress"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--mib", type=int, default=192)
    parser.add_argument("--swarm", required=True)
    parser.add_argument("--managed", required=True)
    parser.add_argument("--binary")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1 << 32)
    moments = random.Random(seed)
    client = [options.binary] if options.binary else ["dotnet", options.managed]
    folder = tempfile.mkdtemp(prefix="tuitorrent-kill-")
    swarm = subprocess.Popen(["dotnet", options.swarm, "seed", folder, str(options.mib), str(48 << 20)])
    wrong = kills = completions = worst_lost = most_claimed = 0
    try:
        torrent = os.path.join(folder, "demo.torrent")
        deadline = time.monotonic() + 60
        while not os.path.exists(torrent):
            if swarm.poll() is not None or time.monotonic() > deadline:
                sys.exit("the seeder did not start")
            time.sleep(0.1)
        into, state = os.path.join(folder, "into"), os.path.join(folder, "state")
        checker = Checker(torrent, into, state)
        command = client + ["get", "--dir", into, "--state", state, "--bind", "127.0.0.1", "--port", "0", "--json", torrent]
        last_done = 0
        while kills < options.rounds:
            with open(os.path.join(folder, "out.json"), "w") as out:
                process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
            try:
                process.wait(moments.uniform(0.02, 2.5))
                finished = True
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills, finished = kills + 1, False
            with open(os.path.join(folder, "out.json")) as out:
                lines = out.read()
            rows = [json.loads(line) for line in lines.splitlines() if line.startswith("{") and line.endswith("}")]
            running = [r["done"] for r in rows if r["state"] in ("downloading", "seeding")]
            if running:
                worst_lost = max(worst_lost, last_done - running[0])
                last_done = max(running)
            claimed = checker.claimed()
            most_claimed = max(most_claimed, len(claimed))
            wrong += checker.wrong(claimed)
            if finished:
                if process.returncode != 0:
                    sys.exit(f"a start ended with {process.returncode}: {lines[-500:]}")
                completions += 1
                wrong += checker.wrong(range(len(checker.hashes) // 20))
                shutil.rmtree(into)
                shutil.rmtree(state)
                last_done = 0
    finally:
        swarm.kill()
        swarm.wait()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{kills} kills (seed {seed}), {completions} downloads completed: {wrong} wrong pieces claimed (of up to {most_claimed} at a time), "
          f"at most {worst_lost / (1 << 20):.1f} MiB to fetch again after a kill")
    sys.exit(1 if wrong or worst_lost > 32 << 20 else 0)


if __name__ == "__main__":
    main()
