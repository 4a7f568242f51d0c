using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>The columns of the peers in a pane of some width. The least important go first where it is narrow.</summary>
internal readonly struct PeerColumns
{
    private const int Shortest = 15;
    private const int AddressShort = 21;
    private const int AddressLong = 47;

    private readonly int _address;
    private readonly int _handshake;
    private readonly int _flags;
    private readonly int _client;
    private readonly int _since;
    private readonly bool _hasUp;

    /// <summary>For a pane.</summary>
    public PeerColumns(int width)
    {
        // Mark, share done and rate down are always there.
        var left = width - 1 - 5 - 6;
        _handshake = Take(ref left, left >= 45 ? 10 : 6, Shortest);
        _hasUp = Take(ref left, 6, AddressShort) > 0;
        _flags = Take(ref left, 6, AddressShort);
        _client = Take(ref left, 13, AddressShort);
        _since = Take(ref left, 6, AddressShort);
        _address = Math.Clamp(left, 0, _client > 0 ? AddressLong : int.MaxValue);
        var spare = left - _address;
        if (_client > 0)
        {
            // A long client name is worth more than a long address: IPv4 takes 21 columns.
            var give = Math.Clamp(_address - AddressShort, 0, 12);
            _address -= give;
            _client += give + Math.Min(spare, 20);
        }
    }

    /// <summary>Their names.</summary>
    public void ComposeHeader(ScreenRow row)
    {
        var glyphs = GlyphSet.Current;
        var line = new RowWriter(row, 1);
        line.PutFit("Address", _address, Role.Title);
        Put(ref line, _handshake > 6 ? "Handshake" : "MSE", _handshake, Role.Title);
        Put(ref line, "Flags", _flags, Role.Title);
        Put(ref line, "Client", _client, Role.Title);
        line.PutRight("Done", 5, Role.Title);
        line.PutRight(glyphs.Down + "/s", 6, Role.Title);
        if (_hasUp)
        {
            line.PutRight(glyphs.Up + "/s", 6, Role.Title);
        }

        if (_since > 0)
        {
            line.PutRight("Since", _since, Role.Title);
        }
    }

    /// <summary>A peer.</summary>
    public void Compose(ScreenRow row, PeerItem peer, string mark)
    {
        var isQuiet = peer.DownRate + peer.UpRate == 0;
        var line = new RowWriter(row);
        line.Put(mark, Role.Key);
        line.PutFit(peer.Address, _address, Role.Text);
        Put(ref line, _handshake > 6 ? PeerWords.Handshake(peer.Cipher) : Short(peer.Cipher), _handshake, peer.Cipher == PeerCipher.Rc4 ? Role.Good : Role.Text);
        Put(ref line, peer.Flags, _flags, peer.IsSnubbed ? Role.Warn : Role.Text);
        Put(ref line, peer.Client, _client, isQuiet ? Role.Dim : Role.Text);
        line.PutRight(NumberText.Percent(peer.Progress), 5, Role.Text);
        line.PutRight(ByteText.Short(peer.DownRate), 6, peer.DownRate > 0 ? Role.Down : Role.Dim);
        if (_hasUp)
        {
            line.PutRight(ByteText.Short(peer.UpRate), 6, peer.UpRate > 0 ? Role.Up : Role.Dim);
        }

        if (_since > 0)
        {
            line.PutRight(TimeText.Eta(peer.ConnectedSeconds), _since, Role.Dim);
        }
    }

    private static string Short(PeerCipher cipher) => cipher switch
    {
        PeerCipher.Rc4 => "RC4",
        PeerCipher.MsePlaintext => "MSE",
        _ => "plain",
    };

    /// <summary>Takes columns, if so many are left for the address.</summary>
    private static int Take(ref int left, int columns, int forAddress)
    {
        if (left - columns < forAddress)
        {
            return 0;
        }

        left -= columns;
        return columns;
    }

    private static void Put(ref RowWriter line, string text, int columns, Role role)
    {
        if (columns > 0)
        {
            line.Blank(1, role);
            line.PutFit(text, columns - 1, role);
        }
    }
}
