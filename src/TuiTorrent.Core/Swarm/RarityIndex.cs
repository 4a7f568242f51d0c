namespace TuiTorrent.Core.Swarm;

/// <summary>The wanted pieces that nobody has begun: those of a higher priority first, within one priority the rarest first.</summary>
/// <remarks>
/// Loop thread only. One array of pieces in order of priority and availability and the place of each in it: a have message moves one piece over one
/// border, in constant time, whatever the number of pieces. Within one availability the order is random from the start, and the moves keep mixing it.
/// Invariants: <c>_order[_place[p]] == p</c> for every member; members of one priority and availability fill the places from the border before
/// theirs up to their own, and every border of a lower priority is at or behind those of a higher one.
/// Peers that have everything are not counted here: they change no order.
/// </remarks>
public sealed class RarityIndex
{
    private const int NotMember = -1;

    private readonly int[] _order;
    private readonly int[] _place;
    private readonly ushort[] _availability;
    private readonly Bitfield?[] _members = new Bitfield?[PiecePriority.Levels];
    private readonly List<int>[] _ends = new List<int>[PiecePriority.Levels]; // of each level, by availability: one past its last place
    private byte[]? _priorities;
    private int _count;

    /// <summary>All pieces, wanted as usual and available nowhere, in random order.</summary>
    public RarityIndex(int pieceCount, Random random)
        : this(pieceCount, random, null, _ => true)
    {
    }

    /// <summary>Some pieces, available nowhere, in random order within each priority.</summary>
    /// <param name="pieceCount">Pieces of the torrent.</param>
    /// <param name="random">Mixes them.</param>
    /// <param name="priorities">Of each piece, see <see cref="PiecePriority"/>; null if all are wanted as usual. Read, never written.</param>
    /// <param name="isMember">Whether nobody has begun the piece. One that is skipped is never a member.</param>
    public RarityIndex(int pieceCount, Random random, byte[]? priorities, Predicate<int> isMember)
    {
        _order = new int[pieceCount];
        _place = new int[pieceCount];
        _availability = new ushort[pieceCount];
        for (var level = 0; level < PiecePriority.Levels; level++)
        {
            _ends[level] = [0];
        }

        Rearrange(random, priorities, isMember);
    }

    /// <summary>The members, in the order in which they are wanted.</summary>
    public ReadOnlySpan<int> RarestFirst => _order.AsSpan(0, _count);

    /// <summary>Peers that have a piece, those that have all not counted.</summary>
    public int Availability(int piece) => _availability[piece];

    /// <summary>Whether the piece is among those that are wanted and that nobody has begun.</summary>
    public bool Contains(int piece) => _place[piece] != NotMember;

    /// <summary>The members of one level (see <see cref="PiecePriority.LevelOf"/>), the rarest first.</summary>
    public ReadOnlySpan<int> OfLevel(int level) => _order.AsSpan(BeginOf(level).._ends[level][^1]);

    /// <summary>Any member of a level among <paramref name="pieces"/>, searched from <paramref name="from"/> on and around; -1 if none. Much faster than one by one.</summary>
    public int FindAmong(int level, Bitfield pieces, int from)
    {
        if (_members[level] is not { } members)
        {
            return -1;
        }

        var found = members.FirstInBoth(pieces, from);
        return found < 0 && from >= 8 ? members.FirstInBoth(pieces, 0) : found;
    }

    /// <summary>Takes over other priorities and members; what is known of availability stays.</summary>
    /// <param name="random">Mixes pieces of equal rank.</param>
    /// <param name="priorities">As in the constructor.</param>
    /// <param name="isMember">As in the constructor.</param>
    public void Rearrange(Random random, byte[]? priorities, Predicate<int> isMember)
    {
        _priorities = priorities;
        Array.Fill(_place, NotMember);
        Array.Clear(_members);
        var members = new List<int>(_order.Length);
        for (var piece = 0; piece < _order.Length; piece++)
        {
            if (LevelOf(piece) != PiecePriority.NoLevel && isMember(piece))
            {
                members.Add(piece);
            }
        }

        _count = members.Count;
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        CountBorders(members);
        // Each piece goes to the last free place of its group: the borders walk down to where the groups begin, and are set up again behind that.
        foreach (var piece in members)
        {
            var place = --_ends[LevelOf(piece)][_availability[piece]];
            _order[place] = piece;
            _place[piece] = place;
            Members(LevelOf(piece))[piece] = true;
        }

        CountBorders(members);
    }

    /// <summary>One more peer has the piece.</summary>
    public void Increment(int piece)
    {
        var a = _availability[piece]++;
        if (_place[piece] == NotMember)
        {
            return;
        }

        var ends = _ends[LevelOf(piece)];
        EnsureBorders(ends, a + 1);
        // The last of its group changes places with it, then the border moves down by one.
        Swap(piece, ends[a] - 1);
        ends[a]--;
    }

    /// <summary>One peer less has the piece.</summary>
    public void Decrement(int piece)
    {
        var a = _availability[piece]--;
        if (_place[piece] == NotMember)
        {
            return;
        }

        var ends = _ends[LevelOf(piece)];
        Swap(piece, ends[a - 1]);
        ends[a - 1]++;
    }

    /// <summary>Takes a piece out: somebody began it, or we have it. Nothing happens if it is no member.</summary>
    public void Remove(int piece)
    {
        if (_place[piece] == NotMember)
        {
            return;
        }

        var own = LevelOf(piece);
        for (var level = own; level < PiecePriority.Levels; level++)
        {
            var ends = _ends[level];
            for (var a = level == own ? _availability[piece] : 0; a < ends.Count; a++)
            {
                Swap(piece, ends[a] - 1);
                ends[a]--;
            }
        }

        _count--;
        _place[piece] = NotMember;
        Members(own)[piece] = false;
    }

    /// <summary>Puts a piece back: what was begun is given up. Nothing happens if it is skipped.</summary>
    public void Add(int piece)
    {
        var own = LevelOf(piece);
        if (own == PiecePriority.NoLevel)
        {
            return;
        }

        EnsureBorders(_ends[own], _availability[piece]);
        _order[_count] = piece;
        _place[piece] = _count++;
        Members(own)[piece] = true;
        for (var level = PiecePriority.Levels - 1; level >= own; level--)
        {
            var ends = _ends[level];
            for (var a = ends.Count - 1; a >= (level == own ? _availability[piece] : 0); a--)
            {
                // Behind its own group's last place it changes places with the first of each group that it passes.
                Swap(piece, ends[a]);
                ends[a]++;
            }
        }
    }

    private int BeginOf(int level) => level == 0 ? 0 : _ends[level - 1][^1];

    private int LevelOf(int piece) => _priorities is null ? PiecePriority.UsualLevel : PiecePriority.LevelOf(_priorities[piece]);

    private Bitfield Members(int level) => _members[level] ??= new Bitfield(_order.Length);

    private void CountBorders(List<int> members)
    {
        foreach (var ends in _ends)
        {
            ends.Clear();
            ends.Add(0);
        }

        foreach (var piece in members)
        {
            var ends = _ends[LevelOf(piece)];
            while (ends.Count <= _availability[piece])
            {
                ends.Add(0);
            }

            ends[_availability[piece]]++;
        }

        var sum = 0;
        foreach (var ends in _ends)
        {
            for (var a = 0; a < ends.Count; a++)
            {
                ends[a] = sum += ends[a];
            }
        }
    }

    private static void EnsureBorders(List<int> ends, int availability)
    {
        while (ends.Count <= availability)
        {
            ends.Add(ends[^1]);
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
