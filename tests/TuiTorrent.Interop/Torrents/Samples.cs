namespace TuiTorrent.Interop.Torrents;

/// <summary>The torrents that the tests send about, each made when first asked for.</summary>
internal static class Samples
{
    private static readonly Lazy<TestData> OrdinaryData = new(() => TestData.OneFile("ordinary.bin", (12 << 20) + 4_321, 128 * 1024));
    private static readonly Lazy<TestData> ManyFilesData = new(() => TestData.ManyFiles("many files", 3_000, 64 * 1024));
    private static readonly Lazy<TestData> SmallPiecesData = new(() => TestData.OneFile("small-pieces.bin", (16 << 20) + 1, 16 * 1024));
    private static readonly Lazy<TestData> LargePiecesData = new(() => TestData.OneFile("large-pieces.bin", (40 << 20) - 5, 16 << 20));
    private static readonly Lazy<TestData> HugeData = new(() => TestData.Sparse("huge.bin", 4L << 30, 4 << 20));

    /// <summary>12 MiB and a bit in pieces of 128 KiB.</summary>
    public static TestData Ordinary => OrdinaryData.Value;

    /// <summary>3,000 files, some of them empty.</summary>
    public static TestData ManyFiles => ManyFilesData.Value;

    /// <summary>A piece is one block.</summary>
    public static TestData SmallPieces => SmallPiecesData.Value;

    /// <summary>A piece is larger than all memory that a session has for payload.</summary>
    public static TestData LargePieces => LargePiecesData.Value;

    /// <summary>4 GiB, mostly a hole.</summary>
    public static TestData Huge => HugeData.Value;
}
