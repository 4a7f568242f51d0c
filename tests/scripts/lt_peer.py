#!/usr/bin/env python3
"""The other side of measurements: a libtorrent seeder or leecher, a tracker that names one peer, and .torrent files.

usage: lt_peer.py create FILE TORRENT PIECE_BYTES
       lt_peer.py seed TORRENT DIR PORT RC4
       lt_peer.py leech TORRENT DIR PEER_PORT RC4
       lt_peer.py tracker PORT PEER_PORT
"""
import http.server, socket, struct, sys, time


def libtorrent():
    import libtorrent as lt
    return lt


def session(port, rc4):
    lt = libtorrent()
    forced, none = 0, 2
    return lt.session({
        "listen_interfaces": f"127.0.0.1:{port}", "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
        "enable_incoming_utp": False, "enable_outgoing_utp": False, "alert_mask": 0, "allow_multiple_connections_per_ip": True,
        "in_enc_policy": forced if rc4 else none, "out_enc_policy": forced if rc4 else none, "allowed_enc_level": 2 if rc4 else 1})


def create(path, torrent, piece_bytes):
    lt = libtorrent()
    storage = lt.file_storage()
    lt.add_files(storage, path)
    made = lt.create_torrent(storage, int(piece_bytes), flags=lt.create_torrent.v1_only)
    made.set_creator("bench")
    lt.set_piece_hashes(made, path.rsplit("/", 1)[0])
    with open(torrent, "wb") as f:
        f.write(lt.bencode(made.generate()))


def seed(torrent, directory, port, rc4):
    lt = libtorrent()
    s = session(int(port), rc4 == "1")
    params = {"ti": lt.torrent_info(torrent), "save_path": directory, "flags": lt.torrent_flags.seed_mode}
    handle = s.add_torrent(params)
    while not handle.status().is_seeding:
        time.sleep(0.05)
    print("ready", flush=True)
    while True:
        time.sleep(60)


def leech(torrent, directory, peer_port, rc4):
    lt = libtorrent()
    s = session(0, rc4 == "1")
    handle = s.add_torrent({"ti": lt.torrent_info(torrent), "save_path": directory})
    handle.connect_peer(("127.0.0.1", int(peer_port)))
    while not handle.status().is_seeding:
        time.sleep(0.05)


def tracker(port, peer_port):
    peers = socket.inet_aton("127.0.0.1") + struct.pack(">H", int(peer_port))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"d8:intervali60e5:peers6:" + peers + b"e"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", int(port)), Handler)
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    {"create": create, "seed": seed, "leech": leech, "tracker": tracker}[sys.argv[1]](*sys.argv[2:])
