#!/usr/bin/env python3
"""What a daemon costs at rest, ours beside transmission-daemon, rtorrent and aria2 in one run.

Each is given the same seeding torrents (64 KiB each, without trackers), is ended, started again and then looked at:
time from exec until it answers and until all are seeding, resident and private (anonymous) memory, and wake-ups
(voluntary context switches of all threads) and CPU during ten quiet seconds. Then peers connect that want nothing, and one large torrent is checked again.
"""
import argparse, base64, hashlib, http.client, json, os, random, shutil, signal, socket, statistics, subprocess, sys, tempfile, time, urllib.error, urllib.request
import xmlrpc.client

from bench_clients import free_port

TIMEOUT_S = 120
QUIET_S = 10
PIECE = 16384


def bencode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return b"%d:%s" % (len(value), value)
    if isinstance(value, str):
        return bencode(value.encode())
    if isinstance(value, list):
        return b"l" + b"".join(map(bencode, value)) + b"e"
    return b"d" + b"".join(bencode(k) + bencode(v) for k, v in sorted(value.items())) + b"e"


def make_torrent(directory, name, data, piece):
    with open(os.path.join(directory, name), "wb") as f:
        f.write(data)
    hashes = b"".join(hashlib.sha1(data[i:i + piece]).digest() for i in range(0, len(data), piece))
    return bencode({"info": {"name": name, "length": len(data), "piece length": piece, "pieces": hashes}})


def wait_until(condition, process, what):
    end = time.monotonic() + TIMEOUT_S
    while not condition():
        if process.poll() is not None:
            raise RuntimeError(f"{what}: ended with {process.returncode}")
        if time.monotonic() > end:
            raise TimeoutError(f"{what} took more than {TIMEOUT_S} s")
        time.sleep(0.005)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Daemon:
    max_peers = 150

    def __init__(self, home, data, binary):
        self.home, self.data, self.binary = home, data, binary
        self.port = free_port()

    def spawn(self, *command, **options):
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self):
        if getattr(self, "process", None) and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Transmission(Daemon):
    """The same calls drive ours: it speaks the same protocol, over another kind of socket."""
    session = ""

    def start(self):
        self.rpc = free_port()
        os.makedirs(self.home, exist_ok=True)
        with open(os.path.join(self.home, "settings.json"), "w") as f:
            json.dump({"rpc-bind-address": "127.0.0.1", "rpc-port": self.rpc, "peer-port": self.port, "bind-address-ipv4": "127.0.0.1", "dht-enabled": False,
                       "peer-limit-global": self.max_peers, "peer-limit-per-torrent": self.max_peers, "lpd-enabled": False, "utp-enabled": False, "port-forwarding-enabled": False, "seed-queue-enabled": False, "download-queue-enabled": False}, f)
        self.spawn("transmission-daemon", "-f", "-g", self.home, "--log-error")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.rpc, timeout=30)

    def call(self, method, arguments):
        body = json.dumps({"method": method, "arguments": arguments}).encode()
        for _ in range(2):
            try:
                connection = self.connect()
                connection.request("POST", "/transmission/rpc", body, {"X-Transmission-Session-Id": self.session, "Content-Type": "application/json"})
                answer = connection.getresponse()
                text = answer.read()
                connection.close()
            except OSError:
                return None
            if answer.status == 409:
                self.session = answer.headers["X-Transmission-Session-Id"]
                continue
            reply = json.loads(text)
            if reply["result"] != "success":
                raise RuntimeError(f"{method}: {reply['result']}")
            return reply["arguments"]
        return None

    def answers(self):
        return self.call("session-get", {}) is not None

    def add(self, torrents):
        for t in torrents:
            self.call("torrent-add", {"metainfo": base64.b64encode(t).decode(), "download-dir": self.data})

    def seeding(self):
        # 6 is "seeding" (rpc-spec, torrent-get, "status").
        answer = self.call("torrent-get", {"fields": ["status"]})
        return sum(t["status"] == 6 for t in answer["torrents"]) if answer else 0

    def check_again(self):
        self.call("torrent-verify", {"ids": [1]})
        wait_until(lambda: self.seeding() == 0, self.process, "the check to begin")
        wait_until(lambda: self.seeding() == 1, self.process, "the check to end")

    def list_ms(self):
        fields = ["id", "name", "status", "percentDone", "rateDownload", "rateUpload", "eta", "uploadRatio", "sizeWhenDone", "leftUntilDone", "errorString",
                  "peersConnected", "queuePosition", "addedDate", "totalSize", "hashString", "downloadDir", "labels", "isStalled"]
        times = []
        for _ in range(20):
            started = time.monotonic()
            self.call("torrent-get", {"fields": fields})
            times.append(time.monotonic() - started)
        return statistics.median(times) * 1000


