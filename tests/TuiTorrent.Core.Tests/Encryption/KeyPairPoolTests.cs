using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

public class KeyPairPoolTests
{
    [Fact]
    public void It_asks_for_as_many_pairs_as_it_keeps_and_hands_each_out_once()
    {
        var pool = new KeyPairPool(new SeededRandomSource(1));
        Assert.Null(pool.TryTake());
        var work = new List<KeyExchange>();
        while (pool.TakeWork() is { } exchange)
        {
            work.Add(exchange);
        }

        Assert.Equal(Limits.MaxKeyPairs, work.Count);
        foreach (var exchange in work)
        {
            exchange.Run();
            pool.Complete(exchange);
        }

        Assert.Null(pool.TakeWork());
        var keys = new HashSet<string>();
        while (pool.TryTake() is { } pair)
        {
            Assert.True(pair.IsReady);
            Assert.True(keys.Add(Convert.ToHexString(pair.PublicKey)));
        }

        Assert.Equal(Limits.MaxKeyPairs, keys.Count);
        Assert.NotNull(pool.TakeWork());
    }

    [Fact]
    public void Work_that_was_not_run_is_not_taken_back()
    {
        var pool = new KeyPairPool(new SeededRandomSource(1));
        Assert.Throws<ArgumentException>(() => pool.Complete(pool.TakeWork()!));
    }

    [Fact]
    public void With_a_ready_pair_an_opening_waits_for_nothing_and_an_answer_for_one_power()
    {
        var pool = new KeyPairPool(new SeededRandomSource(1));
        for (var i = 0; i < 2; i++)
        {
            var exchange = pool.TakeWork()!;
            exchange.Run();
            pool.Complete(exchange);
        }

        var settings = Settings(EncryptionPolicy.Required, new SeededRandomSource(2));
        var connecting = HandshakeMachine.Outgoing(0, settings, Torrent, encrypted: true, null, pool.TryTake());
        Assert.Equal(HandshakeStatus.NeedMore, connecting.Status);
        Assert.InRange(connecting.Output.Length, 96, 608);

        var accepting = HandshakeMachine.Incoming(0, settings with { OurPeerId = new PeerId(TheirId) }, InfoHashIndex.Create([Torrent]), null, pool.TryTake());
        Assert.True(new HandshakeLink(connecting, accepting).Run(() => int.MaxValue).IsComplete);
    }
}
