using Terminal.Gui.Input;
using Terminal.Gui.Views;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Host;

public sealed class GuiHostTests : IDisposable
{
    private readonly ScreenHarness _screen = new(30, 8);
    private readonly Backdrop _main = new();

    public GuiHostTests() => _screen.Show(_main);

    public void Dispose() => _screen.Dispose();

    [Fact]
    public void A_dialog_may_close_itself_in_the_midst_of_a_key()
    {
        var dialog = new Closing(_screen);
        _screen.Show(dialog);

        _screen.Type("x");

        Assert.Same(_main, _screen.Host.Top);
        Assert.False(dialog.IsDisposed);
        _screen.Draw();
        Assert.True(dialog.IsDisposed);
    }

    [Fact]
    public void A_dialog_under_another_goes_when_that_is_gone()
    {
        var (lower, upper) = (new Window { Title = "lower" }, new Window { Title = "upper" });
        _screen.Show(lower);
        _screen.Show(upper);

        _screen.Host.Close(lower);
        Assert.Same(upper, _screen.Host.Top);

        _screen.Host.Close(upper);
        Assert.Same(_main, _screen.Host.Top);
        Assert.Equal(1, _screen.Host.Depth);
    }

    [Fact]
    public void A_sequence_that_the_library_trips_over_is_dropped_and_the_rest_is_read()
    {
        var keys = new List<string>();
        _main.KeyDown += (_, key) => keys.Add(key.ToString());

        _screen.Host.Feed("a\e[25~b");

        Assert.Equal(["a", "b"], keys);
    }

    [Fact]
    public void A_fault_of_a_commands_own_is_not_hidden()
    {
        string? nothing = null;
        _main.KeyDown += (_, key) => key.Handled = nothing!.Length > 0;

        Assert.Throws<NullReferenceException>(() => _screen.Host.Feed("a"));
    }

    [Fact]
    public void To_close_what_is_not_shown_does_nothing()
    {
        using var stranger = new Window();

        _screen.Host.Close(stranger);

        Assert.Same(_main, _screen.Host.Top);
    }

    [Fact]
    public void What_is_awaited_on_this_thread_does_not_wait_for_timers_that_nobody_runs()
    {
        Assert.DoesNotContain("Terminal.Gui", SynchronizationContext.Current?.GetType().FullName ?? "");
    }

    [Fact]
    public void The_parser_holds_a_paste_longer_than_an_Esc()
    {
        Assert.Null(_screen.Host.InputPause);
        _screen.Host.Feed("\e");
        Assert.InRange(_screen.Host.InputPause!.Value.TotalMilliseconds, 50, 100);
        _screen.Host.Feed("[200~text");
        Assert.InRange(_screen.Host.InputPause!.Value.TotalSeconds, 5, 6);
        _screen.Host.Feed("\e[201~");
        Assert.Null(_screen.Host.InputPause);
    }

    private sealed class Closing(ScreenHarness screen) : Window
    {
        public bool IsDisposed { get; private set; }

        protected override bool OnKeyDown(Key key)
        {
            screen.Host.Close(this);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