class Ours(Transmission):
    def start(self):
        os.makedirs(self.home, exist_ok=True)
        self.socket = os.path.join(self.home, "rpc.sock")
        config = os.path.join(self.home, "config.toml")
        with open(config, "w") as f:
            f.write(f'[downloads]\ndirectory = "{self.data}"\n[network]\nport = {self.port}\nbind = "127.0.0.1"\n'
                    f'max_peers = {self.max_peers}\nmax_peers_per_torrent = {self.max_peers}\n')
        self.spawn(self.binary, "daemon", "--config", config, "--state", os.path.join(self.home, "state"), "--socket", self.socket)

    def connect(self):
        return UnixConnection(self.socket)


class ScgiTransport(xmlrpc.client.Transport):
    """XML-RPC the way rtorrent takes it: one SCGI request over its Unix socket."""

    def __init__(self, path):
        super().__init__()
        self.path = path

    def request(self, host, handler, request_body, verbose=False):
        header = b"CONTENT_LENGTH\0%d\0SCGI\x001\0" % len(request_body)
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(30)
            s.connect(self.path)
            s.sendall(b"%d:%s,%s" % (len(header), header, request_body))
            answer = b""
            while part := s.recv(65536):
                answer += part
        parser, unmarshaller = self.getparser()
        parser.feed(answer.partition(b"\r\n\r\n")[2])
        parser.close()
        return unmarshaller.close()


class Rtorrent(Daemon):
    def start(self):
        os.makedirs(os.path.join(self.home, "session"), exist_ok=True)
        self.socket = os.path.join(self.home, "scgi")
        if os.path.exists(self.socket):
            os.unlink(self.socket)
        settings = os.path.join(self.home, "settings")
        with open(settings, "w") as f:
            f.write("\n".join([
                "system.daemon.set=true", f"directory.default.set={self.data}", f"session.path.set={self.home}/session", f"network.scgi.open_local={self.socket}",
                f"network.port_range.set={self.port}-{self.port}", "dht.mode.set=disable", "protocol.pex.set=no", "network.bind_address.set=127.0.0.1"]) + "\n")
        self.spawn("rtorrent", "-n", "-o", f"import={settings}", env={**os.environ, "TERM": "dumb"})
        self.server = xmlrpc.client.ServerProxy("http://unused", transport=ScgiTransport(self.socket), allow_none=True)

    def answers(self):
        try:
            return bool(self.server.system.pid())
        except (OSError, xmlrpc.client.Error, xmlrpc.client.expat.ExpatError):
            return False

    def add(self, torrents):
        # It takes no torrent without a tracker. This one refuses: its wake-ups count what it tries again.
        tracker = b"d" + bencode("announce") + bencode("http://127.0.0.1:9/announce")
        for t in torrents:
            self.server.load.raw_start("", xmlrpc.client.Binary(tracker + t[1:]))

    def seeding(self):
        try:
            return sum(complete and active for complete, active in self.server.d.multicall2("", "main", "d.complete=", "d.is_active="))
        except (OSError, xmlrpc.client.Error):
            return 0

    def check_again(self):
        info_hash = self.server.download_list()[0]
        self.server.d.check_hash(info_hash)
        wait_until(lambda: self.server.d.hashing(info_hash) != 0, self.process, "the check to begin")
        wait_until(lambda: self.server.d.hashing(info_hash) == 0 and self.seeding() == 1, self.process, "the check to end")


