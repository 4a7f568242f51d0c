using System.Security.Cryptography;
using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>The fixed vectors, which two foreign implementations agree with.</summary>
public class MseVectorTests
{
    private const string Ya =
        "96e112dab29e8c5272accb9b17b26887ce54a144a4e3b697c7d159b7a817e556b0918db2b4c658e02a87f7e5fb14b18a553e084cbf3dad2d30f16596ccb982d406258c61b30c5c1dae2ddc60bdbd48d79896312aad63238c39e1a633821eb693";

    private const string Yb =
        "8f9c9f400fe9b3258f3e48598a95c7805cc90c995cd770283322679d132ebdae09b75eeadc01de698ef86945cf38314a95fad08c2ad5641802bd5f658eb3ea0db2712c04aa5efed03deecc5104f75d869d2d197e4336c61f0d71d763bee99416";

    private const string S =
        "cd8536d5f2c98f01f8f5a648f69f6f2d6a6aafd044666b01fc8beb81f63ddbea0a862b2b6306431f7a308b063f795d181ca711b22ab0602a9c4b5d1c53269837773ff53a4de47d9aace6b6a1b789ea37077507842742eb7581ea180b16748826";

    private const string Names = "361e3668027ecec9d1086d5f839d191781e8de17" + "75174e993977b79f36a9d8e94a0f6b8948b20d22";
    private const string Proposal = "7c7eae91b694e759c27191020fc8cb79";

    private const string Initial =
        "75383e8e9fa67273b5aa0af189d990904f850c93b0ee3585b460a50859e2e5a115ee75a41aacaeed7589710531f719002e635b98ac146ebebdabd7d0cdf0cc4fa74a0e91";

    private const string Selection = "5c40ba9001591e8117c31f6f37cb";

    private static readonly byte[] ExponentA = [.. Enumerable.Range(0x01, 20).Select(i => (byte)i)];
    private static readonly byte[] ExponentB = [.. Enumerable.Range(0x21, 20).Select(i => (byte)i)];
    private static readonly InfoHash Skey = new([.. Enumerable.Range(0, 20).Select(i => (byte)i)]);

    [Fact]
    public void V1_keys_and_secret_are_the_vectors()
    {
        Span<byte> key = stackalloc byte[96];
        DiffieHellman.PublicKey(ExponentA, key);
        Assert.Equal(Ya, Convert.ToHexStringLower(key));
        DiffieHellman.PublicKey(ExponentB, key);
        Assert.Equal(Yb, Convert.ToHexStringLower(key));
        DiffieHellman.Secret(Convert.FromHexString(Ya), ExponentB, key);
        Assert.Equal(S, Convert.ToHexStringLower(key));
        DiffieHellman.Secret(Convert.FromHexString(Yb), ExponentA, key);
        Assert.Equal(S, Convert.ToHexStringLower(key));
    }

    [Fact]
    public void V1_digests_are_the_vectors()
    {
        Span<byte> digest = stackalloc byte[20];
        MseKeys.Req1(Convert.FromHexString(S), digest);
        Assert.Equal(Names[..40], Convert.ToHexStringLower(digest));
        MseKeys.Req2(Skey, digest);
        Assert.Equal("4321b2c3fbde0a4fa12ca762484f5b8dc9cf4b5f", Convert.ToHexStringLower(digest));
        MseKeys.Req3(Convert.FromHexString(S), digest);
        Assert.Equal("3636fc5ac2a9bdd097857f8b02403004817d467d", Convert.ToHexStringLower(digest));
    }

    [Fact]
    public void V1_our_accepting_side_reads_and_writes_the_vectors()
    {
        var settings = Handshakes.Settings(EncryptionPolicy.Preferred, new ScriptedRandom(ExponentB));
        var machine = HandshakeMachine.Incoming(0, settings, InfoHashIndex.Create([Skey]), null);
        Feed(machine, Ya);
        Assert.Equal(Yb, Convert.ToHexStringLower(Handshakes.RunAndTake(machine)));
        Feed(machine, Names + Proposal + Initial);
        Assert.Equal(HandshakeStatus.Done, machine.Status);
        Assert.Equal("-TT0001-abcdefghijkl", machine.Result.TheirPeerId.ToString());
        Assert.Equal(0x100005ul, machine.Result.TheirReserved);
        Assert.Equal(Selection, Convert.ToHexStringLower(machine.Output[..14]));
        Assert.Equal("d44395ca6a5084fa", Keystream(machine.Result.Inbound!));
    }

