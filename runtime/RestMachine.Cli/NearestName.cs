namespace RestMachine.Cli;

internal static class NearestName
{
    /// <returns>Null if none is within two letters of the word, or within one of a short word.</returns>
    public static string? Of(string word, IEnumerable<string> names)
    {
        var most = word.TrimStart('-').Length < 4 ? 1 : 2;
        return names
            .Where(name => name.Length > 2)
            .Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(pair => pair.Distance <= most || IsBeginning(word, pair.Name))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name)
            .FirstOrDefault();
    }

    private static bool IsBeginning(string word, string name) =>
        word.Trim('-').Length > 2 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    // Levenshtein's: letters to insert, remove or replace.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var isSame = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]);
                var replaced = diagonal + (isSame ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
