namespace TuiTorrent.Interop.Transfers;

/// <summary>A transfer came to nothing; the message holds what both sides said.</summary>
internal sealed class TransferFailedException(string message, Exception inner) : Exception(message, inner);
