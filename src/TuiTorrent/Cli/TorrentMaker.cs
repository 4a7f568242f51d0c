using System.Diagnostics;
using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Cli;

/// <summary>One run of `create`: finds the files, hashes them, writes the .torrent.</summary>
internal static class TorrentMaker
{
    private const int TickMs = 500;

    /// <summary>Does what is asked; the result is the exit code.</summary>
    public static async Task<int> RunAsync(CreateRequest request, Surroundings surroundings)
    {
        if (!request.Force && PosixCalls.Look(request.OutputPath) is not null)
        {
            return surroundings.Fail($"{request.OutputPath} exists; use --force to replace it.");
        }

        try
        {
            var files = FileWalk.Find(request.SourcePath, request.OutputPath, surroundings.Screen.Note);
            var builder = Describe(request, files);
            if (builder.TotalLength == 0)
            {
                return surroundings.Fail($"{request.SourcePath} holds no data, so there is nothing to share.");
            }

            if ((builder.TotalLength - 1) / builder.EffectivePieceLength >= Limits.MaxPieces)
            {
                return surroundings.Fail($"that would be more than {Limits.MaxPieces} pieces; use a larger --piece-length.");
            }

            return await MakeAsync(request, surroundings.Screen, files, builder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            surroundings.Screen.EraseLine();
            return surroundings.Fail($"{request.SourcePath}: {FileProblem.Describe(e)}.");
        }
        catch (InvalidOperationException e)
        {
            // The builder says what a reader of the torrent would refuse.
            surroundings.Screen.EraseLine();
            return surroundings.Fail($"{request.SourcePath}: {e.Message}");
        }
    }

    private static TorrentBuilder Describe(CreateRequest request, List<FoundFile> files)
    {
        var tiers = new List<IReadOnlyList<string>>();
        foreach (var tracker in request.Trackers)
        {
            tiers.Add([tracker]);
        }

        var builder = new TorrentBuilder(Path.GetFileName(request.SourcePath))
        {
            PieceLength = request.PieceLength,
            AnnounceTiers = tiers,
            IsPrivate = request.IsPrivate,
            Comment = request.Comment,
            CreatedBy = "TuiTorrent " + CommandLine.Version,
            CreationDate = DateTimeOffset.UtcNow,
        };
        foreach (var file in files)
        {
            builder.AddFile(file.Components, file.Facts.Length);
        }

        return builder;
    }

    private static async Task<int> MakeAsync(CreateRequest request, Screen screen, List<FoundFile> files, TorrentBuilder builder)
    {
        var layout = new PieceLayout(builder.TotalLength, builder.EffectivePieceLength);
        var hasher = new PieceHasher(files, layout);
        using var signals = new StopSignals(hasher.Cancel);
        var begin = Stopwatch.GetTimestamp();
        var hashing = hasher.RunAsync(Environment.ProcessorCount);
        var transfer = new Transfer { Name = SafeText.From(builder.Name, Limits.MaxShownText), State = TransferState.Hashing, TotalBytes = builder.TotalLength };
        while (screen.IsTerminal && !hashing.IsCompleted)
        {
            screen.Redraw(ProgressLine.Render(transfer with { CheckedBytes = hasher.HashedBytes }, screen.Width));
            await Task.WhenAny(hashing, Task.Delay(TickMs));
        }

        if (await hashing is not { } hashes)
        {
            screen.EraseLine();
            screen.Note("interrupted; nothing was written");
            return ExitCode.Interrupted;
        }

        foreach (var file in files)
        {
            if (PosixCalls.Look(file.FullPath) != file.Facts)
            {
                throw new NamedFileException($"{SafeText.From(file.FullPath, Limits.MaxShownText)} changed while it was read; try again when nobody writes to it");
            }
        }

        var bytes = builder.Build(hashes);
        screen.EraseLine();
        try
        {
            AtomicFile.Write(request.OutputPath, bytes, request.Force);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Note($"tuitorrent: can't write {SafeText.From(request.OutputPath, Limits.MaxShownText)}: {FileProblem.Describe(e)}.");
            return ExitCode.Failed;
        }

        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var hash = TorrentMetainfo.TryParse(bytes, out var made, out _) ? made.InfoHash.ToString() : "";
        screen.Print($"{SafeText.From(request.OutputPath, Limits.MaxShownText)}: {ByteCount.Format(builder.TotalLength)} in {layout.PieceCount} pieces of {ByteCount.Format(layout.PieceLength)}, {ByteCount.Format((long)(builder.TotalLength / Math.Max(0.001, seconds)))}/s");
        screen.Print($"info hash {hash}");
        return ExitCode.Complete;
    }
}
