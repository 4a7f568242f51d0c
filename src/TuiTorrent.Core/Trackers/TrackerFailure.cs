namespace TuiTorrent.Core.Trackers;

/// <summary>Why a tracker was of no use, in a form that may be shown and logged.</summary>
/// <param name="Kind">For counting and for deciding when to try again.</param>
/// <param name="Text">Clean of control and bidi characters and of passkeys, at most <see cref="Session.Limits.MaxShownText"/> characters.</param>
/// <param name="RetryInSeconds">What the tracker told (BEP 31), <see cref="Never"/>, or null.</param>
public sealed record TrackerFailure(TrackerFailureKind Kind, string Text, int? RetryInSeconds = null)
{
    /// <summary>The tracker told "never": not again until the torrent is started anew.</summary>
    public const int Never = -1;
}
