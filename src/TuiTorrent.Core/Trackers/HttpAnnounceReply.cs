using System.Net;
using System.Text;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Trackers;

/// <summary>Reads what an HTTP tracker answers to an announce. Never throws on its bytes.</summary>
/// <remarks>Source: BEP 3, 7, 23, 24, 31. A field of a wrong type counts as missing; of a repeated one the last counts.</remarks>
public static class HttpAnnounceReply
{
    internal const string NotBencode = "The answer is not a tracker's.";

    /// <summary>
    /// Reads an announce reply: a dictionary of <c>interval</c>, <c>min interval</c>, <c>peers</c> (6 bytes each, or dictionaries), <c>peers6</c> (18 bytes each),
    /// <c>complete</c>, <c>incomplete</c>, <c>external ip</c>, <c>warning message</c>, <c>tracker id</c>; or of <c>failure reason</c> and <c>retry in</c>.
    /// </summary>
    /// <param name="body">After decompression, at most <see cref="Limits.MaxTrackerReplyBytes"/>.</param>
    /// <param name="request">What was asked: tells which of the peers is us.</param>
    /// <param name="tracker">Whose passkey is kept out of its texts.</param>
    /// <param name="scope">Of the tracker's address, for <see cref="PeerAddressPolicy"/>.</param>
    public static AnnounceOutcome Parse(ReadOnlySpan<byte> body, AnnounceRequest request, Uri tracker, AddressScope scope)
    {
        var reader = new BencodeReader(body);
        if (!reader.TryEnterDict())
        {
            return AnnounceOutcome.Fail(TrackerFailureKind.BadReply, NotBencode);
        }

        var fields = new Fields();
        while (reader.TryReadKey(out var key))
        {
            fields.Read(key, ref reader);
        }

        if (reader.Error != BencodeError.None)
        {
            return AnnounceOutcome.Fail(TrackerFailureKind.BadReply, NotBencode);
        }

        if (fields.HasFailure)
        {
            return AnnounceOutcome.Of(Refusal(fields.Failure, fields.RetryInSeconds, tracker));
        }

        if (fields.Interval is null && !fields.HasPeers)
        {
            return AnnounceOutcome.Fail(TrackerFailureKind.BadReply, NotBencode);
        }

        var (interval, minInterval) = AnnounceIntervals.Clamp(fields.Interval, fields.MinInterval);
        var external = ReadAddress(fields.ExternalIp);
        var peers = new PeerList(scope);
        peers.AddCompact(fields.Peers, PeerList.IPv4Stride);
        peers.AddCompact(fields.Peers6, PeerList.IPv6Stride);
        AddDictionaries(ref peers, fields.PeerDicts, request.Identity.PeerId);
        return AnnounceOutcome.Of(new AnnounceReply
        {
            IntervalSeconds = interval,
            MinIntervalSeconds = minInterval,
            Peers = peers.Take(external is null ? null : PeerEndpoint.From(external, request.Identity.Port)),
            Seeders = ToCount(fields.Complete),
            Leechers = ToCount(fields.Incomplete),
            ExternalAddress = external,
            Warning = fields.Warning.IsEmpty ? null : Shown(fields.Warning, tracker),
            TrackerId = fields.TrackerId is { IsEmpty: false, Length: <= Limits.MaxTrackerId } ? Encoding.Latin1.GetString(fields.TrackerId) : null,
        });
    }

    /// <summary>Makes a tracker's "no" fit to be shown.</summary>
    internal static TrackerFailure Refusal(ReadOnlySpan<byte> reason, int? retryInSeconds, Uri tracker)
    {
        var text = Shown(reason, tracker);
        return new TrackerFailure(TrackerFailureKind.Refused, text.Length == 0 ? "The tracker gave no reason." : text, retryInSeconds);
    }

    private static string Shown(ReadOnlySpan<byte> text, Uri tracker)
    {
        var shown = TrackerName.HideSecrets(SafeText.From(text, Limits.MaxShownText), tracker);
        return shown.Length <= Limits.MaxShownText ? shown : shown[..Limits.MaxShownText];
    }

