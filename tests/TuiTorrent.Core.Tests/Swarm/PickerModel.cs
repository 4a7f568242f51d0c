using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Tests.Swarm;

/// <summary>A picker among peers that do anything, and a plain list of who was asked for what to hold its account against.</summary>
internal sealed class PickerModel
{
    private readonly PieceLayout _layout;
    private readonly PiecePicker _picker;
    private readonly Random _random;
    private readonly List<Peer> _peers = [];
    private readonly List<(Peer Peer, BlockRequest Request)> _asked = [];

    public PickerModel(int pieces, int pieceLength, int seed)
    {
        _random = new Random(seed);
        _layout = new PieceLayout((long)pieces * pieceLength - _random.Next(pieceLength), pieceLength);
        _picker = new PiecePicker(_layout, _random);
    }

    public void Run((int Kind, int Which)[] steps)
    {
        foreach (var (kind, which) in steps)
        {
            Step(kind, which);
            Check();
        }

        // Whatever they left behind, one that comes then, suspect or not, must be able to finish it.
        foreach (var peer in _peers.ToArray())
        {
            Leave(peer);
        }

        Join();
        if (!_picker.Have.IsFull)
        {
            _picker.ChangeAvailability(_peers[0].Pieces, joins: false);
        }

        _peers[0].Pieces.SetAll(true);
        _peers[0].IsOnParole = steps.Length % 2 == 0;
        FinishWith();
        Assert.True(_picker.IsFinished);
        SetPriorities(_ => PiecePriority.Normal);
        Assert.Equal(_picker.Have.IsFull, _picker.IsFinished);
        FinishWith();
        Assert.True(_picker.Have.IsFull);
    }

    private void FinishWith()
    {
        for (var turn = 0; turn < 10_000 && !_picker.IsFinished; turn++)
        {
            Pick(_peers[0], 1 + _random.Next(8), turn % 2 == 0);
            while (_asked.Count > 0)
            {
                Answer(_asked[^1]);
            }

            Check();
            foreach (var partial in _picker.Partials.ToArray())
            {
                Hash(partial, true);
            }
        }
    }

    private void SetPriorities(Func<int, byte> priorityOf)
    {
        _picker.SetPriorities([.. Enumerable.Range(0, _layout.PieceCount).Select(priorityOf)]);
        foreach (var asked in _asked.Where(a => !_picker.IsWanted(a.Request.Piece)).ToArray())
        {
            GiveUp(asked);
        }
    }

    private void Step(int kind, int which)
    {
        var peer = _peers.Count > 0 ? _peers[which % _peers.Count] : null;
        switch (kind)
        {
            case 0 when _peers.Count < 5:
                Join();
                break;
            case 1 when which % 4 == 0 && peer is not null:
                Leave(peer);
                break;
            case 2 when peer is not null:
                peer.PeerChoking = !peer.PeerChoking;
                break;
            case 3 when peer is not null:
                peer.IsOnParole = !peer.IsOnParole;
                break;
            case 4 when _asked.Count > 0:
                GiveUp(_asked[which % _asked.Count]);
                break;
            case 5 when _picker.Partials.Count > 0:
                Hash(_picker.Partials[which % _picker.Partials.Count], which % 3 != 0);
                break;
            case 6 or 7 when _asked.Count > 0:
                Answer(_asked[which % _asked.Count]);
                break;
            case 10 when which % 3 == 0:
                SetPriorities(_ => (byte)_random.Next(4));
                break;
            case 10 when which % 3 == 1:
                _picker.IsSequential = !_picker.IsSequential;
                break;
            case >= 8 when peer is not null:
                Pick(peer, 1 + which % 9, which % 2 == 0);
                break;
        }
    }

    private void Join()
    {
        var peer = PiecePickerTests.NewPeer(_layout.PieceCount);
        for (var piece = 0; piece < _layout.PieceCount; piece++)
        {
            peer.Pieces[piece] = _random.Next(3) > 0;
        }

        _picker.ChangeAvailability(peer.Pieces, joins: true);
        _peers.Add(peer);
    }

