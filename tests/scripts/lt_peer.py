#!/usr/bin/env python3
"""The other side of measurements: a libtorrent seeder or leecher, a tracker that names one peer, and .torrent files.

usage: lt_peer.py create FILE TORRENT PIECE_BYTES TRACKER_PORT
       lt_peer.py seed TORRENT DIR PORT RC4 [PEER_PORT]     dials that peer until it answers
       lt_peer.py leech TORRENT DIR PEER_PORT RC4 [PORT]    listens there for peers that dial
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


def create(path, torrent, piece_bytes, tracker_port):
    lt = libtorrent()
    storage = lt.file_storage()
    lt.add_files(storage, path)
    made = lt.create_torrent(storage, int(piece_bytes), flags=lt.create_torrent.v1_only)
    made.set_creator("bench")
    made.add_tracker(f"http://127.0.0.1:{tracker_port}/announce")
    lt.set_piece_hashes(made, path.rsplit("/", 1)[0])
    with open(torrent, "wb") as f:
        f.write(lt.bencode(made.generate()))


def seed(torrent, directory, port, rc4, peer_port=0):
    lt = libtorrent()
    s = session(int(port), rc4 == "1")
    info = lt.torrent_info(torrent)
    handle = s.add_torrent({"ti": info, "save_path": directory, "flags": lt.torrent_flags.seed_mode, "trackers": []})
    handle.replace_trackers([])
    while not handle.status().is_seeding:
        time.sleep(0.05)
    print("ready", flush=True)
    while True:
        if int(peer_port) and handle.status().num_peers == 0:
            handle.connect_peer(("127.0.0.1", int(peer_port)))
        time.sleep(0.5)


def leech(torrent, directory, peer_port, rc4, port=0):
    lt = libtorrent()
    s = session(int(port), rc4 == "1")
    handle = s.add_torrent({"ti": lt.torrent_info(torrent), "save_path": directory})
    handle.replace_trackers([])
    while not handle.status().is_seeding:
        if handle.status().num_peers == 0:
            handle.connect_peer(("127.0.0.1", int(peer_port)))
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
