using System.Drawing;
using TuiTorrent.Dashboard.Loop;

namespace TuiTorrent.Dashboard.Tty;

/// <summary>The time that a terminal is ours. Whoever ends it, and however often, the terminal is as it was found, and nothing is written on it afterwards.</summary>
/// <remarks><see cref="Leave"/>, <see cref="Wake"/>: any thread, also while the thread of the screen hangs. All else: the thread of the screen.</remarks>
internal sealed class TerminalSession : ITerminal
{
    /// <summary>How long leaving waits for a terminal that takes no output; the whole must be done within a second.</summary>
    private const int PatienceMs = 250;

    private readonly TerminalDevice _device;
    private readonly TerminalTraits _traits;
    private readonly Lock _gate = new();
    private bool _isOurs;
    private bool _isOver;
    private bool _usesMouse;

    /// <summary>Changes nothing yet.</summary>
    public TerminalSession(TerminalDevice device, TerminalTraits traits) => (_device, _traits, _usesMouse) = (device, traits, traits.HasMouse);

    /// <inheritdoc/>
    public Size Size => _device.Size;

    /// <inheritdoc/>
    public bool UsesMouse
    {
        get => _usesMouse;
        set
        {
            lock (_gate)
            {
                _usesMouse = value && _traits.HasPrivateModes;
                if (_isOurs && _traits.HasPrivateModes)
                {
                    _device.WriteAll(Sequences.Mouse(_usesMouse), PatienceMs);
                }
            }
        }
    }

    /// <summary>Takes the terminal over. Nothing happens if it is ours already, or was given back for good.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            if (!_isOurs && !_isOver)
            {
                _isOurs = true;
                _device.RememberModes();
                _device.MakeRaw();
                _device.WriteAll(Sequences.Enter(_traits, _usesMouse), PatienceMs);
            }
        }
    }

    /// <summary>Sets all modes again: somebody else had the terminal meanwhile.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            if (_isOurs)
            {
                _device.MakeRaw();
                _device.WriteAll(Sequences.Renew(_traits, _usesMouse), PatienceMs);
            }
        }
    }

    /// <summary>Gives the terminal back, as it was found.</summary>
    /// <param name="isForGood">Nobody takes it over again: the process ends.</param>
    public void Leave(bool isForGood)
    {
        // Where the kernel has no reopened terminal a write may block, and with it the lock. Better to write into a frame than to leave a wreck.
        var isLocked = _gate.TryEnter(TimeSpan.FromMilliseconds(PatienceMs));
        try
        {
            _isOver |= isForGood;
            if (_isOurs)
            {
                _isOurs = false;
                _device.WriteAll(Sequences.Leave(_traits), PatienceMs);
                _device.RestoreModes();
            }
        }
        finally
        {
            if (isLocked)
            {
                _gate.Exit();
            }
        }
    }

    /// <inheritdoc/>
    public Ready Wait(bool wantsOutput, int timeoutMs) => _device.Wait(wantsOutput, timeoutMs);

    /// <inheritdoc/>
    public int Read(Span<byte> buffer) => _device.Read(buffer);

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            // A frame for a terminal that is no longer ours is as good as written.
            return _isOurs ? _device.Write(bytes) : bytes.Length;
        }
    }

    /// <inheritdoc/>
    public void Wake() => _device.Wake();
}
