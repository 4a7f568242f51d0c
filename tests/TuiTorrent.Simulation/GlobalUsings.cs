global using TuiTorrent.Core;
