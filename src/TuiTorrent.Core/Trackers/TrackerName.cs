using System.Globalization;

namespace TuiTorrent.Core.Trackers;

/// <summary>How a tracker is shown and logged: scheme, host and port, since path and query often hold a passkey.</summary>
public static class TrackerName
{
    /// <summary>Shorter parts of a URL are words ("announce"), not secrets.</summary>
    private const int ShortestSecret = 9;

    /// <summary>For example "https://tracker.example:443". An international name is shown in its ASCII form, which no look-alike letter can imitate.</summary>
    public static string Of(Uri tracker)
    {
        var host = tracker.HostNameType == UriHostNameType.IPv6 ? tracker.Host : tracker.IdnHost;
        var port = tracker.Port > 0 ? ":" + tracker.Port.ToString(CultureInfo.InvariantCulture) : "";
        return $"{tracker.Scheme}://{host}{port}";
    }

    /// <summary>Replaces in a tracker's text what its own URL holds in path, query and user info: some trackers echo the passkey they refuse.</summary>
    public static string HideSecrets(string text, Uri tracker)
    {
        var parts = (tracker.UserInfo + "/" + tracker.PathAndQuery).Split(['/', '?', '&', '=', ';', ':']);
        foreach (var part in parts)
        {
            if (part.Length >= ShortestSecret)
            {
                text = text.Replace(part, "...", StringComparison.OrdinalIgnoreCase);
            }
        }

        return text;
    }
}
