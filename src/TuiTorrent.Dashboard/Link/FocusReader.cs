using TuiTorrent.Dashboard.Link.Wire;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Link;

/// <summary>Keeps fresh what the open tab needs about the torrent in focus and the machine, part by part: at once when it is wanted, then when the torrent changes or its own pace says so.</summary>
/// <remarks>Belongs to one <see cref="LinkSession"/> and its task.</remarks>
internal sealed class FocusReader(LinkSession session)
{
    private const long Never = long.MaxValue;

    /// <summary>Peers come, go and change without an event of their torrent.</summary>
    private const long PeersPaceMs = 2_000;

    /// <summary>An answer of a tracker may change nothing else.</summary>
    private const long TrackersPaceMs = 10_000;

    /// <summary>Causes depend on more than the torrent.</summary>
    private const long WhyPaceMs = 10_000;

    private const long HandshakesPaceMs = 5_000;
    private const long BoardPaceMs = 30_000;

    private const DetailPart OfTorrent = DetailPart.General | DetailPart.Files | DetailPart.Peers | DetailPart.Trackers | DetailPart.Pieces;
    private const DetailPart Own = DetailPart.Why | DetailPart.Handshakes | DetailPart.Board;

    private static readonly DetailPart[] Parts =
    [
        DetailPart.General, DetailPart.Files, DetailPart.Peers, DetailPart.Trackers, DetailPart.Pieces, DetailPart.Why, DetailPart.Handshakes, DetailPart.Board,
    ];

    private readonly long[] _dueMs = new long[Parts.Length];
    private Wanted _wanted = new("", DetailPart.None);
    private DetailPart _complete;
    private TorrentDetail? _detail;

    /// <summary>When the next part is due; <see cref="long.MaxValue"/> for none.</summary>
    public long DueMs
    {
        get
        {
            var due = Never;
            for (var i = 0; i < Parts.Length; i++)
            {
                due = IsWanted(Parts[i]) ? Math.Min(due, _dueMs[i]) : due;
            }

            return due;
        }
    }

    /// <summary>A torrent changed: all that is wanted of it is due if it is the one.</summary>
    public void NoteChange(TorrentItem item)
    {
        if (item.Hash == _wanted.Hash)
        {
            MakeDue(OfTorrent | DetailPart.Why, 0);
        }
    }

    /// <summary>The user changed something: names, too, may be others now.</summary>
    public void NoteOwnChange()
    {
        _complete = DetailPart.None;
        MakeDue(OfTorrent | DetailPart.Why, 0);
    }

    /// <summary>Reads what is due.</summary>
    public async Task RefreshAsync(News news, Wanted wanted, CancellationToken cancellation)
    {
        Look(wanted);
        var (now, due) = (session.NowMs, DetailPart.None);
        for (var i = 0; i < Parts.Length; i++)
        {
            due |= IsWanted(Parts[i]) && _dueMs[i] <= now ? Parts[i] : DetailPart.None;
        }

        if (due == DetailPart.None)
        {
            return;
        }

        if ((due & (OfTorrent | DetailPart.Why)) != 0)
        {
            news.Detail = await ReadTorrentAsync(due, cancellation).ConfigureAwait(false) ?? news.Detail;
        }

        if ((due & DetailPart.Handshakes) != 0 && await session.ReadAsync(RpcMethods.Handshakes, null, cancellation).ConfigureAwait(false) is { } handshakes)
        {
            news.Handshakes = MachineReader.Handshakes(handshakes);
        }

        if ((due & DetailPart.Board) != 0 && await session.ReadAsync(RpcMethods.Board, null, cancellation).ConfigureAwait(false) is { } board)
        {
            news.Board = MachineReader.Board(board);
        }

        Plan(due);
    }

    /// <summary>What is newly wanted is due at once.</summary>
    private void Look(Wanted wanted)
    {
        if (wanted.Hash != _wanted.Hash)
        {
            (_detail, _complete) = (null, DetailPart.None);
            MakeDue(OfTorrent | DetailPart.Why, 0);
        }

        MakeDue(wanted.Parts & ~_wanted.Parts, 0);
        _wanted = wanted;
    }

    private async Task<TorrentDetail?> ReadTorrentAsync(DetailPart due, CancellationToken cancellation)
    {
        var hash = _wanted.Hash;
        var detail = _detail ?? new TorrentDetail { Hash = hash };
        if ((due & OfTorrent) != 0)
        {
            // Parts that were read whole before are read again without what lasts.
            var fields = DetailReader.Fields(due & OfTorrent & ~_complete, isFirst: true, session.IsOurs);
            foreach (var field in DetailReader.Fields(due & OfTorrent & _complete, isFirst: false, session.IsOurs))
            {
                if (!fields.Contains(field))
                {
                    fields.Add(field);
                }
            }

            var answer = await session.ReadAsync(
                RpcMethods.TorrentGet,
                json =>
                {
                    LinkSession.WriteTexts(json, "ids", [hash]);
                    LinkSession.WriteTexts(json, "fields", fields);
                },
                cancellation).ConfigureAwait(false);
            if (answer is not { } list || list.At("torrents").Length(1) == 0)
            {
                return null;
            }

            var torrent = list.At("torrents")[0];
            var isFitting = (_complete & DetailPart.Files) == 0 || (due & DetailPart.Files) == 0 || FileStates.Fits(detail.Files, torrent);
            detail = DetailReader.Read(detail, torrent);
            _complete = (_complete | (due & OfTorrent)) & (isFitting ? ~DetailPart.None : ~DetailPart.Files);
        }

        if ((due & DetailPart.Why) != 0
            && await session.ReadAsync(RpcMethods.Why, json => json.WriteString("id", hash), cancellation).ConfigureAwait(false) is { } why)
        {
            detail = detail with { Causes = DetailReader.Causes(why.At("causes")) };
        }

        return _detail = detail;
    }

    /// <summary>When what was just read has to be read again although nothing was heard of the torrent.</summary>
    private void Plan(DetailPart read)
    {
        var now = session.NowMs;
        var item = session.Find(_wanted.Hash);
        var isRunning = item is { Activity: Activity.Downloading or Activity.Seeding };
        MakeDue(read & (DetailPart.General | DetailPart.Files | DetailPart.Pieces), Never);
        MakeDue(read & DetailPart.Peers, isRunning && item!.Peers > 0 ? now + PeersPaceMs : Never);
        MakeDue(read & DetailPart.Trackers, isRunning ? now + TrackersPaceMs : Never);
        MakeDue(read & DetailPart.Why, item is null ? Never : now + WhyPaceMs);
        MakeDue(read & DetailPart.Handshakes, now + HandshakesPaceMs);
        MakeDue(read & DetailPart.Board, now + BoardPaceMs);

        // A list of files that does not fit the torrent any more is read whole.
        if ((read & DetailPart.Files & ~_complete) != 0 && _detail is not null)
        {
            MakeDue(DetailPart.Files, now);
        }
    }

    private bool IsWanted(DetailPart part) =>
        (_wanted.Parts & part) != 0 && (session.IsOurs || (part & Own) == 0) && ((part & (OfTorrent | DetailPart.Why)) == 0 || _wanted.Hash.Length > 0);

    private void MakeDue(DetailPart parts, long dueMs)
    {
        for (var i = 0; i < Parts.Length; i++)
        {
            _dueMs[i] = (parts & Parts[i]) != 0 ? dueMs : _dueMs[i];
        }
    }
}
