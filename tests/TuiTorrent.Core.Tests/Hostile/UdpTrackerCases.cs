using System.Buffers.Binary;
using TuiTorrent.Core.Tests.Trackers;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>Group U: datagrams that a UDP tracker, or someone in its name, may send.</summary>
internal static class UdpTrackerCases
{
    private const int MaxDatagram = 65_507;

    public static IEnumerable<HostileCase> All()
    {
        for (var length = 0; length < 16; length++)
        {
            yield return Connecting($"U1 connect reply of {length} bytes", "ignore", Header(0), length);
        }

        yield return Connecting("U1 connect reply of 16 bytes", "accept", Header(0), 16);
        yield return Connecting("U1 connect reply of 17 bytes", "accept", Header(0), 17);
        yield return Connecting("U2 wrong transaction id", "ignore", Header(0, wrong: 1), 16);
        yield return Connecting("U2 transaction id reversed", "ignore", Header(0, reverse: true), 16);
        foreach (var action in new uint[] { 1, 2, 4, 0x0100_0000, uint.MaxValue })
        {
            yield return Connecting($"U3 action {action} for connect", "ignore", Header(action), 40);
        }

        foreach (var action in new uint[] { 0, 2, 4, 0x0100_0000, uint.MaxValue })
        {
            yield return Asking($"U3 action {action} for announce", "ignore", Header(action), 40);
        }

        for (var length = 0; length < 20; length++)
        {
            yield return Asking($"U4 announce reply cut to {length} bytes", "ignore", Header(1), length);
        }

        for (var length = 20; length <= 40; length++)
        {
            // U6: a list whose length is no multiple of 6 is dropped whole.
            var peers = (length - 20) % 6 == 0 ? (length - 20) / 6 : 0;
            yield return Asking($"U6 announce reply of {length} bytes", $"accept {peers} peers, interval 86400", Header(1), length);
        }

        yield return Asking("U5 65,507 bytes", "accept 0 peers, interval 86400", Header(1), MaxDatagram);
        yield return Asking("U5 65,504 bytes", "accept 1000 peers, interval 86400", Header(1), MaxDatagram - 3);
        yield return Asking("U7 60 KB error text", "reject Refused, clean", Header(3), 60_000);
        yield return Asking("U7 empty error text", "reject Refused, clean", Header(3), 8);
        yield return Asking("U7 error text of ESC", "reject Refused, clean", Header(3), 60_000, 0x1b);
        yield return Connecting("U7 error instead of connect", "reject Refused", Header(3), 20);
        yield return Asking("U8 interval 0", "accept 0 peers, interval 60", Header(1), 20, 0);
        yield return Asking("U8 interval -1", "accept 0 peers, interval 60", Header(1), 20, 0xff);
        yield return Asking("U2 wrong transaction id for announce", "ignore", Header(1, wrong: 1), 26);
    }

    // A function of the transaction id, as it is random.
    private static Func<uint, byte[]> Header(uint action, uint wrong = 0, bool reverse = false) => transaction =>
    {
        var header = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(header, action);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), reverse ? BinaryPrimitives.ReverseEndianness(transaction) : transaction + wrong);
        return header;
    };

    private static HostileCase Connecting(string id, string expected, Func<uint, byte[]> header, int length) => Make(id, expected, header, length, 0x41, isAsking: false);

    private static HostileCase Asking(string id, string expected, Func<uint, byte[]> header, int length, byte filler = 0x41) =>
        Make(id, expected, header, length, filler, isAsking: true);

    private static HostileCase Make(string id, string expected, Func<uint, byte[]> header, int length, byte filler, bool isAsking)
    {
        // The seed fixes the transaction ids, so that the bytes serve as a corpus.
        var (_, transaction) = Begin(isAsking);
        byte[] input = [.. header(transaction), .. Enumerable.Repeat(filler, MaxDatagram)];
        return HostileCase.Of(id, expected, input[..length], datagram =>
        {
            var (tracker, _) = Begin(isAsking);
            tracker.Receive(0, datagram);
            return tracker switch
            {
                { AnnounceOutcome.Reply: { } reply } => $"accept {reply.Peers.Length} peers, interval {reply.IntervalSeconds}",
                { AnnounceOutcome.Failure: { } failure } => $"reject {failure.Kind}" + (isAsking ? ", " + TrackerCases.Judge(failure.Text) : ""),
                { ConnectionId.ExpiresAtMs: > 0 } when !isAsking => "accept",
                _ => "ignore",
            };
        });
    }

    private static (UdpTracker Tracker, uint Transaction) Begin(bool isAsking)
    {
        var tracker = UdpTracker.Announce(
            Sample.Request(), new UdpTrackerPath(new Uri("udp://t.example:1"), false, AddressScope.Public), new SeededRandomSource(3), 0, 60_000);
        var transaction = Transaction(tracker);
        if (isAsking)
        {
            var reply = new byte[16];
            BinaryPrimitives.WriteUInt32BigEndian(reply.AsSpan(4), transaction);
            tracker.Receive(0, reply);
            transaction = Transaction(tracker);
        }

        return (tracker, transaction);
    }

    private static uint Transaction(UdpTracker tracker)
    {
        Span<byte> output = stackalloc byte[UdpTracker.MaxOutputLength];
        Assert.NotEqual(0, tracker.TakeOutput(output));
        return BinaryPrimitives.ReadUInt32BigEndian(output[12..]);
    }
}