class Aria2(Daemon):
    def start(self):
        self.rpc = free_port()
        os.makedirs(self.home, exist_ok=True)
        # It has no memory of torrents: at the next start it gets their files again.
        torrents = [os.path.join(self.home, f) for f in os.listdir(self.home) if f.endswith(".torrent")]
        listing = os.path.join(self.home, "input")
        with open(listing, "w") as f:
            f.write("\n".join(torrents) + "\n")
        self.spawn("aria2c", "--no-conf", "--quiet", "--dir", self.data, "--enable-dht=false", "--enable-dht6=false", "--bt-enable-lpd=false", "--listen-port", self.port,
                   "--enable-rpc", f"--rpc-listen-port={self.rpc}", "--seed-ratio=0.0", "--check-integrity=true", "--allow-overwrite=true",
                   "--max-concurrent-downloads=2000", *(["-i", listing] if torrents else []))

    def call(self, method, *parameters):
        body = json.dumps({"jsonrpc": "2.0", "id": "1", "method": method, "params": parameters}).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{self.rpc}/jsonrpc", body), timeout=30) as answer:
                return json.load(answer)["result"]
        except OSError:
            return None

    def answers(self):
        return self.call("aria2.getGlobalStat") is not None

    def add(self, torrents):
        for i, t in enumerate(torrents):
            with open(os.path.join(self.home, f"{i}.torrent"), "wb") as f:
                f.write(t)
            self.call("aria2.addTorrent", base64.b64encode(t).decode())

    def seeding(self):
        return sum(t.get("seeder") == "true" for t in self.call("aria2.tellActive") or [])


DAEMONS = {"ours": Ours, "transmission": Transmission, "rtorrent": Rtorrent, "aria2": Aria2}


def memory_of(pid):
    with open(f"/proc/{pid}/status") as f:
        fields = dict(line.split(":", 1) for line in f if ":" in line)
    return int(fields["VmRSS"].split()[0]) / 1024, int(fields["RssAnon"].split()[0]) / 1024


def switches_of(pid):
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status") as f:
            total += next(int(line.split()[1]) for line in f if line.startswith("voluntary_ctxt_switches"))
    return total


