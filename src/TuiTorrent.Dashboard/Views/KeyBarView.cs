using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The last row: keys and what they do. A click presses the key.</summary>
internal sealed class KeyBarView : ModelPane
{
    private readonly List<(int End, string Key)> _ends = [];

    /// <summary>Empty until <see cref="Keys"/> are set.</summary>
    public KeyBarView(DashboardModel model)
        : base(model)
    {
    }

    /// <summary>A key was clicked; in the notation of <see cref="Keys"/>.</summary>
    public event Action<string>? Pressed;

    /// <summary>Keys in the notation of <see cref="KeyText"/>, and their titles. The first ones stay where room is short; the last one, the help, always does.</summary>
    public IReadOnlyList<(string Key, string Title)> Keys { get; set; } = [];

    /// <summary>Only the way to the help: there is no room for more.</summary>
    public bool IsShort { get; set; }

    /// <inheritdoc/>
    protected override bool Fades => false;

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var writer = new RowWriter(row, 1);
        _ends.Clear();
        if (IsShort || Keys.Count == 0)
        {
            Put(ref writer, "?", "keys");
            return;
        }

        var (lastKey, lastTitle) = Keys[^1];
        var last = Columns(lastKey, lastTitle);
        for (var i = 0; i < Keys.Count - 1; i++)
        {
            var (key, title) = Keys[i];
            if (Columns(key, title) + 2 + last > writer.Left)
            {
                break;
            }

            Put(ref writer, key, title);
            writer.Blank(2, Role.Text);
        }

        Put(ref writer, lastKey, lastTitle);
    }

    /// <inheritdoc/>
    protected override void Clicked(int x, int y, bool isDouble)
    {
        foreach (var (end, key) in _ends)
        {
            if (x < end)
            {
                Pressed?.Invoke(key);
                return;
            }
        }
    }

    private void Put(ref RowWriter writer, string key, string title)
    {
        writer.Put(KeyText.Brief(key), Role.Key);
        writer.Blank(1, Role.Text);
        writer.Put(title, Role.Text);
        _ends.Add((writer.Column + 1, key));
    }

    private static int Columns(string key, string title) => RowWriter.TextColumns(KeyText.Brief(key)) + 1 + RowWriter.TextColumns(title);
}
