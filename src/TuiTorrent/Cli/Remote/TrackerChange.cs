namespace TuiTorrent.Cli.Remote;

/// <summary>A tracker more, or one less.</summary>
/// <remarks>torrent_set takes the whole list only: a URL a line, an empty line between tiers.</remarks>
internal sealed record TrackerChange(string? Added, string? Removed)
{
    /// <summary>From options; null if neither is there.</summary>
    /// <exception cref="CommandStopException">Not a tracker's URL.</exception>
    public static TrackerChange? Parse(string? added, string? removed)
    {
        if (added is not null && !(Uri.TryCreate(added, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https" or "udp", Host.Length: > 0 }))
        {
            throw CommandStopException.Usage($"--tracker-add: \"{JsonFields.Clean(added)}\" must be an http, https or udp URL.");
        }

        return added is null && removed is null ? null : new TrackerChange(added, removed);
    }

    /// <summary>The list of a torrent after it.</summary>
    /// <exception cref="CommandStopException">The torrent has no such tracker.</exception>
    public async Task<string> ApplyAsync(RemoteCall call, TorrentRow torrent)
    {
        var list = await call.GetAsync(["tracker_list"], [torrent.InfoHash]).ConfigureAwait(false) is [var answer, ..] ? answer.RawText("tracker_list") : "";
        return Apply(list) ?? throw CommandStopException.Failed($"{torrent.Name} has no tracker \"{JsonFields.Clean(Removed!)}\".");
    }

    /// <summary>The list after it; null if there is no such tracker to remove.</summary>
    public string? Apply(string list)
    {
        var (tiers, isGone) = (new List<string>(), Removed is null);
        foreach (var tier in list.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var urls = new List<string>();
            foreach (var url in tier.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (IsRemoved(url))
                {
                    isGone = true;
                }
                else
                {
                    urls.Add(url);
                }
            }

            if (urls.Count > 0)
            {
                tiers.Add(string.Join('\n', urls));
            }
        }

        if (Added is not null)
        {
            tiers.Add(Added);
        }

        return isGone ? string.Join("\n\n", tiers) : null;
    }

    private bool IsRemoved(string url) =>
        Removed is not null && (url == Removed || TorrentListing.ShowTracker(url) == Removed || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Host == Removed || uri.Authority == Removed)));
}