    [Fact]
    public void V1_our_connecting_side_reads_and_writes_the_vectors()
    {
        var settings = Handshakes.Settings(EncryptionPolicy.Allowed, new ScriptedRandom(ExponentA));
        var machine = HandshakeMachine.Outgoing(0, settings, Skey, encrypted: true, null);
        Assert.Equal(Ya, Convert.ToHexStringLower(Handshakes.RunAndTake(machine)));
        Feed(machine, Yb);
        var packet = Convert.ToHexStringLower(Handshakes.RunAndTake(machine));

        // Where plaintext is on offer, the handshake isn't sent as IA: the last byte, its length, is not the vector's 68.
        Assert.Equal((Names + Proposal)[..^2], packet[..^2]);
        Feed(machine, Selection);
        Assert.Equal(68, machine.Output.Length);
        var peer = new MsePeer(ExponentB);
        peer.Meet(Convert.FromHexString(Ya), Skey);
        MsePeer.Apply(peer.StreamB, new byte[14]);
        var greeting = MsePeer.Apply(peer.StreamB, MsePeer.Greeting(Skey, Handshakes.TheirId, 0));
        machine.Receive(0, greeting, out _);
        Assert.Equal(HandshakeStatus.Done, machine.Status);
    }

    [Theory]
    [InlineData(3u)]
    [InlineData(2u)]
    public void V1_the_tests_own_peer_agrees_with_the_vectors(uint provide)
    {
        var peer = new MsePeer(ExponentA);
        Assert.Equal(Ya, Convert.ToHexStringLower(peer.PublicKey));
        peer.Meet(Convert.FromHexString(Yb), Skey);
        Assert.Equal(S, Convert.ToHexStringLower(peer.Secret));
        Assert.Equal(Names, Convert.ToHexStringLower(peer.Names(Skey)));
        var initial = MsePeer.Greeting(Skey, "-TT0001-abcdefghijkl"u8.ToArray(), 0x100005);
        var proposal = Convert.ToHexStringLower(peer.Proposal(provide, 0, initial));
        Assert.Equal(provide == 3, proposal == Proposal + Initial);
        Assert.Equal(Selection, Convert.ToHexStringLower(peer.Selection(2, 0)));
        Assert.Equal("9a067028a643bd2c", Convert.ToHexStringLower(MsePeer.Apply(peer.StreamB, new byte[8])));
    }

    [Fact]
    public void V2_longest_pads_give_the_vectors_packets()
    {
        var accepting = HandshakeMachine.Incoming(
            0,
            Handshakes.Settings(EncryptionPolicy.Preferred, new ScriptedRandom(ExponentB, 512, 0xbb)),
            InfoHashIndex.Create([Skey]),
            null);
        var connecting = HandshakeMachine.Outgoing(
            0,
            Handshakes.Settings(EncryptionPolicy.Allowed, new ScriptedRandom(ExponentA, 512, 0xaa)),
            Skey,
            encrypted: true,
            null);
        var first = Handshakes.RunAndTake(connecting);
        Assert.Equal("4a08cd7e56ded1f1e00c4e4cf434a6a94162e5f77a3e41ffbb89cf13b51f15de", Sha256(first));
        accepting.Receive(0, first, out _);
        var second = Handshakes.RunAndTake(accepting);
        Assert.Equal("9a8b6e74d63ae144590a09b3cd8708f9d58572edcc89c179d49d311cb5de0b73", Sha256(second));

        var peer = new MsePeer(ExponentA);
        peer.Meet(second, Skey);
        byte[] third = [.. peer.Names(Skey), .. peer.Proposal(3, 512, MsePeer.Greeting(Skey, "-TT0001-abcdefghijkl"u8.ToArray(), 0x100005))];
        Assert.Equal("cdec790da72fbbc188e66bac895ff3dc3c9aabde1261334547b49474cfd025b1", Sha256(third));
        Assert.Equal(HandshakeStatus.Done, accepting.Receive(0, third, out _));
        Assert.Equal("7ae58bdd1305e33b", Keystream(accepting.Result.Inbound!));

        connecting.Receive(0, second, out _);
        Handshakes.RunAndTake(connecting);
        connecting.Receive(0, peer.Selection(2, 512), out _);
        Assert.Equal("greeting", connecting.Phase);
        byte[] fifth = [.. MsePeer.Greeting(Skey, Handshakes.TheirId, 0)];
        var keystream = Convert.FromHexString("d3f0d6fe86a6aeb4");
        var encrypted = MsePeer.Apply(peer.StreamB, fifth);
        Assert.Equal(keystream, encrypted.Zip(fifth, (a, b) => (byte)(a ^ b)).Take(8));
        Assert.Equal(HandshakeStatus.Done, connecting.Receive(0, encrypted, out _));
    }

