using System.Text.RegularExpressions;

namespace RestMachine.Routing;

/// <summary>A regular expression over a whole segment, in time linear in its length whatever a client sends.</summary>
internal static class SegmentPattern
{
    public static SegmentTest Test(string pattern, string template)
    {
        try
        {
            var regex = new Regex(
                $@"\A(?:{pattern})\z",
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
                Regex.InfiniteMatchTimeout
            );
            return segment => regex.IsMatch(segment);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException(
                $"Route template \"{template}\" has the pattern \"{pattern}\": {exception.Message} "
                    + "(patterns run without backtracking: no lookarounds, no backreferences)",
                nameof(template),
                exception
            );
        }
    }
}