    // l ( d 2:ip <text> 7:peer id <20 bytes> 4:port <number> e )* e
    private static void AddDictionaries(ref PeerList peers, ReadOnlySpan<byte> raw, PeerId ourselves)
    {
        const int LongestAddress = 45;
        if (raw.IsEmpty)
        {
            return;
        }

        Span<byte> ourId = stackalloc byte[PeerId.Length];
        ourselves.CopyTo(ourId);
        var reader = new BencodeReader(raw);
        reader.TryEnterList();
        while (!peers.IsFull && reader.TryMoveToItem())
        {
            if (!reader.TryEnterDict())
            {
                continue;
            }

            ReadOnlySpan<byte> ip = default;
            ReadOnlySpan<byte> id = default;
            long port = 0;
            while (reader.TryReadKey(out var key))
            {
                if (key.SequenceEqual("ip"u8))
                {
                    reader.TryReadBytes(out ip);
                }
                else if (key.SequenceEqual("peer id"u8))
                {
                    reader.TryReadBytes(out id);
                }
                else if (key.SequenceEqual("port"u8))
                {
                    reader.TryReadNumber(out port);
                }
                else
                {
                    reader.TrySkipValue();
                }
            }

            // A name instead of an address (BEP 3 allows it) is not looked up: that would let a tracker aim our resolver.
            if (port is > 0 and <= ushort.MaxValue && !id.SequenceEqual(ourId) && ip.Length <= LongestAddress && IPAddress.TryParse(ip, out var address))
            {
                peers.Add(PeerEndpoint.From(address, (int)port));
            }
        }
    }

    private static IPAddress? ReadAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is not (4 or 16))
        {
            return null;
        }

        var address = PeerEndpoint.From(new IPAddress(bytes), 0);
        return AddressScopes.Of(address) == AddressScope.Public ? address.ToIPAddress() : null;
    }

    internal static int? ToCount(long? number) => number is >= 0 ? (int)Math.Min(number.Value, int.MaxValue) : null;

    private ref struct Fields
    {
        public long? Interval;
        public long? MinInterval;
        public long? Complete;
        public long? Incomplete;
        public int? RetryInSeconds;
        public bool HasFailure;
        public bool HasPeers;
        public ReadOnlySpan<byte> Failure;
        public ReadOnlySpan<byte> Warning;
        public ReadOnlySpan<byte> TrackerId;
        public ReadOnlySpan<byte> ExternalIp;
        public ReadOnlySpan<byte> Peers;
        public ReadOnlySpan<byte> Peers6;
        public ReadOnlySpan<byte> PeerDicts;

        public void Read(ReadOnlySpan<byte> key, ref BencodeReader reader)
        {
            switch (key)
            {
                case var _ when key.SequenceEqual("interval"u8):
                    Interval = ReadNumber(ref reader) ?? Interval;
                    break;
                case var _ when key.SequenceEqual("min interval"u8):
                    MinInterval = ReadNumber(ref reader) ?? MinInterval;
                    break;
                case var _ when key.SequenceEqual("complete"u8):
                    Complete = ReadNumber(ref reader) ?? Complete;
                    break;
                case var _ when key.SequenceEqual("incomplete"u8):
                    Incomplete = ReadNumber(ref reader) ?? Incomplete;
                    break;
                case var _ when key.SequenceEqual("failure reason"u8):
                    HasFailure |= reader.TryReadBytes(out Failure);
                    break;
                case var _ when key.SequenceEqual("retry in"u8):
                    ReadRetry(ref reader);
                    break;
                case var _ when key.SequenceEqual("warning message"u8):
                    reader.TryReadBytes(out Warning);
                    break;
                case var _ when key.SequenceEqual("tracker id"u8):
                    reader.TryReadBytes(out TrackerId);
                    break;
                case var _ when key.SequenceEqual("external ip"u8):
                    reader.TryReadBytes(out ExternalIp);
                    break;
                case var _ when key.SequenceEqual("peers6"u8):
                    HasPeers |= reader.TryReadBytes(out Peers6);
                    break;
                case var _ when key.SequenceEqual("peers"u8):
                    ReadPeers(ref reader);
                    break;
                default:
                    reader.TrySkipValue();
                    break;
            }
        }

        private static long? ReadNumber(ref BencodeReader reader) => reader.TryReadNumber(out var number) ? number : null;

        private void ReadPeers(ref BencodeReader reader)
        {
            if (reader.Peek() == BencodeToken.ListStart)
            {
                HasPeers |= reader.TryReadRaw(out PeerDicts);
            }
            else
            {
                HasPeers |= reader.TryReadBytes(out Peers);
            }
        }

        // Minutes, or "never" (BEP 31).
        private void ReadRetry(ref BencodeReader reader)
        {
            if (reader.Peek() == BencodeToken.Number)
            {
                if (reader.TryReadNumber(out var minutes))
                {
                    RetryInSeconds = (int)Math.Clamp(minutes, 1, Limits.MaxAnnounceIntervalSeconds / 60) * 60;
                }
            }
            else if (reader.TryReadBytes(out var text) && text.SequenceEqual("never"u8))
            {
                RetryInSeconds = TrackerFailure.Never;
            }
        }
    }
}
