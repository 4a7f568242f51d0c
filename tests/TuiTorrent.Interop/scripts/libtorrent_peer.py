#!/usr/bin/env python3
"""Serves or fetches one torrent with libtorrent. Argument: settings as JSON. Prints one JSON object an event.

Commands on standard input: "connect ADDRESS PORT". Ends when standard input does.
"""
import json
import sys
import threading

import libtorrent as lt

ENCRYPTION = {
    # (enc_policy, allowed_enc_level)
    "Plain": (lt.enc_policy.pe_disabled, lt.enc_level.both),
    "Rc4": (lt.enc_policy.pe_forced, lt.enc_level.rc4),
    "MsePlaintext": (lt.enc_policy.pe_forced, lt.enc_level.plaintext),
}


def tell(event, **details):
    print(json.dumps({"event": event, **details}), flush=True)


def session_settings(settings):
    chosen = {
        "listen_interfaces": settings["listen"],
        "enable_dht": False,
        "enable_lsd": False,
        "enable_upnp": False,
        "enable_natpmp": False,
        "enable_outgoing_utp": False,
        "enable_incoming_utp": False,
        "allow_multiple_connections_per_ip": True,
        "alert_mask": lt.alert.category_t.status_notification
        | lt.alert.category_t.error_notification
        | lt.alert.category_t.peer_notification
        | lt.alert.category_t.tracker_notification
        | lt.alert.category_t.storage_notification
        | lt.alert.category_t.connect_notification,
    }
    if settings["dress"] in ENCRYPTION:
        policy, level = ENCRYPTION[settings["dress"]]
        chosen.update(out_enc_policy=int(policy), in_enc_policy=int(policy), allowed_enc_level=int(level))
        chosen["prefer_rc4"] = settings["dress"] == "Rc4"
    return chosen


def obey(handle, session):
    for line in sys.stdin:
        words = line.split()
        if words[:1] == ["connect"]:
            handle.connect_peer((words[1], int(words[2])))
    del session
    sys.stdout.flush()
    # Nothing is worth keeping: leave at once.
    import os

    os._exit(0)


def main():
    settings = json.loads(sys.argv[1])
    session = lt.session(session_settings(settings))
    params = lt.add_torrent_params()
    params.ti = lt.torrent_info(settings["torrent"])
    params.save_path = settings["directory"]
    params.storage_mode = lt.storage_mode_t.storage_mode_sparse
    params.flags &= ~lt.torrent_flags.auto_managed
    params.flags &= ~lt.torrent_flags.paused
    handle = session.add_torrent(params)
    threading.Thread(target=obey, args=(handle, session), daemon=True).start()
    while True:
        session.wait_for_alert(1000)
        for alert in session.pop_alerts():
            tell("alert", what=alert.what(), text=alert.message())
            if isinstance(alert, lt.torrent_checked_alert):
                tell("ready")
            elif isinstance(alert, lt.torrent_finished_alert) and not settings["seeder"]:
                handle.flush_cache()
            elif isinstance(alert, lt.cache_flushed_alert):
                tell("complete")


main()
