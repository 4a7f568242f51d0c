using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>What stands below the bar of tabs: one tab's rows. <see cref="DetailsView"/> paints them.</summary>
/// <remarks>Only the thread of the screen. <see cref="Prepare"/> comes before the rows of each composition.</remarks>
internal abstract class DetailPage
{
    /// <summary>Whether the keys are its own, so that its cursor shows.</summary>
    public bool IsFocused { get; set; }

    /// <summary>What the link must keep fresh for it.</summary>
    public abstract DetailPart Parts(TorrentItem torrent);

    /// <summary>What to say instead of rows: why there are none; null where there are.</summary>
    public abstract string? Missing(DetailFocus focus);

    /// <summary>Gets ready to compose rows.</summary>
    /// <param name="focus">Of what.</param>
    /// <param name="size">Of the page, at least one row.</param>
    public abstract void Prepare(DetailFocus focus, Size size);

    /// <summary>Writes one row; it is blank before.</summary>
    public abstract void ComposeRow(ScreenRow row, int y);

    /// <summary>Moves what moves in it.</summary>
    public abstract void Move(CursorMove move);

    /// <summary>A row was clicked.</summary>
    public virtual void Click(int y)
    {
    }

    /// <summary>Another torrent: nothing of this one may stay.</summary>
    public abstract void Forget();

    /// <summary>How the row under the cursor looks.</summary>
    protected Ground GroundOf(bool isCurrent) => isCurrent && IsFocused ? Ground.Cursor : Ground.Plain;

    /// <summary>The mark at the row under the cursor, or a blank.</summary>
    protected string MarkOf(bool isCurrent) => isCurrent && IsFocused ? GlyphSet.Current.Cursor : " ";
}