def cpu_of(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at_rest(name, count, torrents, folder, data, binary):
    daemon = DAEMONS[name](os.path.join(folder, f"{name}-{count}"), data, binary)
    try:
        daemon.start()
        wait_until(daemon.answers, daemon.process, f"{name} answering")
        daemon.add(torrents)
        wait_until(lambda: daemon.seeding() >= count, daemon.process, f"{name} seeding {count}")
        daemon.stop()
        started = time.monotonic()
        daemon.start()
        wait_until(daemon.answers, daemon.process, f"{name} answering again")
        answers = time.monotonic() - started
        wait_until(lambda: daemon.seeding() >= count, daemon.process, f"{name} seeding {count} again")
        ready = time.monotonic() - started
        time.sleep(5)
        switches, cpu = switches_of(daemon.process.pid), cpu_of(daemon.process.pid)
        time.sleep(QUIET_S)
        pid = daemon.process.pid
        rss, private = memory_of(pid)
        wakeups, busy = (switches_of(pid) - switches) / QUIET_S, (cpu_of(pid) - cpu) / QUIET_S * 100
        listing = daemon.list_ms() if hasattr(daemon, "list_ms") else float("nan")
        result = (rss, private, wakeups, busy, answers, ready, listing)
        daemon.stop()
        return result
    finally:
        daemon.kill()


def idle_peers(name, count, folder, data, binary, torrent):
    """What each of many connected peers costs that neither sends nor wants anything; KiB of private memory."""
    daemon = DAEMONS[name](os.path.join(folder, f"{name}-peers"), data, binary)
    peers = []
    try:
        daemon.max_peers = count + 10
        daemon.start()
        wait_until(daemon.answers, daemon.process, f"{name} answering")
        daemon.add([torrent])
        wait_until(lambda: daemon.seeding() >= 1, daemon.process, f"{name} seeding")
        time.sleep(5)
        _, before = memory_of(daemon.process.pid)
        info_hash = hashlib.sha1(torrent[torrent.index(b"4:info") + 6:-1]).digest()
        for i in range(count):
            peer = socket.socket()
            peer.settimeout(10)
            peer.bind((f"127.0.{1 + i // 200}.{1 + i % 200}", 0))
            peer.connect(("127.0.0.1", daemon.port))
            # BEP 3: length, name, reserved, info hash, peer id; then "unchoke" would be the least that a peer can say.
            peer.sendall(b"\x13BitTorrent protocol" + bytes(8) + info_hash + b"-XX0001-%012d" % i)
            answer = b""
            while len(answer) < 68:
                part = peer.recv(68 - len(answer))
                if not part:
                    raise RuntimeError(f"{name} closed connection {i}")
                answer += part
            peers.append(peer)
        time.sleep(5)
        _, after = memory_of(daemon.process.pid)
        return (after - before) * 1024 / count
    finally:
        for peer in peers:
            peer.close()
        daemon.kill()


def check_again(name, mib, folder, data, binary, torrent):
    daemon = DAEMONS[name](os.path.join(folder, f"{name}-check"), data, binary)
    try:
        daemon.start()
        wait_until(daemon.answers, daemon.process, f"{name} answering")
        daemon.add([torrent])
        wait_until(lambda: daemon.seeding() >= 1, daemon.process, f"{name} seeding")
        times = []
        for _ in range(3):
            cpu, started = cpu_of(daemon.process.pid), time.monotonic()
            daemon.check_again()
            times.append(((cpu_of(daemon.process.pid) - cpu) * 1024 / mib, mib / (time.monotonic() - started)))
        return statistics.median(t[0] for t in times), statistics.median(t[1] for t in times)
    finally:
        daemon.kill()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="artifacts/aot/linux-x64/tuitorrent")
    parser.add_argument("--counts", nargs="+", type=int, default=[0, 100, 1000])
    parser.add_argument("--daemons", nargs="+", choices=DAEMONS, default=list(DAEMONS))
    parser.add_argument("--peers", type=int, default=200, help="idle peers; 0 for none")
    parser.add_argument("--check-mib", type=int, default=1024, help="size of the torrent that is checked again; 0 for none")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    folder = tempfile.mkdtemp(prefix="tuitorrent-bench-")
    try:
        data = os.path.join(folder, "data")
        os.makedirs(data)
        generator = random.Random(1)
        torrents = [make_torrent(data, f"torrent-{i:04}.bin", generator.randbytes(65536), PIECE) for i in range(max(options.counts))]
        for count in options.counts:
            print(f"\n{count} torrents, seeding")
            print(f"  {'daemon':<14}{'RSS MB':>9}{'private MB':>12}{'wake-ups/s':>12}{'CPU %':>8}{'answers s':>11}{'all seeding s':>15}{'torrent-get ms':>16}")
            for name in options.daemons:
                try:
                    rss, private, wakeups, cpu, answers, ready, listing = at_rest(name, count, torrents[:count], folder, data, binary)
                    print(f"  {name:<14}{rss:>9.1f}{private:>12.1f}{wakeups:>12.1f}{cpu:>8.2f}{answers:>11.3f}{ready:>15.2f}{listing:>16.1f}", flush=True)
                except (RuntimeError, TimeoutError, OSError) as e:
                    print(f"  {name:<14}{e}", flush=True)
        if options.peers:
            print(f"\n{options.peers} idle peers\n  {'daemon':<14}{'private KiB a peer':>20}")
            for name in options.daemons:
                if name in ("ours", "transmission"):
                    try:
                        cost = idle_peers(name, options.peers, folder, data, binary, make_torrent(data, "peers.bin", generator.randbytes(64 << 20), 1 << 16))
                        print(f"  {name:<14}{cost:>20.1f}", flush=True)
                    except (RuntimeError, TimeoutError, OSError) as e:
                        print(f"  {name:<14}{e}", flush=True)
        if options.check_mib:
            large = make_torrent(data, "large.bin", b"".join(generator.randbytes(1 << 20) for _ in range(options.check_mib)), 1 << 20)
            print(f"\n{options.check_mib} MiB checked again, from the page cache\n  {'daemon':<14}{'CPU s/GiB':>12}{'MB/s':>10}")
            for name in options.daemons:
                if hasattr(DAEMONS[name], "check_again"):
                    try:
                        cpu, speed = check_again(name, options.check_mib, folder, data, binary, large)
                        print(f"  {name:<14}{cpu:>12.2f}{speed * 1.048576:>10.0f}", flush=True)
                    except (RuntimeError, TimeoutError, OSError) as e:
                        print(f"  {name:<14}{e}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
