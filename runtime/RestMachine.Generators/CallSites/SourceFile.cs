namespace RestMachine.Generators.CallSites;

/// <summary>The registrations of one source file.</summary>
internal sealed record SourceFile(string HintName, EquatableArray<CallSite> CallSites)
{
    public static IEnumerable<SourceFile> GroupByFile(IEnumerable<CallSite> callSites) =>
        callSites
            .GroupBy(callSite => callSite.FilePath, StringComparer.Ordinal)
            .GroupBy(file => NameOf(file.Key), StringComparer.OrdinalIgnoreCase)
            .SelectMany(sameName => sameName.OrderBy(file => file.Key, StringComparer.Ordinal).Select(Number));

    /// <summary>
    /// Files of one name in several folders are numbered, since a path would differ from machine to machine; behind a
    /// dash, which no other file's name has here.
    /// </summary>
    private static SourceFile Number(IGrouping<string, CallSite> file, int index)
    {
        var number = index == 0 ? "" : $"-{index + 1}";
        return new SourceFile($"{NameOf(file.Key)}{number}.g.cs", new([.. file]));
    }

    private static string NameOf(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        var stem = name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 3) : name;
        return new string([
            .. stem.Select(character => char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '_'),
        ]);
    }
}
