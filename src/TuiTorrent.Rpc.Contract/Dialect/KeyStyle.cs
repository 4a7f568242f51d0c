namespace TuiTorrent.Rpc.Contract.Dialect;

/// <summary>How the older dialect spells the keys of an object; the newer one has snake_case everywhere.</summary>
internal enum KeyStyle
{
    /// <summary>"downloadDir": torrents and what is in them.</summary>
    Camel,

    /// <summary>"download-dir": the session, and what frames torrents.</summary>
    Kebab,
}
