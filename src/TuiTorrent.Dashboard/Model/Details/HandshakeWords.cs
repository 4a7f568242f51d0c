using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>What became of handshakes, in words.</summary>
internal static class HandshakeWords
{
    /// <summary>A verdict of the daemon in words, and the role that it is shown in. Verdicts that are not known here lose their underscores.</summary>
    public static (string Text, Role Role) Verdict(string verdict) => verdict switch
    {
        "rc4" => ("MSE, RC4", Role.Good),
        "mse_plaintext" => ("MSE, then plain", Role.Text),
        "plain" => ("plain", Role.Text),
        _ => (Reason(verdict), Role.Warn),
    };

    /// <summary>Why one failed, in a few words.</summary>
    public static string Reason(string reason) => reason switch
    {
        "connect_failed" => "could not connect",
        "connect_timeout" => "no answer when we connected",
        "remote_closed" => "it hung up",
        "socket_error" => "the connection broke",
        "too_many_connections" => "all connections were in use",
        "too_many_handshakes" => "too many handshakes at once",
        "too_many_from_source" => "too many from one address",
        "banned" => "banned",
        "duplicate_peer" => "connected already",
        "self_connection" => "it was ourselves",
        "handshake_too_short" => "it hung up amid the handshake",
        "handshake_timeout" => "no full handshake in time",
        "handshake_unsynchronised" => "random data, but no MSE in it",
        "plaintext_refused" => "plain: our policy refuses it",
        "encryption_refused" => "MSE: our policy refuses it",
        "peer_is_plaintext_only" => "it speaks plain only",
        "bad_public_key" => "MSE with a bad key",
        "key_exchange_overload" => "too many key exchanges at once",
        "unknown_info_hash" => "for a torrent that is not here",
        "info_hash_mismatch" => "it meant another torrent",
        "bad_verification_constant" => "MSE did not verify",
        "no_common_crypto_method" => "no cipher in common",
        "bad_crypto_select" => "it chose a cipher not offered",
        "pad_too_long" => "MSE with too long a pad",
        "initial_payload_too_long" => "MSE with too long a start",
        "bad_protocol_name" => "not BitTorrent",
        "both_seeds" => "both have all",
        _ => reason.Length == 0 ? "unknown" : reason.Replace('_', ' '),
    };

    /// <summary>What a policy means, a sentence.</summary>
    public static string Policy(string policy) => policy switch
    {
        "disabled" => "disabled: plain handshakes only.",
        "allowed" => "allowed: plain first; who comes encrypted is welcome.",
        "preferred" => "preferred: MSE first, plain where a peer can't.",
        "required" => "required: MSE only, plain ones are refused.",
        _ => policy.Length == 0 ? "not told." : policy + ".",
    };

    /// <summary>How many of some peers travel in which way.</summary>
    public static (int Rc4, int MsePlaintext, int Plain) Tally(IReadOnlyList<PeerItem> peers)
    {
        var (rc4, plaintext, plain) = (0, 0, 0);
        foreach (var peer in peers)
        {
            switch (peer.Cipher)
            {
                case PeerCipher.Rc4:
                    rc4++;
                    break;
                case PeerCipher.MsePlaintext:
                    plaintext++;
                    break;
                default:
                    plain++;
                    break;
            }
        }

        return (rc4, plaintext, plain);
    }
}
