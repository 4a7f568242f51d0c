namespace TuiTorrent.Daemon.Http;

/// <summary>The daemon can't answer where it should; the message is a sentence for the user.</summary>
internal sealed class RpcHostException(string message, Exception? inner = null) : Exception(message, inner);
