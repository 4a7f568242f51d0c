using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace TuiTorrent.Core.Bencode;

/// <summary>Writes bencode into a buffer, token by token; it keeps nothing between values, so one writer serves for many.</summary>
/// <remarks>
/// The caller writes keys in the order of their bytes and closes what it opens; debug builds assert both. Not thread-safe. The buffer stays the caller's.
/// Source: BEP 3, "bencoding".
/// </remarks>
public sealed class BencodeWriter(IBufferWriter<byte> output)
{
    // The last key of each open dictionary, null for a list; empty in release builds.
    private readonly Stack<byte[]?> _lastKeys = new();

    /// <summary>An integer: <c>i-42e</c>.</summary>
    public void WriteNumber(long value)
    {
        var span = output.GetSpan(22);
        span[0] = (byte)'i';
        Utf8Formatter.TryFormat(value, span[1..], out var digits);
        span[digits + 1] = (byte)'e';
        output.Advance(digits + 2);
    }

    /// <summary>Bytes: <c>4:spam</c>.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteLength(value.Length);
        output.Write(value);
    }

    /// <summary>Text, as UTF-8.</summary>
    public void WriteText(ReadOnlySpan<char> value)
    {
        WriteLength(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, output);
    }

    /// <summary>A value that is bencode already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> encoded) => output.Write(encoded);

    /// <summary>A key of the open dictionary; its value must follow.</summary>
    public void WriteKey(ReadOnlySpan<byte> key)
    {
        NoteKey(key);
        WriteBytes(key);
    }

    /// <summary>A key with an integer.</summary>
    public void Write(ReadOnlySpan<byte> key, long value)
    {
        WriteKey(key);
        WriteNumber(value);
    }

    /// <summary>A key with bytes.</summary>
    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        WriteKey(key);
        WriteBytes(value);
    }

    /// <summary>A key with text, as UTF-8.</summary>
    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<char> value)
    {
        WriteKey(key);
        WriteText(value);
    }

    /// <summary>Opens a list.</summary>
    public void BeginList()
    {
        NoteOpen(null);
        WriteByte((byte)'l');
    }

    /// <summary>Opens a dictionary.</summary>
    public void BeginDict()
    {
        NoteOpen([]);
        WriteByte((byte)'d');
    }

    /// <summary>Closes the list or dictionary opened last.</summary>
    public void End()
    {
        NoteEnd();
        WriteByte((byte)'e');
    }

    private void WriteLength(int length)
    {
        var span = output.GetSpan(12);
        Utf8Formatter.TryFormat(length, span, out var digits);
        span[digits] = (byte)':';
        output.Advance(digits + 1);
    }

    private void WriteByte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    [Conditional("DEBUG")]
    private void NoteOpen(byte[]? lastKey)
    {
        _lastKeys.Push(lastKey);
    }

    [Conditional("DEBUG")]
    private void NoteKey(ReadOnlySpan<byte> key)
    {
        _lastKeys.TryPop(out var lastKey);
        Debug.Assert(lastKey is not null, "A key outside a dictionary.");
        Debug.Assert(lastKey.Length == 0 || lastKey.AsSpan().SequenceCompareTo(key) < 0, "Keys must be sorted and distinct.");
        _lastKeys.Push(key.ToArray());
    }

    [Conditional("DEBUG")]
    private void NoteEnd()
    {
        var isOpen = _lastKeys.TryPop(out _);
        Debug.Assert(isOpen, "Nothing is open.");
    }
}
