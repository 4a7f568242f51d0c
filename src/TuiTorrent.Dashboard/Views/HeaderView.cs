using System.Drawing;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>The first row: where the daemon is, how fast it is, how the machine does.</summary>
internal sealed class HeaderView : ModelPane
{
    /// <summary>Columns of one rate with its sparkline and its limit.</summary>
    private const int RateColumns = 2 + ByteText.LongColumns + 1 + Sparkline.Cells + 1 + 5;

    /// <summary>"58°C!  212G free".</summary>
    private const int MachineColumns = 5 + 2 + 9;

    /// <summary>Shows what a model knows.</summary>
    public HeaderView(DashboardModel model)
        : base(model)
    {
    }

    /// <summary>For which form of the screen.</summary>
    public ScreenForm Form { get; set; }

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var writer = new RowWriter(row);
        if (y > 0)
        {
            return;
        }

        switch (Form)
        {
            case ScreenForm.Tiny:
                ComposeTiny(ref writer);
                break;
            case ScreenForm.Small:
                ComposeSmall(ref writer, size.Width);
                break;
            case ScreenForm.Wide:
                ComposeTitle(ref writer);
                break;
            default:
                ComposeNormal(ref writer, size.Width);
                break;
        }
    }

    private void ComposeNormal(ref RowWriter writer, int width)
    {
        var machine = width - MachineColumns - 1;
        var rates = machine - (2 * RateColumns) - 2;
        PutPlace(ref writer, rates - 1);
        writer.MoveTo(rates);
        PutRate(ref writer, isDown: true);
        writer.MoveTo(rates + RateColumns + 1);
        PutRate(ref writer, isDown: false);
        writer.MoveTo(machine);
        MachineText.PutTemperature(ref writer, Model.Board);
        writer.Blank(2, Role.Text);
        MachineText.PutFree(ref writer, Model.Session);
    }

    private void ComposeSmall(ref RowWriter writer, int width)
    {
        writer.Blank(1, Role.Text);
        Span<char> buffer = stackalloc char[16];
        PutArrow(ref writer, isDown: true);
        writer.PutRight(ByteText.Long(buffer, Model.DownRate), ByteText.LongColumns, Role.Text);
        writer.Blank(2, Role.Text);
        PutArrow(ref writer, isDown: false);
        writer.PutRight(ByteText.Long(buffer, Model.UpRate), ByteText.LongColumns, Role.Text);
        var list = Model.List;
        var text = list.Visible.Count == list.All.Count
            ? NumberText.Of(list.All.Count, "torrent")
            : $"{(list.State == StateFilter.All ? "" : $"{StateTabsView.TitleOf(list.State)} ")}{NumberText.Grouped(list.Visible.Count)} of {NumberText.Grouped(list.All.Count)}";
        writer.MoveTo(Math.Max(writer.Column + 1, width - text.Length - 1));
        writer.Put(text, Role.Text);
    }

    private void ComposeTiny(ref RowWriter writer)
    {
        Span<char> buffer = stackalloc char[16];
        writer.Put(GlyphSet.Current.Down, Role.Down);
        writer.PutRight(ByteText.Short(buffer, Model.DownRate), ByteText.ShortColumns, Role.Text);
        writer.Blank(1, Role.Text);
        writer.Put(GlyphSet.Current.Up, Role.Up);
        writer.PutRight(ByteText.Short(buffer, Model.UpRate), ByteText.ShortColumns, Role.Text);
        writer.Put("  ", Role.Text);
        writer.Put(writer.Left >= 18 ? "enlarge or press q" : "q quits", Role.Dim);
    }

    private void ComposeTitle(ref RowWriter writer)
    {
        var (session, list) = (Model.Session, Model.List);
        writer.Put(" TuiTorrent", Role.Title);
        var connection = Model.Connection;
        Part(ref writer, connection.Way.Length > 0 ? $"{connection.Host} ({connection.Way})" : connection.Host, 40);
        if (session is { UptimeSeconds: >= 0 })
        {
            Part(ref writer, $"up {TimeText.Duration(session.UptimeSeconds)}", 12);
        }

        Part(ref writer, NumberText.Of(list.All.Count, "torrent"), 20);
        Part(ref writer, list.EncryptedPeers > 0 ? $"{NumberText.Of(list.Peers, "peer")} ({NumberText.Grouped(list.EncryptedPeers)} encrypted)" : NumberText.Of(list.Peers, "peer"), 40);
        if (session is not null)
        {
            Part(ref writer, $"port {session.Port}", 12);
            Part(ref writer, session.IsOurs ? "" : session.Version, 30);
        }
    }

    private static void Part(ref RowWriter writer, string text, int most)
    {
        if (text.Length > 0)
        {
            writer.Put($" {GlyphSet.Current.Dot} ", Role.Dim);
            writer.PutFit(text, Math.Min(most, RowWriter.TextColumns(text, most)), Role.Text);
        }
    }

    /// <summary>" pi4 · up 3d04h", as far as there is room: the name first.</summary>
    private void PutPlace(ref RowWriter writer, int columns)
    {
        var uptime = Model.Session is { UptimeSeconds: >= 0 and var seconds } ? $" {GlyphSet.Current.Dot} up {TimeText.Duration(seconds)}" : "";
        var place = Model.Connection.State == ConnectionState.Connecting ? "connecting" : ShortName(Model.Connection.Host);
        var room = columns - 1;
        if (room - uptime.Length < Math.Min(place.Length, 4))
        {
            uptime = "";
        }

        writer.Blank(1, Role.Text);
        writer.PutFit(place, Math.Min(room - uptime.Length, RowWriter.TextColumns(place)), Role.Strong);
        writer.Put(uptime, Role.Dim);
    }

    /// <summary>Of a host's name the first part: "pi4.local" is "pi4". Addresses and paths stay whole.</summary>
    private static string ShortName(string address)
    {
        var dot = address.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0 || address.Contains('/', StringComparison.Ordinal) || address.Contains(':', StringComparison.Ordinal) || char.IsAsciiDigit(address[0]) ? address : address[..dot];
    }

    private void PutRate(ref RowWriter writer, bool isDown)
    {
        Span<char> buffer = stackalloc char[16];
        PutArrow(ref writer, isDown);
        writer.PutRight(ByteText.Long(buffer, isDown ? Model.DownRate : Model.UpRate), ByteText.LongColumns, Role.Text);
        writer.Blank(1, Role.Text);
        Sparkline.Put(ref writer, Model.History, Now.ToUnixTimeMilliseconds(), isDown, isDown ? Role.Down : Role.Up);
        writer.Blank(1, Role.Text);
        if (Model.Session is { } session)
        {
            var limit = MachineText.Limit(session, isDown);

            // The other limits are in force: the sign says so without colour.
            writer.Put(session.IsAlternative ? "t" : "/", session.IsAlternative ? Role.Warn : Role.Dim);
            writer.Put(limit > 0 ? ByteText.Short(buffer, limit) : GlyphSet.Current.Infinity, session.IsAlternative ? Role.Warn : Role.Dim);
        }
    }

    private void PutArrow(ref RowWriter writer, bool isDown)
    {
        var isIdle = (isDown ? Model.DownRate : Model.UpRate) == 0;
        writer.Put(isDown ? GlyphSet.Current.Down : GlyphSet.Current.Up, isIdle ? Role.Dim : isDown ? Role.Down : Role.Up);
        writer.Blank(1, Role.Text);
    }
}
