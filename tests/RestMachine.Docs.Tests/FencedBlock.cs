using System.Text.RegularExpressions;

namespace RestMachine.Docs.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path below the repository's root.</param>
/// <param name="Line">Of the block's first line, counted from 1.</param>
/// <param name="Language">The word behind the fence; empty without one.</param>
/// <param name="Note">The last line before the fence that is not empty.</param>
/// <param name="Code">What is in it.</param>
internal sealed partial record FencedBlock(string Page, int Line, string Language, string Note, string Code)
{
    /// <summary>
    /// What stands around the code when it is compiled: of &lt;!-- code: name --&gt; before the block the name, else
    /// <c>application</c>.
    /// </summary>
    public string Surrounding =>
        Marker().Match(Note) is { Success: true } marker ? marker.Groups["name"].Value : "application";

    public string Place => $"{Page}:{Line}";

    [GeneratedRegex("^<!-- code: (?<name>[a-z]+) -->$", RegexOptions.None, 1000)]
    private static partial Regex Marker();
}
