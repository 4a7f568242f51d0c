namespace TuiTorrent.Rpc.Contract;

/// <summary>Codes of errors: those below zero are JSON-RPC 2.0's, the others Transmission's.</summary>
public static class RpcErrors
{
    /// <summary>Not JSON.</summary>
    public const int Parse = -32700;

    /// <summary>JSON, but not a request.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>No method of this name.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>A parameter is wrong.</summary>
    public const int InvalidParameters = -32602;

    /// <summary>The daemon is at fault.</summary>
    public const int Internal = -32603;

    /// <summary>Understood, and refused or failed; the text says why.</summary>
    public const int Refused = 1;

    /// <summary>Announce URLs that can't be used.</summary>
    public const int InvalidTrackerList = 2;

    /// <summary>Not an absolute path.</summary>
    public const int PathNotAbsolute = 3;

    /// <summary>Not the bytes of a .torrent.</summary>
    public const int UnrecognizedInfo = 4;

    /// <summary>The disk said no.</summary>
    public const int System = 5;

    /// <summary>No file with such an index.</summary>
    public const int FileIndexOutOfRange = 6;

    /// <summary>No piece with such an index.</summary>
    public const int PieceIndexOutOfRange = 7;

    /// <summary>Another server failed us.</summary>
    public const int Http = 8;

    /// <summary>The .torrent is damaged.</summary>
    public const int CorruptTorrent = 9;
}
