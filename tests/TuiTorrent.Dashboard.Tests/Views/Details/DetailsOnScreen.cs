using Terminal.Gui.ViewBase;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.Views.Details;

namespace TuiTorrent.Dashboard.Tests.Views.Details;

/// <summary>The details alone on a screen.</summary>
internal sealed class DetailsOnScreen : IDisposable
{
    private readonly ScreenHarness _screen;

    public DetailsOnScreen(DashboardModel model, int columns, int rows, DetailTab tab = DetailTab.Overview, int top = 0)
    {
        _screen = new ScreenHarness(columns, rows);
        Model = model;
        View = new DetailsView(model) { Y = top, Width = Dim.Fill(), Height = Dim.Fill(), IsFocusedPane = true };
        var screen = new Backdrop();
        screen.Add(View);
        _screen.Show(screen);
        View.Open(tab);
    }

    public DashboardModel Model { get; }

    public DetailsView View { get; }

    public DateTimeOffset Now { get; set; } = DetailSamples.Now;

    public string Sent => _screen.Sent;

    /// <summary>Composes, tells the detail anew as the link does after a tab was opened, and composes again.</summary>
    public DetailsOnScreen Answer()
    {
        View.Compose(Now);
        if (Model.Detail is { } detail)
        {
            Model.DetailChanged(detail with { });
        }

        return this;
    }

    public string[] Lines()
    {
        View.Compose(Now);
        return _screen.Lines();
    }

    public string Ansi()
    {
        View.Compose(Now);
        return _screen.Ansi();
    }

    /// <summary>Bytes that go to the terminal.</summary>
    public int Draw()
    {
        View.Compose(Now);
        return _screen.Draw();
    }

    public void Type(string characters) => _screen.Type(characters);

    public void Dispose() => _screen.Dispose();
}
