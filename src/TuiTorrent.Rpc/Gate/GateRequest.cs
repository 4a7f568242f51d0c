using System.Net;

namespace TuiTorrent.Rpc.Gate;

/// <summary>What the gate looks at of a request, before its body is read.</summary>
public readonly record struct GateRequest
{
    /// <summary>"POST".</summary>
    public required string Method { get; init; }

    /// <summary>As it stands in the request line, nothing decoded.</summary>
    public required string Target { get; init; }

    /// <summary>By the Unix socket.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Our end of the TCP connection.</summary>
    public IPEndPoint? Own { get; init; }

    /// <summary>Its other end.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>The header of this name, as often as it came.</summary>
    public HeaderValues Host { get; init; }

    /// <summary>The same.</summary>
    public HeaderValues Origin { get; init; }

    /// <summary>The same.</summary>
    public HeaderValues SecFetchSite { get; init; }

    /// <summary>The same.</summary>
    public HeaderValues ContentType { get; init; }

    /// <summary>The same.</summary>
    public HeaderValues SessionId { get; init; }

    /// <summary>The same.</summary>
    public HeaderValues Authorization { get; init; }
}

/// <summary>A header as far as the gate cares: one that comes twice is never right.</summary>
/// <param name="Count">How often it came.</param>
/// <param name="First">The first of them.</param>
public readonly record struct HeaderValues(int Count, string? First)
{
    /// <summary>It came once.</summary>
    public static HeaderValues Of(string value) => new(1, value);

    /// <summary>The only one; null if there is none, or more than one.</summary>
    public string? Sole => Count == 1 ? First : null;
}

/// <summary>What becomes of a request.</summary>
/// <param name="Status">0 to let it in; else the HTTP status.</param>
/// <param name="Text">Why not, for people; it holds nothing of the request.</param>
/// <param name="RetryAfterSeconds">When to try again; 0 to say nothing of it.</param>
public readonly record struct GateVerdict(int Status, string Text, int RetryAfterSeconds = 0)
{
    /// <summary>Come in.</summary>
    public static GateVerdict Pass => default;

    /// <summary>Whether it may come in.</summary>
    public bool IsPass => Status == 0;
}