    [Fact]
    public void V3_a_secret_that_begins_with_zero_is_hashed_at_full_length()
    {
        byte[] exponent = [.. ExponentB[..^1], 0xb7];
        Span<byte> secret = stackalloc byte[96];
        DiffieHellman.Secret(Convert.FromHexString(Ya), exponent, secret);
        var hex = Convert.ToHexStringLower(secret);
        Assert.StartsWith("00804ec8985a6a46", hex, StringComparison.Ordinal);
        Assert.EndsWith("0f66e4", hex, StringComparison.Ordinal);

        Span<byte> digest = stackalloc byte[20];
        MseKeys.Req1(secret, digest);
        Assert.Equal("bffa0ab6ce946dbf72a111a2a84adef83fc1f0c6", Convert.ToHexStringLower(digest));
        AssertStream(MseKeys.StreamA(secret, Skey), "0551526ab7a25d5d66c174480ab953ea901b1413");
        AssertStream(MseKeys.StreamB(secret, Skey), "bf3913fa53e7db00744f89b25abddcd7370d0990");
    }

    [Fact]
    public void V4_a_public_key_that_begins_with_zero_is_sent_at_full_length()
    {
        byte[] exponent = [.. ExponentB[..^1], 0x4e];
        var settings = Handshakes.Settings(EncryptionPolicy.Preferred, new ScriptedRandom(exponent));
        var machine = HandshakeMachine.Incoming(0, settings, InfoHashIndex.Create([Skey]), null);
        Feed(machine, Ya);
        var answer = Convert.ToHexStringLower(Handshakes.RunAndTake(machine));
        Assert.Equal(192, answer.Length);
        Assert.StartsWith("003fa6cc96b84026", answer, StringComparison.Ordinal);
        Assert.EndsWith("3848a9", answer, StringComparison.Ordinal);

        Span<byte> secret = stackalloc byte[96];
        Span<byte> digest = stackalloc byte[20];
        DiffieHellman.Secret(Convert.FromHexString(answer), ExponentA, secret);
        Assert.StartsWith("6b6035b0df0e452c", Convert.ToHexStringLower(secret), StringComparison.Ordinal);
        MseKeys.Req1(secret, digest);
        Assert.Equal("8e960f8200119d8c9244390032a28c19c7b27c51", Convert.ToHexStringLower(digest));
    }

    private static void Feed(HandshakeMachine machine, string hex)
    {
        machine.Receive(0, Convert.FromHexString(hex), out var consumed);
        Assert.Equal(hex.Length / 2, consumed);
    }

    private static void AssertStream(Rc4 stream, string key) =>
        Assert.Equal(Keystream(new Rc4(Convert.FromHexString(key), 1024)), Keystream(stream));

    private static string Keystream(Rc4 stream)
    {
        var zeros = new byte[8];
        stream.Process(zeros);
        return Convert.ToHexStringLower(zeros);
    }

    private static string Sha256(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));
}
