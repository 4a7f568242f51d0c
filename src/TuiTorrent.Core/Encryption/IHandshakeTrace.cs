namespace TuiTorrent.Core.Encryption;

/// <summary>Hears of each step of a handshake; called on the machine's thread and must not call back into the machine.</summary>
public interface IHandshakeTrace
{
    /// <summary>One step; the argument is valid during the call only.</summary>
    void Event(in HandshakeEvent e);
}
