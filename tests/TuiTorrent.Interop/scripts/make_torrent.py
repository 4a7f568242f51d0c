#!/usr/bin/env python3
"""Makes a hybrid (v1 and v2) .torrent with libtorrent. Arguments: PATH OUTPUT PIECE_LENGTH."""
import os
import sys

import libtorrent as lt

path, output, piece_length = sys.argv[1], sys.argv[2], int(sys.argv[3])
files = lt.file_storage()
lt.add_files(files, path)
torrent = lt.create_torrent(files, piece_length)
lt.set_piece_hashes(torrent, os.path.dirname(path))
with open(output, "wb") as file:
    file.write(lt.bencode(torrent.generate()))
