using System.Runtime.InteropServices;

namespace TuiTorrent.Benchmarks;

/// <summary>RC4 by the system's OpenSSL 3, whose legacy provider has it in assembly on x64 and in C elsewhere.</summary>
internal sealed unsafe partial class OpenSslRc4 : IDisposable
{
    private const string Library = "libcrypto.so.3";

    private readonly nint _context;

    public OpenSslRc4(ReadOnlySpan<byte> key)
    {
        // The default one must be asked for as soon as another is.
        if (LoadProvider(0, "default") == 0 || LoadProvider(0, "legacy") == 0)
        {
            throw new InvalidOperationException("OpenSSL's legacy provider can't be loaded: is it installed?");
        }

        var cipher = FetchCipher(0, "RC4", 0);
        _context = NewContext();
        fixed (byte* first = key)
        {
            if (cipher == 0 || Initialise(_context, cipher, 0, null, null, 1) != 1 || SetKeyLength(_context, key.Length) != 1 || Initialise(_context, 0, 0, first, null, 1) != 1)
            {
                throw new InvalidOperationException("OpenSSL refused RC4.");
            }
        }
    }

    public void Process(Span<byte> data)
    {
        fixed (byte* first = data)
        {
            int written;
            if (Update(_context, first, &written, first, data.Length) != 1)
            {
                throw new InvalidOperationException("OpenSSL's RC4 failed.");
            }
        }
    }

    public void Dispose() => FreeContext(_context);

    [LibraryImport(Library, EntryPoint = "OSSL_PROVIDER_load", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint LoadProvider(nint context, string name);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_fetch", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FetchCipher(nint context, string name, nint properties);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
    private static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_set_key_length")]
    private static partial int SetKeyLength(nint context, int bytes);

    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex")]
    private static partial int Initialise(nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    [LibraryImport(Library, EntryPoint = "EVP_CipherUpdate")]
    private static partial int Update(nint context, byte* output, int* written, byte* input, int length);
}
