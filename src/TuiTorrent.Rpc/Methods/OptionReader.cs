using TuiTorrent.Core;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Reads what a user may set for a torrent. torrent_set and torrent_add share it.</summary>
internal static class OptionReader
{
    /// <summary>Bytes a second of "kB/s", of which session_get says that they are 1,000.</summary>
    public const long SpeedUnit = 1000;

    /// <summary>Highest rate in kB/s; what is more is no limit at all.</summary>
    public const long MaxSpeed = 100_000_000;

    private const int MaxPeers = 10_000;

    /// <summary>All changes in one function; null if there are none.</summary>
    public static Func<TorrentOptions, TorrentOptions>? Options(Parameters parameters)
    {
        var labels = Labels(parameters);
        var download = parameters.Long("download_limit", 0, MaxSpeed);
        var upload = parameters.Long("upload_limit", 0, MaxSpeed);
        var downloadLimited = parameters.Bool("download_limited");
        var uploadLimited = parameters.Bool("upload_limited");
        var honors = parameters.Bool("honors_session_limits");
        var peers = parameters.Int("peer_limit", 1, MaxPeers);
        var priority = parameters.Int("bandwidth_priority", -1, 1);
        var ratio = parameters.Real("seed_ratio_limit", 0, 1_000_000);
        var ratioMode = parameters.Int("seed_ratio_mode", 0, 2);
        var idle = parameters.Int("seed_idle_limit", 0, 10_000_000);
        var idleMode = parameters.Int("seed_idle_mode", 0, 2);
        var sequential = parameters.Bool("sequential_download");
        if (parameters.Int("sequential_download_from_piece", 0, int.MaxValue) is > 0)
        {
            parameters.Fail("sequential_download_from_piece is not supported: pieces are fetched from the first.");
        }

        var names = new object?[] { labels, download, upload, downloadLimited, uploadLimited, honors, peers, priority, ratio, ratioMode, idle, idleMode, sequential };
        return names.All(name => name is null)
            ? null
            : options => options with
            {
                Labels = labels ?? options.Labels,
                DownloadLimit = download * SpeedUnit ?? options.DownloadLimit,
                UploadLimit = upload * SpeedUnit ?? options.UploadLimit,
                IsDownloadLimited = downloadLimited ?? options.IsDownloadLimited,
                IsUploadLimited = uploadLimited ?? options.IsUploadLimited,
                HonorsSessionLimits = honors ?? options.HonorsSessionLimits,
                MaxPeers = peers ?? options.MaxPeers,
                Priority = (BandwidthPriority?)priority ?? options.Priority,
                Ratio = ratio ?? options.Ratio,
                RatioMode = (LimitMode?)ratioMode ?? options.RatioMode,
                IdleMinutes = idle ?? options.IdleMinutes,
                IdleMode = (LimitMode?)idleMode ?? options.IdleMode,
                IsSequential = sequential ?? options.IsSequential,
            };
    }

    /// <summary>Priorities and wishes by file; an empty list stands for all <paramref name="fileCount"/> files.</summary>
    public static (List<(int File, FilePriority Priority)> Files, IReadOnlyList<int> Wanted) Files(Parameters parameters, int fileCount)
    {
        var files = new List<(int, FilePriority)>();
        foreach (var (name, priority) in new[]
        {
            ("priority_low", FilePriority.Low), ("priority_normal", FilePriority.Normal), ("priority_high", FilePriority.High), ("files_unwanted", FilePriority.Skip),
        })
        {
            files.AddRange(Indexes(parameters, name, fileCount).Select(file => (file, priority)));
        }

        return (files, Indexes(parameters, "files_wanted", fileCount));
    }

    private static IReadOnlyList<int> Indexes(Parameters parameters, string name, int fileCount) =>
        parameters.Ints(name, RpcLimits.MaxFiles, fileCount) switch
        {
            null => [],
            { Count: 0 } => [.. Enumerable.Range(0, fileCount)],
            var some => some,
        };

    private static List<string>? Labels(Parameters parameters)
    {
        if (parameters.Texts("labels", RpcLimits.MaxLabels) is not { } texts)
        {
            return null;
        }

        var labels = new List<string>();
        foreach (var text in texts)
        {
            // One that would look different when shown would be a trap, and commas divide labels on command lines.
            if (text.Length is 0 or > RpcLimits.MaxLabelChars || text.Contains(',', StringComparison.Ordinal) || SafeText.From(text, RpcLimits.MaxLabelChars) != text)
            {
                parameters.Fail($"A label has 1 to {RpcLimits.MaxLabelChars} visible characters and no comma.");
                return null;
            }

            if (!labels.Contains(text))
            {
                labels.Add(text);
            }
        }

        return labels;
    }
}
