"""The clients that bench.py compares: how each is told to fetch or to give one torrent over loopback, and when it is done.

A client is started with start_leech or start_seed and then asked is_done until it says so. Those that end by themselves when
they have everything say so by ending. What a client can't be told by an option it is told by its own remote control.
"""
import base64, json, os, socket, subprocess, urllib.error, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # where Debian puts its libtorrent, whatever else the PATH holds


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def peer_script(*args):
    return [PYTHON, os.path.join(HERE, "lt_peer.py"), *map(str, args)]


class Client:
    """One run of one client. `port` is where it listens; `peer` is the other side's port."""
    ends_itself = True   # as leecher
    is_dialled = False   # as leecher: it never dials loopback addresses, so the seeder has to

    def __init__(self, bench, rc4, home):
        self.b, self.rc4, self.home = bench, rc4, home
        self.port = free_port()

    def spawn(self, *command, **options):
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, **options)
        return self.process

    def is_done(self):
        return self.process.poll() is not None

    def is_seeding(self):
        return True


class Ours(Client):
    def run(self, directory, *options):
        # Its own lines tell when it is done, to the millisecond.
        self.process = subprocess.Popen(
            [self.b.o.binary, "get", "--dir", directory, "--state", os.path.join(self.home, "state"), "--bind", "127.0.0.1", "--no-trackers",
             "--encryption", "required" if self.rc4 else "disabled", "--json", *map(str, options), self.b.torrent],
            stdout=open(os.path.join(self.home, "out"), "w"), stderr=subprocess.DEVNULL)
        return self.process

    def start_leech(self, into, peer):
        return self.run(into, "--port", 0, "--peer", f"127.0.0.1:{peer}")

    def start_seed(self, directory):
        return self.run(directory, "--port", self.port, "--seed")

    def is_seeding(self):
        return self.is_complete()

    def is_complete(self):
        with open(os.path.join(self.home, "out")) as f:
            return any('"event":"completed"' in line.replace(" ", "") for line in f)


class Libtorrent(Client):
    def start_leech(self, into, peer):
        return self.spawn(*peer_script("leech", self.b.torrent, into, peer, int(self.rc4)))

    def start_seed(self, directory):
        return self.spawn(*peer_script("seed", self.b.torrent, directory, self.port, int(self.rc4)))


class Aria2(Client):
    """It has no option for a peer's address: the torrent's tracker names it."""

    def run(self, directory, *options):
        crypto = ["--bt-require-crypto=true", "--bt-min-crypto-level=arc4"] if self.rc4 else ["--bt-min-crypto-level=plain"]
        return self.spawn("aria2c", "--no-conf", "--quiet", "--dir", directory, "--enable-dht=false", "--enable-dht6=false", "--bt-enable-lpd=false",
                          "--enable-peer-exchange=false", "--listen-port", self.port, "--file-allocation=none", *crypto, *options, self.b.torrent)

    def start_leech(self, into, peer):
        return self.run(into, "--seed-time=0")

    def start_seed(self, directory):
        self.rpc = free_port()
        return self.run(directory, "--seed-ratio=0.0", "--check-integrity=true", "--allow-overwrite=true", "--enable-rpc", f"--rpc-listen-port={self.rpc}")

    def is_seeding(self):
        request = urllib.request.Request(f"http://127.0.0.1:{self.rpc}/jsonrpc", b'{"jsonrpc":"2.0","id":"1","method":"aria2.tellActive"}')
        try:
            with urllib.request.urlopen(request, timeout=2) as answer:
                return any(t.get("seeder") == "true" for t in json.load(answer)["result"])
        except OSError:
            return False


class Transmission(Client):
    """Driven by its RPC. Encryption can't be switched off: "plain" is its lowest."""
    ends_itself = False
    is_dialled = True
    session = ""

    def run(self, directory):
        self.rpc = free_port()
        with open(os.path.join(self.home, "settings.json"), "w") as f:
            json.dump({
                "rpc-bind-address": "127.0.0.1", "rpc-port": self.rpc, "peer-port": self.port, "bind-address-ipv4": "127.0.0.1",
                "encryption": 2 if self.rc4 else 0, "dht-enabled": False, "lpd-enabled": False, "pex-enabled": False, "utp-enabled": False,
                "port-forwarding-enabled": False, "ratio-limit-enabled": False, "preallocation": 0, "download-dir": directory}, f)
        self.spawn("transmission-daemon", "-f", "-g", self.home, "--log-error")
        while self.call("session-get", {}) is None:
            if self.process.poll() is not None:
                raise RuntimeError("transmission-daemon ended")
        with open(self.b.torrent, "rb") as f:
            self.call("torrent-add", {"metainfo": base64.b64encode(f.read()).decode(), "download-dir": directory})
        return self.process

    def start_leech(self, into, peer):
        return self.run(into)

    def start_seed(self, directory):
        return self.run(directory)

    def call(self, method, arguments):
        body = json.dumps({"method": method, "arguments": arguments}).encode()
        for _ in range(2):
            try:
                request = urllib.request.Request(f"http://127.0.0.1:{self.rpc}/transmission/rpc", body, {"X-Transmission-Session-Id": self.session})
                with urllib.request.urlopen(request, timeout=5) as answer:
                    return json.load(answer)["arguments"]
            except urllib.error.HTTPError as e:
                if e.code != 409:
                    raise
                self.session = e.headers["X-Transmission-Session-Id"]
            except OSError:
                return None

    def is_done(self):
        answer = self.call("torrent-get", {"fields": ["status", "leftUntilDone"]})
        # 6 is "seeding" (rpc-spec, torrent-get, "status").
        return bool(answer and answer["torrents"] and answer["torrents"][0]["status"] == 6 and answer["torrents"][0]["leftUntilDone"] == 0)

    is_seeding = is_done


class Rtorrent(Client):
    """Runs without its screen; a command of its own tells by a file when it is done."""
    ends_itself = False

    def __init__(self, bench, rc4, home):
        super().__init__(bench, rc4, home)
        self.flag = os.path.join(home, "done")

    def run(self, directory, *commands):
        options = [
            "system.daemon.set=true", f"directory.default.set={directory}", f"session.path.set={self.home}", f"network.port_range.set={self.port}-{self.port}",
            "dht.mode.set=disable", "protocol.pex.set=no", "trackers.use_udp.set=no", "network.bind_address.set=127.0.0.1", "pieces.hash.on_completion.set=no",
            "protocol.encryption.set=" + ("require,require_RC4,allow_incoming,try_outgoing" if self.rc4 else "none"), *commands]
        settings = os.path.join(self.home, "settings")
        with open(settings, "w") as f:
            f.write("\n".join(options) + "\n")
        return self.spawn("rtorrent", "-n", "-o", f"import={settings}", self.b.torrent, env={**os.environ, "TERM": "dumb"})

    def start_leech(self, into, peer):
        return self.run(into, f"method.set_key=event.download.finished,tell,\"execute2=touch,{self.flag}\"")

    def start_seed(self, directory):
        return self.run(directory, f"method.set_key=event.download.hash_done,tell,\"execute2=touch,{self.flag}\"")

    def is_done(self):
        return os.path.exists(self.flag)

    is_seeding = is_done


CLIENTS = {"ours": Ours, "aria2": Aria2, "libtorrent": Libtorrent, "transmission": Transmission, "rtorrent": Rtorrent}
