using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Tests.Swarm;

public class RequestPipelineTests
{
    private readonly RequestPipeline _pipeline = new() { RemoteLimit = 1000 };
    private readonly PiecePicker _picker = new(new PieceLayout(1 << 24, 1 << 24), new Random(1));

    [Fact]
    public void A_peer_that_answers_in_rounds_of_half_a_second_gives_seven_megabytes_in_two_seconds()
    {
        var asked = 0;
        for (var round = 0; round < 4; round++)
        {
            // A round: all that there is room for is asked, and then all of it answered.
            var room = _pipeline.Room;
            for (var i = 0; i < room; i++)
            {
                _pipeline.NoteBlock(round * 500);
            }

            asked += room;
        }

        Assert.True(asked * (long)Limits.BlockSize > 7 << 20, $"{asked} blocks");
    }

    [Fact]
    public void In_slow_start_each_block_adds_one_request()
    {
        var depth = _pipeline.Depth;
        _pipeline.NoteBlock(0);
        _pipeline.NoteBlock(0);
        Assert.Equal(depth + 2, _pipeline.Depth);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(10_000, 2)]
    [InlineData(16384, 3)]
    [InlineData(1_638_400, 300)]
    [InlineData(100_000_000, 500)]
    public void After_slow_start_the_depth_is_three_seconds_of_the_rate(long rate, int expected)
    {
        _pipeline.Adapt(rate + 1);
        _pipeline.Adapt(rate);
        // A rate that fell ends slow start at the latest.
        _pipeline.Adapt(rate);
        Assert.Equal(rate == 0 ? 2 : expected, _pipeline.Depth);
    }

    [Fact]
    public void The_peers_own_word_bounds_the_depth()
    {
        _pipeline.RemoteLimit = 5;
        Assert.Equal(5, _pipeline.Depth);
        _pipeline.Add(new BlockRequest(0, 0), 0);
        Assert.Equal(4, _pipeline.Room);
    }

    [Fact]
    public void A_snubbed_peer_gets_one_request_until_a_block_comes()
    {
        Ask(0);
        _pipeline.ReleaseAll(_picker, snub: true);
        Assert.Equal((true, 1, 0), (_pipeline.IsSnubbed, _pipeline.Room, _pipeline.Count));
        Assert.Equal(BlockState.Free, _picker.Partial(0)![0]);
        _pipeline.NoteBlock(5);
        Assert.False(_pipeline.IsSnubbed);
    }

    [Fact]
    public void A_cancelled_request_is_remembered_only_for_an_answer_that_must_come()
    {
        Ask(2);
        Assert.True(_pipeline.Cancel(new BlockRequest(0, 0), keepsAnswer: true));
        Assert.True(_pipeline.Cancel(new BlockRequest(0, 1), keepsAnswer: false));
        Assert.False(_pipeline.Cancel(new BlockRequest(0, 0), keepsAnswer: true));
        Assert.Equal((1, true, false), (_pipeline.Count, _pipeline.Contains(new BlockRequest(0, 0)), _pipeline.Contains(new BlockRequest(0, 1))));
        Assert.True(_pipeline.Remove(new BlockRequest(0, 0), out var wasReleased));
        Assert.True(wasReleased);
        Assert.False(_pipeline.Remove(new BlockRequest(0, 0), out _));
    }

    [Fact]
    public void A_block_asked_for_again_is_cancelled_although_the_first_answer_is_still_due()
    {
        var request = new BlockRequest(0, 0);
        _pipeline.Add(request, 0);
        Assert.True(_pipeline.Cancel(request, keepsAnswer: true));
        _pipeline.Add(request, 0);
        Assert.True(_pipeline.Cancel(request, keepsAnswer: true));
        Assert.Equal(0, _pipeline.Count);
        Assert.False(_pipeline.Cancel(request, keepsAnswer: true));
    }

    [Fact]
    public void The_clock_starts_when_something_is_asked_after_a_pause()
    {
        Ask(0);
        _pipeline.Cancel(new BlockRequest(0, 0), keepsAnswer: true);
        _pipeline.Add(new BlockRequest(0, 5), 60_000);
        Assert.Equal(60_000, _pipeline.LastProgressMs);
    }

    private void Ask(int last)
    {
        var picked = new BlockRequest[last + 1];
        Assert.Equal(last + 1, _picker.Pick(PiecePickerTests.NewPeer(1), false, 16, picked));
        foreach (var request in picked)
        {
            _pipeline.Add(request, 0);
        }
    }
}
