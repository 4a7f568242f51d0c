using System.CommandLine;
using System.Text.Json;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent settings`: shows and changes what can be changed while the daemon runs.</summary>
internal static class SettingsVerb
{
    private const string Notes = """
        Without an argument all are printed, in the form in which they can be given:
          down-limit, up-limit           a rate such as 500K or 1.5M, or none
          alt                            on or off: the alternative limits
          alt-down-limit, alt-up-limit   a rate
          alt-schedule                   on or off: those limits at some hours only
          alt-begin, alt-end             a time of day such as 23:00
          alt-days                       days such as mon,tue, or all
          dir                            where torrents go that name no directory
          start-added                    on or off
          max-downloads, max-seeds       torrents at once, or none for no limit
          stalled-minutes                idle torrents hold up no other after so many
          ratio, idle-minutes            when seeding ends, or none
          encryption                     disabled, allowed, preferred or required
          max-peers, max-peers-per-torrent
        What is changed here goes over config.toml from then on.

        --json writes an object a setting: "setting", "value" (a number, rates in bytes
        a second; true or false; a text; or null for none).
        """;

    /// <summary>With its options.</summary>
    public static Verb Create()
    {
        var changes = Arguments.Operands("KEY=VALUE", 0);
        var command = new Command("settings", "Show or change what the daemon does for all torrents.") { changes };
        return RemoteVerb.Create(command, "settings [KEY=VALUE...]", Notes, async call =>
        {
            var (settings, writes) = Parse(call, call.Line.TextsOf(changes));
            var unit = new RateUnit(0);
            if (writes.Count > 0)
            {
                unit = await RateUnit.ReadAsync(call).ConfigureAwait(false);
                await call.AskAsync(RpcMethods.SessionSet, json =>
                {
                    foreach (var write in writes)
                    {
                        write(json, unit);
                    }
                }).ConfigureAwait(false);
            }

            // What was changed is shown as the daemon has it now.
            var session = await call.AskAsync(RpcMethods.SessionGet, static json => json.WriteTexts("fields", SessionSetting.Fields)).ConfigureAwait(false);
            Tell(call, settings, session);
            return ExitCode.Complete;
        });
    }

    private static (IReadOnlyList<SessionSetting> Settings, List<Action<Utf8JsonWriter, RateUnit>> Writes) Parse(RemoteCall call, List<string> changes)
    {
        var (settings, writes) = (new List<SessionSetting>(), new List<Action<Utf8JsonWriter, RateUnit>>());
        foreach (var change in changes)
        {
            var equals = change.IndexOf('=', StringComparison.Ordinal);
            var setting = SessionSetting.Find(equals < 0 ? change : change[..equals]);
            if (settings.Contains(setting))
            {
                throw CommandStopException.Usage($"{setting.Name} can be given once only.");
            }

            settings.Add(setting);
            if (equals >= 0)
            {
                var value = change[(equals + 1)..];
                writes.Add(setting.Parse(setting.Kind == SettingKind.Directory ? PlaceVerbs.DirectoryOf(call, value) : value));
            }
        }

        return (settings.Count > 0 ? settings : SessionSetting.All, writes);
    }

    private static void Tell(RemoteCall call, IReadOnlyList<SessionSetting> settings, JsonElement session)
    {
        var unit = RateUnit.Of(session);
        foreach (var setting in settings)
        {
            if (call.IsJson)
            {
                call.PrintJson(json => setting.WriteJson(json, session, unit));
            }
            else
            {
                call.Print($"{setting.Name}={setting.Show(session, unit)}");
            }
        }
    }
}
