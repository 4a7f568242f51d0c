using System.Globalization;
using Terminal.Gui.Input;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Which files of a new torrent are wanted, before it starts.</summary>
internal sealed class FileChoiceDialog : Panel
{
    private const int WantedColumns = 110;
    private const int MaxRows = 60;
    private const int SizeColumns = 7;

    private readonly TorrentMetainfo _torrent;
    private readonly AddDialog.Manner _manner;
    private readonly (string Path, long Length)[] _files;
    private readonly bool[] _isWanted;
    private readonly ListPart _list;
    private readonly TextPart _sum = new("", rows: 2);
    private long? _free;

    private FileChoiceDialog(UiContext ui, TorrentMetainfo torrent, AddDialog.Manner manner)
        : base(ui, Core.SafeText.From(torrent.Name, 200), WantedColumns)
    {
        (_torrent, _manner) = (torrent, manner);
        Hint = "Space ticks, a all, n none, i invert, Enter adds";
        Enter = Accept;
        _files = [.. torrent.Files.Where(static file => !file.IsPad).Select(static file => (PathOf(file), file.Length))];
        _isWanted = new bool[_files.Length];
        Array.Fill(_isWanted, true);
        _list = new ListPart(Math.Min(_files.Length, MaxRows), Compose) { OtherKey = Press, Clicked = Toggle };
        _list.Count = _files.Length;
        Fill(_list, _sum, new ButtonsPart(("Add", Accept), ("Cancel", Close)));
    }

    /// <summary>Asks.</summary>
    public static void Show(UiContext ui, TorrentMetainfo torrent, AddDialog.Manner manner)
    {
        var dialog = new FileChoiceDialog(ui, torrent, manner);
        dialog.AskFreeSpace();
        dialog.Tell();
        dialog.Open();
    }

    private static string PathOf(TorrentFile file)
    {
        var path = file.Path;
        return Core.SafeText.From(string.Join('/', path.Count > 1 ? path.Skip(1) : path), 400);
    }

    private void AskFreeSpace()
    {
        if (_manner.Directory.Length == 0)
        {
            _free = Ui.Model.Session is { FreeBytes: >= 0 } session ? session.FreeBytes : null;
            return;
        }

        Ui.Link.Send(Requests.FreeSpace(_manner.Directory), answer =>
        {
            if (answer.IsOk && FormNumbers.Number(answer.Result, "size_bytes") is > 0 and var free)
            {
                _free = (long)free;
                Tell();
                Refresh();
            }
        });
    }

    private bool Press(Key key)
    {
        if (key == Key.Space)
        {
            Toggle();
            _list.MoveTo(_list.Index + 1);
        }
        else if (key == Key.A)
        {
            Array.Fill(_isWanted, true);
        }
        else if (key == Key.N)
        {
            Array.Fill(_isWanted, false);
        }
        else if (key == Key.I)
        {
            for (var i = 0; i < _isWanted.Length; i++)
            {
                _isWanted[i] = !_isWanted[i];
            }
        }
        else
        {
            return false;
        }

        Tell();
        return true;
    }

    private void Toggle()
    {
        _isWanted[_list.Index] = !_isWanted[_list.Index];
        Tell();
    }

    private void Tell()
    {
        var (count, bytes, all) = (0, 0L, 0L);
        for (var i = 0; i < _files.Length; i++)
        {
            all += _files[i].Length;
            if (_isWanted[i])
            {
                count++;
                bytes += _files[i].Length;
            }
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{count} of {_files.Length} files, {RateText.Short(bytes)} of {RateText.Short(all)}");
        if (count == 0)
        {
            _sum.Say(text + ". Nothing would be downloaded.", Role.Warn);
        }
        else if (_free is { } free && bytes > free)
        {
            _sum.Say($"{text}. Only {RateText.Short(free)} are free there: it will not fit.", Role.Warn);
        }
        else
        {
            _sum.Say(_free is { } room ? $"{text}; {RateText.Short(room)} free." : text + ".", Role.Dim);
        }
    }

    private void Compose(ScreenRow row, int index, Ground ground)
    {
        var writer = new RowWriter(row);
        var ink = new Ink(_isWanted[index] ? Role.Text : Role.Dim, ground);
        writer.Put(_isWanted[index] ? "[x] " : "[ ] ", ink);
        writer.PutFit(_files[index].Path, Math.Max(1, writer.Left - SizeColumns - 2), ink);
        writer.PutRight(RateText.Short(_files[index].Length), SizeColumns, ink);
        writer.Blank(writer.Left, ink);
    }

    private void Accept()
    {
        Close();
        var unwanted = new List<int>();
        for (var i = 0; i < _isWanted.Length; i++)
        {
            if (!_isWanted[i])
            {
                unwanted.Add(i);
            }
        }

        AddDialog.Send(Ui, new AddSource(_torrent.Name, _torrent), _manner, unwanted);
    }
}
