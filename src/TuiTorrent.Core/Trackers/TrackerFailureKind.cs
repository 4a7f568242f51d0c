namespace TuiTorrent.Core.Trackers;

/// <summary>Why an announce or scrape brought nothing.</summary>
public enum TrackerFailureKind
{
    /// <summary>We gave up ourselves; nothing is known about the tracker.</summary>
    Cancelled,

    /// <summary>The URL can't be announced to: scheme, port or length.</summary>
    BadUrl,

    /// <summary><see cref="TrackerAddressPolicy"/> forbids the address that the name or a redirect leads to.</summary>
    AddressRefused,

    /// <summary>The name has no address.</summary>
    NameNotFound,

    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>No whole answer in time.</summary>
    Timeout,

    /// <summary>TLS failed: certificate, name or protocol.</summary>
    InsecureConnection,

    /// <summary>An HTTP status other than 200 without a bencoded reason.</summary>
    BadStatus,

    /// <summary>More than <see cref="Session.Limits.MaxTrackerRedirects"/> redirects, one without a target, or one from https to http.</summary>
    BadRedirect,

    /// <summary>More than <see cref="Session.Limits.MaxTrackerReplyBytes"/> after decompression.</summary>
    ReplyTooLong,

    /// <summary>Not what the protocol says.</summary>
    BadReply,

    /// <summary>The tracker itself said no, with a reason.</summary>
    Refused,
}
