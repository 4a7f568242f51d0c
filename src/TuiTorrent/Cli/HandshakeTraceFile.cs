using System.Globalization;
using System.Text;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Cli;

/// <summary>Writes each step of each handshake as a line: seconds since the engine started, direction, phase, bytes received, verdict.</summary>
/// <remarks>Events come from the engine's loop, <see cref="Flush"/> from elsewhere. A full disk ends the trace, not the download.</remarks>
internal sealed class HandshakeTraceFile : IHandshakeTrace, IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private readonly StreamWriter _file;
    private readonly Lock _lock = new();
    private bool _isBroken;

    /// <summary>Begins a new file; what stood there is lost.</summary>
    /// <exception cref="IOException">It can't be made; or <see cref="UnauthorizedAccessException"/>.</exception>
    public HandshakeTraceFile(string path)
    {
        _file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferBytes) { NewLine = "\n" };
    }

    /// <inheritdoc/>
    public void Event(in HandshakeEvent e)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{e.NowMs / 1000}.{e.NowMs % 1000:000} {(e.IsIncoming ? "in " : "out")} {e.Phase,-20} {e.Bytes,6} {(e.Verdict == CloseReason.None ? "ok" : e.Verdict)}");
        lock (_lock)
        {
            Try(() => _file.WriteLine(line));
        }
    }

    /// <summary>Makes what was written visible to others.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            Try(_file.Flush);
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Try(_file.Dispose);
            _isBroken = true;
        }
    }

    private void Try(Action write)
    {
        if (_isBroken)
        {
            return;
        }

        try
        {
            write();
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }
}
