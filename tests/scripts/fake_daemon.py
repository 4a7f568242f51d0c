"""A daemon without an engine: it answers the dashboard's questions from a table, with whatever texts a test wants to see on the screen."""
import http.server, json, os, socketserver, threading, time


class FakeDaemon:
    """Serves JSON-RPC at a Unix socket. Every text that a daemon may send is `text(what)`."""

    def __init__(self, path, text, count=12, patience=2):
        self.path, self.text, self.count, self.patience = path, text, count, patience
        # Names of all methods, and what else was asked for than to look.
        self.asked, self.changes = [], []
        self.version = 1
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.asked.append(request["method"])
                parameters = request.get("params") or {}
                if not request["method"].startswith(("torrent_get", "tuitorrent_", "session_get", "session_stats", "free_space")):
                    fake.changes.append((request["method"], parameters))
                # Lone surrogates and control characters go out as JSON escapes.
                body = json.dumps({"jsonrpc": "2.0", "id": request.get("id"), "result": fake.answer(request["method"], parameters)}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def address_string(self):
                return ""

            def log_message(self, *_):
                pass

        class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
            daemon_threads = True

            def handle_error(self, *_):
                """Whoever went away is no news."""

        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        self.server = Server(path, Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        os.unlink(self.path)

    def answer(self, method, parameters):
        if method == "torrent_get":
            return self.torrents(parameters)
        if method == "tuitorrent_events":
            time.sleep(0 if parameters.get("version", 0) < self.version else min(parameters.get("timeout_s", 0), self.patience))
            return {"version": self.version, "changed": [], "removed": [], "log_last": 3, "log": self.log() if parameters.get("log", 3) < 3 else []}
        return {
            "session_get": {"version": self.text("version"), "rpc_version": 18, "download_dir": self.text("download_dir"), "download_dir_free_space": 1 << 33, "peer_port": 51413, "tuitorrent_encryption": self.text("encryption"),
                            "encryption": "preferred", "peer_limit_global": 150, "peer_limit_per_torrent": 40, "speed_limit_up": 100, "speed_limit_up_enabled": True, "alt_speed_down": 50, "alt_speed_up": 50},
            "session_stats": {"active_torrent_count": 3, "download_speed": 123456, "upload_speed": 2345, "torrent_count": self.count,
                              "cumulative_stats": {"downloaded_bytes": 1 << 40, "uploaded_bytes": 1 << 39, "seconds_active": 100000}, "current_stats": {"downloaded_bytes": 1 << 30, "uploaded_bytes": 1 << 29, "seconds_active": 3600}},
            "tuitorrent_board": {"model": self.text("model"), "temperature_c": 58.1, "load": [0.2, 0.1, 0.1], "cores": 4, "memory_total": 1 << 29, "memory_available": 1 << 28, "own_resident": 15 << 20,
                                 "disks": [{"path": self.text("disk"), "device": self.text("device"), "total": 1 << 40, "free": 1 << 38, "is_missing": False, "written_today": 12345}]},
            "tuitorrent_why": {"id": 1, "causes": [{"code": self.text("code"), "text": self.text("cause"), "remedy": self.text("remedy")}] * 3},
            "tuitorrent_handshakes": {"plain": 3, "rc4": 5, "mse_plaintext": 1, "failed": 2, "refused": {self.text("reason"): 2}, "closes": {self.text("close"): 7},
                                      "recent": [{"at": 1795000000 + i, "peer": self.text("peer"), "is_incoming": bool(i % 2), "verdict": self.text("verdict"), "milliseconds": 12} for i in range(20)]},
            "tuitorrent_traffic": {"seconds_of_last": 3, "down": [1000 * i for i in range(90)], "up": [10 * i for i in range(90)]},
            "tuitorrent_log": {"last": 3, "lines": self.log()},
            "free_space": {"path": parameters.get("path", ""), "size_bytes": 1 << 38, "total_size": 1 << 40},
        }.get(method, {})

    def log(self):
        return [{"sequence": i + 1, "at": "2026-11-22T10:00:00.000Z", "level": level, "id": 1, "text": self.text("log")} for i, level in enumerate(("error", "warning", "info"))]

    def torrents(self, parameters):
        fields = parameters.get("fields", [])
        wanted = parameters.get("ids")
        rows = [self.torrent(i + 1) for i in range(self.count)]
        if isinstance(wanted, list):
            rows = [row for row in rows if row["id"] in wanted or row["hash_string"] in wanted]
        if parameters.get("format") == "table":
            return {"torrents": [list(fields)] + [[row.get(field) for field in fields] for row in rows]}
        return {"torrents": [{field: row.get(field) for field in fields} for row in rows]}

    def torrent(self, number):
        moves = number % 3 == 1
        tracker = {"id": 0, "tier": 0, "announce": "http://" + self.text("announce"), "scrape": "", "sitename": self.text("site"), "host": self.text("host"), "announce_state": 1, "last_announce_result": self.text("result"),
                   "last_announce_succeeded": False, "has_announced": True, "last_announce_time": 1795000000, "next_announce_time": int(time.time()) + 900, "seeder_count": 3, "leecher_count": 2, "last_announce_peer_count": 4}
        files = [{"name": f"{self.text('name')}/{self.text('folder')}/{i} {self.text('file')}", "length": 1 << 20, "bytes_completed": 1 << 19} for i in range(5)]
        return {
            "id": number, "hash_string": f"{number:040x}", "name": f"{self.text('name')} {number}", "tuitorrent_activity": ("downloading", "seeding", "failed")[(number - 1) % 3], "status": (4, 6, 0)[(number - 1) % 3],
            "total_size": 5 << 20, "size_when_done": 5 << 20, "left_until_done": 1 << 20, "percent_done": 0.8, "percent_complete": 0.8, "rate_download": 1000 * number if moves else 0, "rate_upload": 10 * number, "eta": 60 * number if moves else -1,
            "peers_connected": 4, "tuitorrent_seeds": 2, "tuitorrent_known_peers": 9, "tuitorrent_encrypted_peers": 3, "upload_ratio": 0.5, "downloaded_ever": 4 << 20, "uploaded_ever": 2 << 20, "labels": [self.text("label")],
            "error": 3 if number % 3 == 0 else 0, "error_string": self.text("error") if number % 3 == 0 else "", "tuitorrent_tracker_names": [self.text("tracker")], "download_dir": self.text("dir"), "added_date": 1795000000,
            "activity_date": 1795000100, "done_date": 0, "queue_position": number - 1, "file_count": 5, "is_private": False, "bandwidth_priority": 0, "is_stalled": False, "recheck_progress": 0, "tuitorrent_job_progress": 0,
            "files": files, "file_stats": [{"bytes_completed": 1 << 19, "wanted": i != 2, "priority": i % 3 - 1} for i in range(5)], "wanted": [True, True, False, True, True], "priorities": [-1, 0, 1, -1, 0],
            "bytes_completed": [1 << 19] * 5, "trackers": [tracker], "tracker_stats": [tracker], "tracker_list": self.text("list"), "magnet_link": self.text("magnet"), "piece_count": 5, "piece_size": 1 << 20,
            "pieces": "8A==", "availability": [-1, -1, -1, 2, 0], "comment": self.text("comment"), "creator": self.text("creator"), "date_created": 1790000000, "corrupt_ever": 0, "tuitorrent_wasted_ever": 5,
            "seconds_downloading": 100, "seconds_seeding": 0, "download_limit": 0, "download_limited": False, "upload_limit": 0, "upload_limited": False, "honors_session_limits": True, "peer_limit": 40, "max_connected_peers": 40,
            "seed_ratio_limit": 0, "seed_ratio_mode": 0, "sequential_download": False, "tuitorrent_version": 1,
            "peers": [{"address": self.text("address"), "port": 5000 + i, "client_name": self.text("client"), "flag_str": self.text("flags"), "progress": 0.4, "rate_to_client": 100 * i, "rate_to_peer": i, "is_encrypted": True,
                       "is_incoming": bool(i % 2), "tuitorrent_cipher": "rc4", "bytes_to_client": 99, "bytes_to_peer": 9, "tuitorrent_connected_seconds": 60, "tuitorrent_is_snubbed": False} for i in range(6)],
        }
