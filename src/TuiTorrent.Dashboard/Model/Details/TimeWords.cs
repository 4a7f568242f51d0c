using TuiTorrent.Dashboard.Model.Format;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>Times told as spans from now, and when one of these texts becomes another without any news.</summary>
internal sealed class TimeWords
{
    /// <summary>Begins anew for one composition.</summary>
    public void Begin(DateTimeOffset now)
    {
        Now = now;
        NextChange = null;
    }

    /// <summary>The moment that is told of.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>When a text that was given since <see cref="Begin"/> is no longer right; null for never.</summary>
    public DateTimeOffset? NextChange { get; private set; }

    /// <summary>"in 26 min", its number in two columns so that nothing moves sideways; "now" when it is due.</summary>
    public string In(long unixSeconds)
    {
        var seconds = unixSeconds - Now.ToUnixTimeSeconds();
        if (seconds <= 0)
        {
            return "now";
        }

        Wake(seconds < 60 ? 1 : seconds >= 86_400 ? (seconds % 3600) + 1 : (seconds % 60) + 1);
        return seconds < 3600 ? $"in {(seconds < 60 ? seconds : seconds / 60),2} {(seconds < 60 ? "s" : "min")}" : "in " + TimeText.Words(seconds);
    }

    /// <summary>"4 min ago"; "just now" below a second.</summary>
    public string Ago(long unixSeconds)
    {
        var seconds = Now.ToUnixTimeSeconds() - unixSeconds;
        Wake(seconds < 0 ? 1 - seconds : seconds < 60 ? 1 : seconds >= 86_400 ? 3600 - (seconds % 3600) : 60 - (seconds % 60));
        return seconds <= 0 ? "just now" : TimeText.Words(seconds) + " ago";
    }

    private void Wake(long seconds)
    {
        // On the next whole second: what is told counts in them.
        var at = DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds() + Math.Min(seconds, 86_400));
        NextChange = NextChange is { } earlier && earlier < at ? earlier : at;
    }
}
