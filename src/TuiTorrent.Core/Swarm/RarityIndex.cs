namespace TuiTorrent.Core.Swarm;

/// <summary>The pieces that nobody has begun, rarest first.</summary>
/// <remarks>
/// Loop thread only. One array of pieces in order of availability and the place of each in it: a have message moves one piece over one
/// border, in constant time, whatever the number of pieces. Within one availability the order is random from the start, and the moves keep mixing it.
/// Invariants: <c>_order[_place[p]] == p</c> for every member; members of availability a fill <c>[_end[a-1], _end[a])</c>.
/// Peers that have everything are not counted here: they change no order.
/// </remarks>
public sealed class RarityIndex
{
    private const int NotMember = -1;

    private readonly int[] _order;
    private readonly int[] _place;
    private readonly ushort[] _availability;
    private readonly Bitfield _members;
    private readonly List<int> _end = [];
    private int _count;

    /// <summary>All pieces, available nowhere, in random order.</summary>
    public RarityIndex(int pieceCount, Random random)
    {
        _order = new int[pieceCount];
        _place = new int[pieceCount];
        _availability = new ushort[pieceCount];
        _members = new Bitfield(pieceCount);
        _members.SetAll(true);
        for (var i = 0; i < pieceCount; i++)
        {
            _order[i] = i;
        }

        random.Shuffle(_order);
        for (var i = 0; i < pieceCount; i++)
        {
            _place[_order[i]] = i;
        }

        _count = pieceCount;
        _end.Add(pieceCount);
    }

    /// <summary>The members, rarest first.</summary>
    public ReadOnlySpan<int> RarestFirst => _order.AsSpan(0, _count);

    /// <summary>Peers that have a piece, those that have all not counted.</summary>
    public int Availability(int piece) => _availability[piece];

    /// <summary>Whether the piece is among those that nobody has begun.</summary>
    public bool Contains(int piece) => _place[piece] != NotMember;

    /// <summary>Any member among <paramref name="pieces"/>, searched from <paramref name="from"/> on and around; -1 if none. Much faster than one by one.</summary>
    public int FindAmong(Bitfield pieces, int from)
    {
        var found = _members.FirstInBoth(pieces, from);
        return found < 0 ? _members.FirstInBoth(pieces, 0) : found;
    }

    /// <summary>One more peer has the piece.</summary>
    public void Increment(int piece)
    {
        var a = _availability[piece]++;
        if (_place[piece] == NotMember)
        {
            return;
        }

        EnsureBorders(a + 1);
        // The last of its group changes places with it, then the border moves down by one.
        Swap(piece, _end[a] - 1);
        _end[a]--;
    }

    /// <summary>One peer less has the piece.</summary>
    public void Decrement(int piece)
    {
        var a = _availability[piece]--;
        if (_place[piece] == NotMember)
        {
            return;
        }

        Swap(piece, _end[a - 1]);
        _end[a - 1]++;
    }

    /// <summary>Takes a piece out: somebody began it, or we have it.</summary>
    public void Remove(int piece)
    {
        for (var a = (int)_availability[piece]; a < _end.Count; a++)
        {
            Swap(piece, _end[a] - 1);
            _end[a]--;
        }

        _count--;
        _place[piece] = NotMember;
        _members[piece] = false;
    }

    /// <summary>Puts a piece back: what was begun is given up.</summary>
    public void Add(int piece)
    {
        EnsureBorders(_availability[piece]);
        _order[_count] = piece;
        _place[piece] = _count++;
        _members[piece] = true;
        _end[^1]++;
        for (var a = _end.Count - 2; a >= _availability[piece]; a--)
        {
            Swap(piece, _end[a]);
            _end[a]++;
        }
    }

    private void EnsureBorders(int availability)
    {
        while (_end.Count <= availability)
        {
            _end.Add(_count);
        }
    }

    private void Swap(int piece, int place)
    {
        var other = _order[place];
        var from = _place[piece];
        _order[from] = other;
        _place[other] = from;
        _order[place] = piece;
        _place[piece] = place;
    }
}