    private void Leave(Peer peer)
    {
        _peers.Remove(peer);
        peer.Requests.Clear(_picker);
        _asked.RemoveAll(a => a.Peer == peer);
        _picker.Forget(peer);
        if (!peer.Pieces.IsFull)
        {
            _picker.ChangeAvailability(peer.Pieces, joins: false);
        }
    }

    private void Pick(Peer peer, int room, bool wantsWhole)
    {
        var picked = new BlockRequest[room];
        var wasEndgame = _picker.IsEndgame;
        var mayStayAlone = Enumerable.Range(0, _layout.PieceCount).Any(
            p => peer.Offers(p) && _picker.IsWanted(p) && (_picker.IsMissing(p) || _picker.Partial(p) is { FreeCount: > 0 } begun && (begun.Owner is null || begun.Owner == peer)));
        var count = _picker.Pick(peer, wantsWhole, 16, picked);
        foreach (var request in picked.AsSpan(0, count))
        {
            var partial = _picker.Partial(request.Piece);
            Assert.NotNull(partial);
            Assert.True(peer.Offers(request.Piece) && _picker.IsWanted(request.Piece));
            Assert.Equal(BlockState.Requested, partial[request.Block]);
            Assert.DoesNotContain((peer, request), _asked);
            // A suspect shares a piece only where there is nothing left that it could fetch alone.
            Assert.True(!peer.IsOnParole || partial.Owner == peer || !mayStayAlone);
            Assert.True(!partial.IsExclusive || partial.Owner == peer);
            Assert.True(wasEndgame || partial.RequestsOf(request.Block) == 1);
            Assert.InRange(partial.RequestsOf(request.Block), 1, PiecePicker.EndgameRequestsPerBlock);
            peer.Requests.Add(request, 0);
            _asked.Add((peer, request));
        }
    }

    private void GiveUp((Peer Peer, BlockRequest Request) asked)
    {
        _asked.Remove(asked);
        Assert.True(asked.Peer.Requests.Remove(asked.Request, out _));
        _picker.Unrequest(asked.Request);
    }

    private void Answer((Peer Peer, BlockRequest Request) asked)
    {
        GiveUp(asked);
        Assert.True(_picker.MarkReceived(asked.Request, asked.Peer));
        foreach (var other in _asked.Where(a => a.Request == asked.Request).ToArray())
        {
            GiveUp(other);
        }
    }

    private void Hash(PartialPiece partial, bool isRight)
    {
        if (!partial.IsComplete)
        {
            return;
        }

        if (isRight)
        {
            _picker.MarkHave(partial.Piece);
        }
        else
        {
            _picker.MarkFailed(partial.Piece);
        }
    }

    private void Check()
    {
        var free = 0;
        foreach (var partial in _picker.Partials)
        {
            Assert.False(_picker.Have[partial.Piece]);
            Assert.Same(partial, _picker.Partial(partial.Piece));
            var states = Enumerable.Range(0, partial.BlockCount).Select(b => partial[b]).ToList();
            Assert.Equal(
                (states.Count(s => s == BlockState.Free), states.Count(s => s == BlockState.Requested), states.Count(s => s == BlockState.Received)),
                (partial.FreeCount, partial.RequestedCount, partial.ReceivedCount));
            free += _picker.IsWanted(partial.Piece) ? partial.FreeCount : 0;
            for (var block = 0; block < partial.BlockCount; block++)
            {
                Assert.Equal(_asked.Count(a => a.Request == new BlockRequest(partial.Piece, block)), partial.RequestsOf(block));
            }
        }

        var wanted = Enumerable.Range(0, _layout.PieceCount).Where(p => _picker.IsWanted(p) && !_picker.Have[p]).ToList();
        Assert.Equal(wanted.Count == 0, _picker.IsFinished);
        Assert.Equal(free, _picker.FreeBlocksInPartials);
        Assert.Equal(free == 0 && wanted.Count > 0 && wanted.All(p => _picker.Partial(p) is not null), _picker.IsEndgame);
        Assert.All(
            _picker.Have.IsFull ? [] : Enumerable.Range(0, _layout.PieceCount),
            p => Assert.Equal(_peers.Count(peer => peer.Pieces[p] && !peer.Pieces.IsFull), _picker.Availability(p)));
    }
}
