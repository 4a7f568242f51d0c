namespace TuiTorrent.Core.Session;

/// <summary>How much a note matters to a person.</summary>
public enum NoteLevel
{
    /// <summary>Something does not work as it should.</summary>
    Warning,

    /// <summary>Worth a line.</summary>
    Info,

    /// <summary>For those who look closely.</summary>
    Debug,
}
