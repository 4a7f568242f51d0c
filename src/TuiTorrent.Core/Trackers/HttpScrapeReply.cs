using TuiTorrent.Core.Bencode;

namespace TuiTorrent.Core.Trackers;

/// <summary>Reads what an HTTP tracker answers to a scrape. Never throws on its bytes.</summary>
/// <remarks>Source: BEP 48.</remarks>
public static class HttpScrapeReply
{
    /// <summary>Reads a scrape reply: <c>files</c>, a dictionary of info hash to <c>complete</c>, <c>downloaded</c>, <c>incomplete</c>.</summary>
    public static ScrapeOutcome Parse(ReadOnlySpan<byte> body, InfoHash infoHash, Uri tracker)
    {
        var reader = new BencodeReader(body);
        Span<byte> wanted = stackalloc byte[InfoHash.Length];
        infoHash.CopyTo(wanted);
        ReadOnlySpan<byte> failure = default;
        var hasFailure = false;
        ScrapeReply? reply = null;
        if (reader.TryEnterDict())
        {
            while (reader.TryReadKey(out var key))
            {
                if (key.SequenceEqual("failure reason"u8))
                {
                    hasFailure |= reader.TryReadBytes(out failure);
                }
                else if (key.SequenceEqual("files"u8) && reader.TryEnterDict())
                {
                    reply = ReadFiles(ref reader, wanted) ?? reply;
                }
                else if (!key.SequenceEqual("files"u8))
                {
                    reader.TrySkipValue();
                }
            }
        }

        return (hasFailure, reply) switch
        {
            _ when reader.Error != BencodeError.None || !reader.IsComplete => ScrapeOutcome.Fail(TrackerFailureKind.BadReply, HttpAnnounceReply.NotBencode),
            (true, _) => ScrapeOutcome.Of(HttpAnnounceReply.Refusal(failure, null, tracker)),
            (_, { }) => ScrapeOutcome.Of(reply),
            _ => ScrapeOutcome.Fail(TrackerFailureKind.BadReply, "The tracker does not know this torrent."),
        };
    }

    private static ScrapeReply? ReadFiles(ref BencodeReader reader, scoped ReadOnlySpan<byte> wanted)
    {
        ScrapeReply? reply = null;
        while (reader.TryReadKey(out var hash))
        {
            var isOurs = hash.SequenceEqual(wanted);
            if (!reader.TryEnterDict())
            {
                continue;
            }

            long? complete = null, incomplete = null, downloaded = null;
            while (reader.TryReadKey(out var key))
            {
                if (!reader.TryReadNumber(out var number))
                {
                    continue;
                }

                switch (key)
                {
                    case var _ when key.SequenceEqual("complete"u8):
                        complete = number;
                        break;
                    case var _ when key.SequenceEqual("incomplete"u8):
                        incomplete = number;
                        break;
                    case var _ when key.SequenceEqual("downloaded"u8):
                        downloaded = number;
                        break;
                }
            }

            if (isOurs)
            {
                reply = new ScrapeReply(HttpAnnounceReply.ToCount(complete) ?? 0, HttpAnnounceReply.ToCount(incomplete) ?? 0, HttpAnnounceReply.ToCount(downloaded) ?? 0);
            }
        }

        return reply;
    }
}
