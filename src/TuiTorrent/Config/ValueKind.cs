namespace TuiTorrent.Config;

/// <summary>How config.toml writes a value.</summary>
internal enum ValueKind
{
    /// <summary>In quotes.</summary>
    Text,

    /// <summary>A number without quotes or point.</summary>
    Whole,

    /// <summary>In quotes, or a bare number of bytes.</summary>
    Amount,

    /// <summary>A number with or without a point, or a word in quotes.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>Texts between brackets.</summary>
    List,
}
