using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>How it stands with a tracker, in words.</summary>
internal static class TrackerWords
{
    /// <summary>"works", "fails", "asking now" and so on, with the role that it is shown in.</summary>
    public static (string Text, Role Role) State(TrackerItem tracker) => tracker switch
    {
        { State: 3 } => ("asking now", Role.Text),
        { LastAt: > 0, IsLastGood: false } => ("fails", Role.Bad),
        { LastAt: > 0 } => ("works", Role.Good),
        { State: 2 } => ("its turn comes", Role.Dim),
        { State: 1 } => ("not asked yet", Role.Dim),
        _ => ("in reserve", Role.Dim),
    };

    /// <summary>"in 26 min", or why not.</summary>
    public static string Next(TrackerItem tracker, TimeWords words) => tracker switch
    {
        { State: 3 } => "answer awaited",
        { NextAt: > 0 } => words.In(tracker.NextAt),
        { LastAt: 0 } => "if others fail",
        _ => "not again",
    };

    /// <summary>The last answer, with its age; "" before the first.</summary>
    public static string Last(TrackerItem tracker, TimeWords words)
    {
        if (tracker.LastAt <= 0)
        {
            return "";
        }

        var said = tracker switch
        {
            { IsLastGood: true, LastResult: "" or "Success" } => $"{NumberText.Of(Math.Max(0, tracker.PeersReceived), "peer")} received",
            { IsLastGood: true } => $"{NumberText.Of(Math.Max(0, tracker.PeersReceived), "peer")} received; it says: {tracker.LastResult}",
            { LastResult: "" } => "no answer",
            _ => tracker.LastResult,
        };
        return $"{words.Ago(tracker.LastAt)}: {said}";
    }

    /// <summary>"120 seeds, 41 others"; "" where it does not say.</summary>
    public static string Swarm(TrackerItem tracker) => (tracker.Seeds, tracker.Leechers) switch
    {
        ( >= 0, >= 0) => $"{NumberText.Of(tracker.Seeds, "seed")}, {NumberText.Of(tracker.Leechers, "other")}",
        ( >= 0, _) => NumberText.Of(tracker.Seeds, "seed"),
        (_, >= 0) => NumberText.Of(tracker.Leechers, "other"),
        _ => "",
    };
}
