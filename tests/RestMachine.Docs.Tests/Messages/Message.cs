using System.Text.RegularExpressions;

namespace RestMachine.Docs.Tests.Messages;

/// <summary>Text that the product may print, with holes where values go.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Text">The words as they are in the source, <c>…</c> for every hole.</param>
internal sealed partial record Message(string Place, string Text)
{
    public const char Hole = '…';

    /// <summary>What stands between holes and has a word in it.</summary>
    public IReadOnlyList<string> Pieces { get; } =
    [
        .. Text.Split(Hole, '\n')
            .Select(piece => Space().Replace(piece, " ").Trim())
            .Where(piece => Word().IsMatch(piece)),
    ];

    /// <summary>How many words of a language it has: no names with dots or underscores, paths or formats.</summary>
    public int Words => Plain().Count(Text.Replace(Hole, ' '));

    /// <summary>Whether all pieces stand in the text, in their order.</summary>
    public bool IsIn(string text)
    {
        var from = 0;
        foreach (var piece in Pieces)
        {
            var found = text.IndexOf(piece, from, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            from = found + piece.Length;
        }

        return true;
    }

    public override string ToString() => $"{Place}: {Text}";

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<!\S)[""'(\[]*\p{L}[\p{L}'-]+[.,;:!?)""'\]]*(?!\S)", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
