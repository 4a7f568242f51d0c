using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>A torrent as a list shows it. Immutable. Texts are clean but <see cref="Directory"/>; sizes in bytes, rates in bytes a second.</summary>
internal sealed record TorrentRow
{
    /// <summary>A local fault, by Transmission's count; 1 and 2 are a tracker's.</summary>
    private const int LocalError = 3;

    /// <summary>What to ask torrent_get for.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "id", "hash_string", "name", "status", "error", "error_string", "total_size", "size_when_done", "left_until_done", "rate_download", "rate_upload",
        "downloaded_ever", "uploaded_ever", "upload_ratio", "eta", "added_date", "peers_connected", "labels", "download_dir", "queue_position", "recheck_progress",
        "is_finished", "is_stalled",
    ];

    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>40 hex digits.</summary>
    public string InfoHash { get; init; } = "";

    /// <summary>Its title.</summary>
    public string Name { get; init; } = "";

    /// <summary>Transmission's number for what it is doing.</summary>
    public int Status { get; init; }

    /// <summary>0, or what kind of trouble it has.</summary>
    public int ErrorKind { get; init; }

    /// <summary>What that is; "" if nothing.</summary>
    public string Error { get; init; } = "";

    /// <summary>All bytes.</summary>
    public long Total { get; init; }

    /// <summary>Bytes of wanted files.</summary>
    public long Wanted { get; init; }

    /// <summary>Of them, those that are missing.</summary>
    public long Left { get; init; }

    /// <summary>Payload coming in.</summary>
    public long Down { get; init; }

    /// <summary>Payload going out.</summary>
    public long Up { get; init; }

    /// <summary>Received in all runs.</summary>
    public long Downloaded { get; init; }

    /// <summary>Sent in all runs.</summary>
    public long Uploaded { get; init; }

    /// <summary>Negative where there is none.</summary>
    public double Ratio { get; init; }

    /// <summary>Seconds until all is there; null if nobody knows.</summary>
    public long? SecondsLeft { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>Connected peers.</summary>
    public long Peers { get; init; }

    /// <summary>The user's words.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Above its files; not clean.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Place in the queue, from 0.</summary>
    public long QueuePosition { get; init; }

    /// <summary>How far verification is, 0 to 1.</summary>
    public double Verified { get; init; }

    /// <summary>It stopped by itself at its limit.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Runs, but moved nothing for long.</summary>
    public bool IsStalled { get; init; }

    /// <summary>The word for what it is doing.</summary>
    public string State => ErrorKind == LocalError ? TorrentState.Error : Status == 0 && IsFinished ? TorrentState.Finished : TorrentState.Of(Status);

    /// <summary>How far it is, 0 to 1: of verification while that goes on, else of the wanted bytes.</summary>
    public double Done => State == TorrentState.Verifying ? Verified : Wanted > 0 ? Math.Clamp((double)(Wanted - Left) / Wanted, 0, 1) : 1;

    /// <summary>Whether all that is wanted is there.</summary>
    public bool IsComplete => Left == 0;

    /// <summary>Reads one element of torrent_get's list.</summary>
    public static TorrentRow Read(JsonElement json) => new()
    {
        Id = json.Number("id"),
        InfoHash = json.Text("hash_string"),
        Name = json.Text("name"),
        Status = (int)json.Number("status"),
        ErrorKind = (int)json.Number("error"),
        Error = json.Text("error_string"),
        Total = json.Number("total_size"),
        Wanted = json.Number("size_when_done"),
        Left = json.Number("left_until_done"),
        Down = json.Number("rate_download"),
        Up = json.Number("rate_upload"),
        Downloaded = json.Number("downloaded_ever"),
        Uploaded = json.Number("uploaded_ever"),
        Ratio = json.Fraction("upload_ratio"),
        SecondsLeft = json.NumberOrNull("eta") is >= 0 and var eta ? eta : null,
        AddedAt = json.Time("added_date"),
        Peers = json.Number("peers_connected"),
        Labels = json.Texts("labels"),
        Directory = json.RawText("download_dir"),
        QueuePosition = json.Number("queue_position"),
        Verified = json.Fraction("recheck_progress"),
        IsFinished = json.Flag("is_finished"),
        IsStalled = json.Flag("is_stalled"),
    };
}
