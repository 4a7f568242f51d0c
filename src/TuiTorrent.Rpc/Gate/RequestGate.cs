using System.Net;
using System.Security.Cryptography;
using System.Text;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Rpc.Gate;

/// <summary>Decides by its head whether a request may come in. Invariant: whoever is refused at one step learns nothing of the later ones, least of all the session id.</summary>
/// <remarks>
/// Any thread; opens no socket, reads no file. The steps, in order: source address, Host, Origin and Sec-Fetch-Site, path, method, Content-Type, password, session id.
/// No answer ever carries a CORS header, so that no page of another origin can read one, and none can send our session id without a preflight, which is refused.
/// </remarks>
public sealed class RequestGate
{
    private const int SessionIdBytes = 32;

    private readonly GateSettings _settings;
    private readonly CredentialCheck? _credentials;
    private readonly byte[] _sessionId;

    /// <summary>With a session id of its own.</summary>
    public RequestGate(GateSettings settings, TimeProvider time)
    {
        _settings = settings;
        _credentials = settings.Credentials is null ? null : new CredentialCheck(settings.Credentials, time);
        SessionId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SessionIdBytes));
        _sessionId = Encoding.ASCII.GetBytes(SessionId);
    }

    /// <summary>256 bits in hex; goes with a 409 only.</summary>
    public string SessionId { get; }

    /// <summary>How often a password was really compared, which is slow on purpose.</summary>
    internal long Derivations => _credentials?.Derivations ?? 0;

    /// <summary>The verdict. May take tens of milliseconds, once for each new password.</summary>
    public GateVerdict Judge(in GateRequest request)
    {
        if (!request.IsLocal && !IsSourceAllowed(request.Source))
        {
            return new GateVerdict(403, "This address is not on the list.");
        }

        if (request.Host.Sole is not { Length: > 0 } host)
        {
            return new GateVerdict(400, "One Host header is wanted.");
        }

        if (!HostRule.IsOurs(host, request, _settings.HostNames))
        {
            return new GateVerdict(421, "This is not the host that you think. Use an address, or list the name in config.toml.");
        }

        if (IsForeign(request, host))
        {
            return new GateVerdict(403, "Requests of other web sites are refused.");
        }

        // transmission-remote ends the path with a slash.
        if (request.Target is not (RpcHeaders.TransmissionPath or RpcHeaders.TransmissionPath + "/" or RpcHeaders.OwnPath))
        {
            return new GateVerdict(404, "Nothing here.");
        }

        // Sonarr and others fetch the session id by GET: they get it as with POST, but nothing else.
        if (request.Method is not ("POST" or "GET"))
        {
            return new GateVerdict(405, "Only POST.");
        }

        if (request.Method == "POST" && !IsContentType(request.ContentType))
        {
            return new GateVerdict(415, "Only application/json.");
        }

        if (!request.IsLocal && _credentials?.Check(request.Authorization.Count > 1 ? "" : request.Authorization.First, request.Source!) is { IsPass: false } refusal)
        {
            return refusal;
        }

        if (!IsSessionId(request.SessionId))
        {
            // Some clients, tremc among them, read the id in the text: it is no more secret there than in the header.
            return new GateVerdict(409, $"Send this header with each request:\n{RpcHeaders.SessionId}: {SessionId}");
        }

        return request.Method == "POST" ? GateVerdict.Pass : new GateVerdict(405, "Only POST.");
    }

    private bool IsSourceAllowed(IPAddress? source)
    {
        if (source is null)
        {
            return false;
        }

        source = HostRule.Plain(source);
        if (IPAddress.IsLoopback(source))
        {
            return true;
        }

        foreach (var network in _settings.Sources)
        {
            if (network.Contains(source))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An Origin must be the very host that is asked, and a browser must call it the same.</summary>
    private static bool IsForeign(in GateRequest request, string host)
    {
        if (request.SecFetchSite.Count > 0 && request.SecFetchSite.Sole is not ("same-origin" or "none"))
        {
            return true;
        }

        if (request.Origin.Count == 0)
        {
            return false;
        }

        return request.Origin.Sole is not { } origin
            || !(Follows(origin, "http://", host) || Follows(origin, "https://", host));

        static bool Follows(string origin, string scheme, string host) =>
            origin.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && origin.AsSpan(scheme.Length).Equals(host, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// JSON, or nothing, or what transmission-remote and curl say of everything they post. The other two kinds that a form of a web page can send are refused;
    /// a form of the third kind fails at the session id.
    /// </summary>
    private static bool IsContentType(HeaderValues contentType)
    {
        if (contentType.Count == 0)
        {
            return true;
        }

        var type = contentType.Sole.AsSpan();
        type = type.IndexOf(';') is >= 0 and var semicolon ? type[..semicolon] : type;
        return type.Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsSessionId(HeaderValues sessionId)
    {
        var text = sessionId.Sole ?? "";
        Span<byte> bytes = stackalloc byte[2 * SessionIdBytes];
        bytes.Clear();
        return text.Length == bytes.Length
            && Encoding.ASCII.TryGetBytes(text, bytes, out var length) && length == bytes.Length
            && CryptographicOperations.FixedTimeEquals(bytes, _sessionId);
    }
}
