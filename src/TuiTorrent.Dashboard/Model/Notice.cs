using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Model;

/// <summary>The one line above the keys. What was done goes away by itself after some seconds; an error stays until the next key.</summary>
internal sealed class Notice
{
    /// <summary>How long what was done is shown: long enough to press undo.</summary>
    public const long ShowMs = 8_000;

    private long _endMs = long.MaxValue;

    /// <summary>Clean; "" for nothing.</summary>
    public string Text { get; private set; } = "";

    /// <summary><see cref="Role.Text"/>, <see cref="Role.Warn"/> or <see cref="Role.Bad"/>.</summary>
    public Role Role { get; private set; }

    /// <summary>What was done, or is being done.</summary>
    public void Tell(string text, long nowMs) => (Text, Role, _endMs) = (text, Role.Text, nowMs + ShowMs);

    /// <summary>Why a key did nothing, or what went wrong.</summary>
    public void Complain(string text, Role role = Role.Bad) => (Text, Role, _endMs) = (text, role, long.MaxValue);

    /// <summary>A key was pressed: errors were read.</summary>
    public void KeyPressed()
    {
        if (Role != Role.Text)
        {
            Clear();
        }
    }

    /// <summary>Nothing any more.</summary>
    public void Clear() => (Text, Role, _endMs) = ("", Role.Text, long.MaxValue);

    /// <summary>Takes away what was shown long enough.</summary>
    /// <returns>When to call again; <see cref="long.MaxValue"/> for not.</returns>
    public long Tick(long nowMs)
    {
        if (nowMs >= _endMs)
        {
            Clear();
        }

        return _endMs;
    }
}
