using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Engine.Trackers;

/// <summary>Carries a failure out of the framework's callbacks up to <see cref="TrackerClient"/>, which never lets it go further.</summary>
internal sealed class TrackerFaultException(TrackerFailureKind kind, string text) : Exception(text)
{
    public TrackerFailure Failure { get; } = new(kind, text);
}
