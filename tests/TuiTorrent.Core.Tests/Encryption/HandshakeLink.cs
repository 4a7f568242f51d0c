using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>Two machines and the bytes between them, cut as a test wants; each sends a payload as soon as it is done.</summary>
internal sealed class HandshakeLink
{
    private readonly End _connecting;
    private readonly End _accepting;

    public HandshakeLink(HandshakeMachine connecting, HandshakeMachine accepting)
    {
        _connecting = new End(connecting, [.. Enumerable.Range(0, 700).Select(i => (byte)i)]);
        _accepting = new End(accepting, [.. Enumerable.Range(0, 900).Select(i => (byte)(i * 7))]);
    }

    /// <summary>Whether both handshakes finished and both payloads arrived whole.</summary>
    public bool IsComplete =>
        _connecting.Read.SequenceEqual(_accepting.Payload) && _accepting.Read.SequenceEqual(_connecting.Payload);

    /// <summary>Carries bytes until nothing moves; <paramref name="nextLength"/> says how many go at a time.</summary>
    public HandshakeLink Run(Func<int> nextLength)
    {
        bool moved;
        do
        {
            moved = Turn(_connecting, _accepting, nextLength) | Turn(_accepting, _connecting, nextLength);
        }
        while (moved);
        return this;
    }

    private static bool Turn(End from, End to, Func<int> nextLength)
    {
        from.Send();
        var length = Math.Min(nextLength(), from.Sent.Count);
        var segment = from.Sent.GetRange(0, length).ToArray();
        from.Sent.RemoveRange(0, length);
        to.Receive(segment);
        return length > 0 || from.Sent.Count > 0;
    }

    private sealed class End(HandshakeMachine machine, byte[] payload)
    {
        private bool _isPayloadSent;

        public byte[] Payload { get; } = payload;

        public List<byte> Sent { get; } = [];

        public List<byte> Read { get; } = [];

        public void Send()
        {
            Handshakes.Run(machine);
            Sent.AddRange(Handshakes.Take(machine));
            if (machine.Status == HandshakeStatus.Done && !_isPayloadSent)
            {
                _isPayloadSent = true;
                var data = Payload.ToArray();
                machine.Result.Outbound?.Process(data);
                Sent.AddRange(data);
            }
        }

        public void Receive(byte[] segment)
        {
            var status = machine.Receive(0, segment, out var consumed);
            if (status == HandshakeStatus.Done)
            {
                var rest = segment.AsSpan(consumed);
                machine.Result.Inbound?.Process(rest);
                Read.AddRange(rest);
            }
        }
    }
}
