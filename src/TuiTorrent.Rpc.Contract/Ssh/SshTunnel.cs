using System.Globalization;
using System.Text;

namespace TuiTorrent.Rpc.Contract.Ssh;

/// <summary>
/// The socket of a daemon on another machine, brought here by the ssh program: one connection, and through it the daemon's Unix socket at a path of this machine that only this user can reach.
/// </summary>
/// <remarks>
/// Not thread-safe. All lies in a directory named after this process, mode 0700, so that a program that takes this one's place finds the connection again. What a process that was killed
/// left behind is ended by the next.
/// </remarks>
public sealed class SshTunnel : IAsyncDisposable
{
    /// <summary>What is run over there; it prints the path of a daemon's socket, and starts a daemon if none answers.</summary>
    public const string RemoteCommand = "tuitorrent daemon-socket";

    private const string DirectoryPrefix = "ssh-";
    private const int CommandNotFound = 127;
    private const int MaxLogLine = 300;

    /// <summary>For what needs no password: a dead line ends by ssh's own limits before this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>For a word to the ssh of this machine.</summary>
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(3);

    private readonly Func<string, string?> _environment;
    private readonly string _base;
    private readonly string _directory;
    private SshProgram? _ssh;

    /// <summary>Connects nothing yet.</summary>
    /// <param name="destination">The other machine.</param>
    /// <param name="environment">The value of an environment variable, or null.</param>
    public SshTunnel(SshDestination destination, Func<string, string?> environment)
    {
        Destination = destination;
        _environment = environment;
        _base = Path.GetDirectoryName(RpcSocket.UserPath(environment("XDG_RUNTIME_DIR"), PosixCalls.EffectiveUser()))!;
        _directory = Path.Combine(_base, DirectoryPrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The other machine.</summary>
    public SshDestination Destination { get; }

    /// <summary>Where the daemon's socket is on this machine, once the tunnel stands.</summary>
    public string SocketPath => Path.Combine(_directory, "rpc.sock");

    private string Control => Path.Combine(_directory, "ctl");

    private string Log => Path.Combine(_directory, "log");

    /// <summary>Sees that the tunnel stands: looks, and connects if it does not.</summary>
    /// <param name="mayAsk">Whether ssh may ask for a password on the terminal; else it only takes what it can do without.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RpcFailedException">The other machine can't be reached, or has no daemon.</exception>
    public async Task StandAsync(bool mayAsk, CancellationToken cancellation)
    {
        _ssh ??= SshProgram.Find(_environment("PATH"));
        if (Directory.Exists(_directory) && File.Exists(SocketPath) && await IsConnectedAsync(cancellation).ConfigureAwait(false))
        {
            return;
        }

        PrepareDirectory();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await EndLeftBehindAsync(patience.Token).ConfigureAwait(false);
        try
        {
            if (!mayAsk)
            {
                patience.CancelAfter(Patience);
            }

            await ConnectAsync(mayAsk, patience.Token).ConfigureAwait(false);
            patience.CancelAfter(Patience);
            await ForwardAsync(await FindSocketAsync(patience.Token).ConfigureAwait(false), patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RpcFailedException(RpcFailure.TooSlow, $"{Destination} did not answer in time.");
        }
    }

    /// <summary>Ends the connection, and removes its traces.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ssh is not null && Directory.Exists(_directory))
        {
            await ExitAsync(_directory, CancellationToken.None).ConfigureAwait(false);
            Remove(_directory);
        }
    }

    private async Task<bool> IsConnectedAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ShortPatience);
        try
        {
            return (await _ssh!.QuietlyAsync(["-S", Control, "-O", "check", .. Target()], readsOutput: false, patience.Token).ConfigureAwait(false)).Code == 0;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The connection that all else goes through, in the background once it stands.</summary>
    private async Task ConnectAsync(bool mayAsk, CancellationToken cancellation)
    {
        // What the user's own configuration forwards has no place here, and could only make the connection fail.
        string[] arguments =
        [
            "-M", "-S", Control, "-E", Log, "-f", "-N", "-T", "-o", "ControlPersist=no", "-o", "ClearAllForwardings=yes", "-o", "ForwardAgent=no", "-o", "ForwardX11=no",
            "-o", "PermitLocalCommand=no", "-o", "StreamLocalBindUnlink=yes", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=3", "-o", "ConnectTimeout=15",
            "-o", mayAsk ? "BatchMode=no" : "BatchMode=yes", .. Target(),
        ];
        var code = mayAsk
            ? await _ssh!.AskingAsync(arguments, cancellation).ConfigureAwait(false)
            : (await _ssh!.QuietlyAsync(arguments, readsOutput: false, cancellation).ConfigureAwait(false)).Code;
        if (code != 0)
        {
            var reason = LastLine() is { Length: > 0 } line ? line : $"it ended with {code}";
            throw new RpcFailedException(
                reason.Contains("ermission denied", StringComparison.Ordinal) ? RpcFailure.WrongPassword : RpcFailure.NobodyListens, $"ssh can't reach {Destination}: {reason.TrimEnd('.')}.");
        }
    }

    /// <summary>The path of the daemon's socket over there.</summary>
    private async Task<string> FindSocketAsync(CancellationToken cancellation)
    {
        var (code, output) = await _ssh!.QuietlyAsync(["-S", Control, "-T", "-o", "BatchMode=yes", .. Target(), RemoteCommand], readsOutput: true, cancellation).ConfigureAwait(false);
        if (code == CommandNotFound)
        {
            throw new RpcFailedException(RpcFailure.NobodyListens, $"{Destination} has no program tuitorrent, or not where its shell looks for programs.");
        }

        // A login may print something before it.
        var path = "";
        foreach (var line in output.Split('\n'))
        {
            path = line.StartsWith('/') ? line.TrimEnd('\r') : path;
        }

        if (code != 0 || path.Length == 0)
        {
            throw new RpcFailedException(RpcFailure.NobodyListens, $"{Destination} has no daemon, and could not start one; try 'tuitorrent list' there.");
        }

        // Where a colon stands ssh would see another word.
        return path.Contains(':', StringComparison.Ordinal) || path.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 || Encoding.UTF8.GetByteCount(path) > RpcSocket.MaxPathBytes
            ? throw new RpcFailedException(RpcFailure.NobodyListens, $"The path of the daemon's socket at {Destination} can't be used.")
            : path;
    }

    private async Task ForwardAsync(string remote, CancellationToken cancellation)
    {
        File.Delete(SocketPath);
        var (code, _) = await _ssh!.QuietlyAsync(
            ["-S", Control, "-O", "forward", "-o", "StreamLocalBindUnlink=yes", "-L", $"{SocketPath}:{remote}", .. Target()], readsOutput: false, cancellation).ConfigureAwait(false);
        if (code != 0)
        {
            throw new RpcFailedException(RpcFailure.NobodyListens, $"ssh can't bring the daemon's socket here from {Destination}; does its server allow that (AllowStreamLocalForwarding)?");
        }
    }

    private IEnumerable<string> Target() =>
        Destination.Port == 0 ? ["--", Destination.Name] : ["-p", Destination.Port.ToString(CultureInfo.InvariantCulture), "--", Destination.Name];

    private void PrepareDirectory()
    {
        if (RpcSocket.PrepareUserDirectory(SocketPathOfUser()) is { } doubt)
        {
            throw new RpcFailedException(RpcFailure.NotAllowed, doubt);
        }

        if (_directory.Contains(':', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(Control) + 20 > RpcSocket.MaxPathBytes)
        {
            throw new RpcFailedException(RpcFailure.NobodyListens, $"The directory {_base} can't hold sockets of ssh; set XDG_RUNTIME_DIR to a short path without a colon.");
        }

        Remove(_directory);
        if (PosixCalls.MakeDirectory(_directory, 0x1C0) != 0)
        {
            throw new RpcFailedException(RpcFailure.NobodyListens, $"Can't make the directory {_directory}.");
        }
    }

    private string SocketPathOfUser() => Path.Combine(_base, "rpc.sock");

    /// <summary>Connections of processes that are no more.</summary>
    private async Task EndLeftBehindAsync(CancellationToken cancellation)
    {
        foreach (var directory in Directory.EnumerateDirectories(_base, DirectoryPrefix + "*"))
        {
            var number = Path.GetFileName(directory)[DirectoryPrefix.Length..];
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !Directory.Exists($"/proc/{process}"))
            {
                await ExitAsync(directory, cancellation).ConfigureAwait(false);
                Remove(directory);
            }
        }
    }

    private async Task ExitAsync(string directory, CancellationToken cancellation)
    {
        var control = Path.Combine(directory, "ctl");
        if (!File.Exists(control))
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ShortPatience);
        try
        {
            // Which machine does not matter: the socket says it.
            await _ssh!.QuietlyAsync(["-S", control, "-O", "exit", "--", "tuitorrent"], readsOutput: false, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It will end with its line.
        }
    }

    private static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was not there, or will be tried again.
        }
    }

    /// <summary>What ssh said last.</summary>
    private string LastLine()
    {
        try
        {
            var lines = File.ReadAllText(Log).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines.Length == 0 ? "" : lines[^1].Length > MaxLogLine ? lines[^1][..MaxLogLine] : lines[^1];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
