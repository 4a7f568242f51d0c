using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>One row of the causes.</summary>
/// <param name="Cause">Its place in the ranking; -1 for a blank row.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="Role">How.</param>
/// <param name="Part">What begins with this row.</param>
internal readonly record struct CauseRow(int Cause, string Text, Role Role, CausePart Part);

/// <summary>What begins with a row of a cause.</summary>
internal enum CausePart
{
    /// <summary>Nothing: it goes on.</summary>
    None,

    /// <summary>The cause.</summary>
    Text,

    /// <summary>What helps.</summary>
    Remedy,
}

/// <summary>Why a torrent stands still, as rows of a width, with a cursor on one cause.</summary>
internal sealed class CauseRows
{
    /// <summary>Rows of one text; what is longer is cut.</summary>
    private const int MaxRows = 8;

    /// <summary>Columns before a remedy, for its arrow.</summary>
    public const int RemedyIndent = 3;

    private readonly List<CauseRow> _rows = [];
    private readonly List<string> _parts = [];
    private IReadOnlyList<Cause> _causes = [];
    private string _cursor = "";
    private int _columns;

    /// <summary>The rows.</summary>
    public IReadOnlyList<CauseRow> Rows => _rows;

    /// <summary>Rows that are seen.</summary>
    public ScrollWindow Window { get; } = new();

    /// <summary>The place of the cause under the cursor.</summary>
    public int Cursor { get; private set; }

    /// <summary>The cause under the cursor.</summary>
    public Cause? Current => Cursor < _causes.Count ? _causes[Cursor] : null;

    /// <summary>Takes the causes of now.</summary>
    public void Take(IReadOnlyList<Cause> causes, int columns, int height)
    {
        if (!ReferenceEquals(causes, _causes) || columns != _columns)
        {
            (_causes, _columns) = (causes, columns);
            Build();
        }

        Window.Fit(_rows.Count, height);
        MoveTo(Cursor);
    }

    /// <summary>Puts the cursor on a cause, and shows as much of it as fits.</summary>
    public void MoveTo(int cause)
    {
        Cursor = Math.Clamp(cause, 0, Math.Max(0, _causes.Count - 1));
        _cursor = Current?.Code ?? "";
        Window.MoveTo(_rows.FindLastIndex(row => row.Cause == Cursor));
        Window.MoveTo(_rows.FindIndex(row => row.Cause == Cursor));
    }

    /// <summary>What to say where nothing keeps a torrent from moving.</summary>
    public static string AllWell(TorrentItem torrent) => torrent.Activity switch
    {
        Activity.Downloading when torrent.DownRate > 0 => $"Nothing is wrong: it downloads at {ByteText.Short(torrent.DownRate)}/s from {NumberText.Of(torrent.Peers, "peer")}.",
        Activity.Downloading => "Nothing is wrong that the daemon knows of: data may come at any moment.",
        Activity.Seeding when torrent.UpRate > 0 => $"Nothing is wrong: it is complete and seeds at {ByteText.Short(torrent.UpRate)}/s.",
        Activity.Seeding => "Nothing is wrong: it is complete, and nobody wants of it at the moment.",
        Activity.Stopped when torrent.LeftBytes == 0 && torrent.WantedBytes > 0 => "Nothing is wrong: it is complete and paused.",
        _ => "Nothing is wrong.",
    };

    private void Build()
    {
        _rows.Clear();
        for (var i = 0; i < _causes.Count; i++)
        {
            if (i > 0)
            {
                _rows.Add(new CauseRow(-1, "", Role.Text, CausePart.None));
            }

            Add(i, _causes[i].Text, i == 0 ? Role.Strong : Role.Text, CausePart.Text);
            if (_causes[i].Remedy.Length > 0)
            {
                Add(i, _causes[i].Remedy, Role.Good, CausePart.Remedy);
            }
        }

        var at = 0;
        while (at < _causes.Count && _causes[at].Code != _cursor)
        {
            at++;
        }

        Cursor = at < _causes.Count ? at : 0;
    }

    private void Add(int cause, string text, Role role, CausePart begins)
    {
        _parts.Clear();
        WrappedText.Break(text, _columns - (begins == CausePart.Remedy ? RemedyIndent : 0), MaxRows, _parts);
        foreach (var part in _parts)
        {
            _rows.Add(new CauseRow(cause, part, role, begins));
            begins = CausePart.None;
        }
    }
}
