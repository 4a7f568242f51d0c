using CsCheck;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Tests.Session;

public class SendQueueTests
{
    // Kind 0 to 2 adds a small message, 3 a block, 4 raw bytes, 5 and 6 send some; Size says how much.
    private static readonly Gen<(int Kind, int Size)[]> Steps = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1200]).Array[0, 120];

    [Fact]
    public void Whatever_is_added_and_sent_in_turn_comes_out_in_order() => Steps.Sample(steps => Run(steps, null));

    [Fact]
    public void And_encrypted_it_is_one_unbroken_stream() => Steps.Sample(steps => Run([.. steps.Where(s => s.Kind != 4)], "a key"u8.ToArray()));

    [Fact]
    public void What_is_dropped_goes_back_to_the_pool()
    {
        var pool = new BlockPool(4);
        var queue = new SendQueue();
        queue.Add(pool.TryRent()!);
        queue.Add(pool.TryRent()!);
        queue.Clear();
        Assert.Equal((0, 0, 0), (pool.Outstanding, queue.PendingBytes, queue.PendingBlocks));
    }

    private static void Run((int Kind, int Size)[] steps, byte[]? key)
    {
        var pool = new BlockPool(64);
        var queue = new SendQueue { Cipher = key is null ? null : new Rc4(key) };
        var (added, sent) = (new List<byte>(), new List<byte>());
        byte next = 0;
        foreach (var (kind, size) in steps)
        {
            switch (kind)
            {
                case <= 2:
                    // More is reserved than is used, as for a message whose length is known only when it is written.
                    var room = queue.Reserve(size + 10);
                    Fill(room[..size]);
                    queue.Commit(size);
                    break;
                case 3 when pool.Available > 0:
                    var block = pool.TryRent()!;
                    block.Length = 1 + size;
                    Fill(block.Data);
                    queue.Add(block);
                    break;
                case 4:
                    var raw = new byte[size];
                    Fill(raw);
                    queue.AddRaw(raw);
                    break;
                case 5 or 6:
                    Send(size * 3);
                    break;
            }

            Assert.Equal(added.Count - sent.Count, queue.PendingBytes);
            Assert.Equal(pool.Outstanding, queue.PendingBlocks);
        }

        Send(int.MaxValue);
        var expected = added.ToArray();
        if (key is not null)
        {
            new Rc4(key).Process(expected);
        }

        Assert.Equal(expected, sent);
        Assert.Equal((0, 0), (queue.PendingBytes, pool.Outstanding));

        void Fill(Span<byte> target)
        {
            foreach (ref var b in target)
            {
                b = next++;
                added.Add(b);
            }
        }

        void Send(int atMost)
        {
            Span<PinnedRange> ranges = stackalloc PinnedRange[3];
            while (atMost > 0 && queue.Gather(ranges) is var count and > 0)
            {
                var taken = 0;
                foreach (var range in ranges[..count])
                {
                    var part = range.Span[..Math.Min(range.Span.Length, atMost)];
                    sent.AddRange(part);
                    atMost -= part.Length;
                    taken += part.Length;
                }

                queue.Advance(taken);
            }
        }
    }
}
