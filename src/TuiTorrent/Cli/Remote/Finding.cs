namespace TuiTorrent.Cli.Remote;

/// <summary>How bad a finding is.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but not well.</summary>
    Warn,

    /// <summary>Something does not work.</summary>
    Fail,
}

/// <summary>What `doctor` found at one place.</summary>
/// <param name="Verdict">How bad it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do, a sentence; "" if nothing.</param>
internal sealed record Finding(Verdict Verdict, string Text, string Remedy);
