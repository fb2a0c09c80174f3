using RestMachine.Routing;

namespace RestMachine.Tests.Routing;

/// <summary>The same rules without a tree: try every route and take the one whose segments are the narrowest.</summary>
internal sealed class ReferenceRouter(IReadOnlyList<Route> routes)
{
    /// <summary>HEAD is answered where GET is, by a route of its own if that place has one.</summary>
    public (Route? Route, string[] Values) Match(string method, string path)
    {
        return routes
            .Where(route => route.Method == method || (method == "HEAD" && route.Method == "GET"))
            .Select(route => (Route: (Route?)route, Read: Read(route.Template, path)))
            .Where(candidate => candidate.Read is not null)
            .OrderBy(candidate => candidate.Read!.Value.Ranks, StringComparer.Ordinal)
            .ThenBy(candidate => candidate.Route!.Method != method)
            .Select(candidate => (candidate.Route, candidate.Read!.Value.Values))
            .FirstOrDefault((null, []));
    }

    public IEnumerable<Route> RoutesOf(string path) => routes.Where(route => Read(route.Template, path) is not null);

    /// <summary>Whether a path of some length means the same to both: why the router refuses the second.</summary>
    public static bool AreAlike(Route route, IEnumerable<Route> others) =>
        others.Any(other =>
            other.Method == route.Method && Shapes(other.Template).Intersect(Shapes(route.Template)).Any()
        );

    /// <summary>One trailing slash is ignored; what is empty otherwise is a segment.</summary>
    private static string[] SegmentsOf(string path) =>
        path == "/" ? [] : (path.EndsWith('/') ? path[1..^1] : path[1..]).Split('/');

    /// <summary>Words whose ordinal order is that of precedence, and the values; null when the path does not fit.</summary>
    private static (string Ranks, string[] Values)? Read(RouteTemplate template, string path)
    {
        var segments = SegmentsOf(path);
        var (ranks, values) = ("", new List<string>());
        for (var index = 0; index < template.Segments.Count; index++)
        {
            var segment = template.Segments[index];
            if (segment.Kind == SegmentKind.CatchAll)
            {
                // All that is left as it is, a trailing slash included.
                var rest = string.Join('/', path[1..].Split('/').Skip(index).Select(Uri.UnescapeDataString));
                return (ranks + "z", [.. values, rest]);
            }

            if (index == segments.Length && segment.IsOptional)
            {
                return (ranks, [.. values]);
            }

            var text = index < segments.Length ? Uri.UnescapeDataString(segments[index]) : "";
            if (text.Length == 0 || !Fits(segment, text))
            {
                return null;
            }

            ranks += RankOf(segment);
            values.AddRange(segment.Kind == SegmentKind.Literal ? [] : [text]);
        }

        return template.Segments.Count == segments.Length ? (ranks, [.. values]) : null;
    }

    private static bool Fits(RouteSegment template, string text) =>
        template.Kind == SegmentKind.Literal
            ? template.Text == text
            : template.Constraint.Name.Split(':').All(name => Fits(name, text));

    /// <summary>The constraints of the tables, written down a second time.</summary>
    private static bool Fits(string constraint, string text) =>
        constraint switch
        {
            "" => true,
            "int" => int.TryParse(text, out _),
            "long" => long.TryParse(text, out _),
            "bool" => text is "true",
            "guid" => text.Length == 36 && text.Count(character => character == '-') == 4,
            "alpha" => text.All(char.IsAsciiLetter),
            "range(5,9)" => text is "7" or "8",
            "min(8)" => long.TryParse(text, out var number) && number >= 8,
            "max(7)" => long.TryParse(text, out var number) && number <= 7,
            "length(2)" => text.Length == 2,
            "minlength(2)" => text.Length >= 2,
            "regex(^[a-c]+$)" => text.All(character => character is >= 'a' and <= 'c'),
            _ => throw new InvalidDataException(constraint),
        };

    private static string RankOf(RouteSegment segment) =>
        segment.Kind == SegmentKind.Literal ? "a"
        : segment.Constraint.Name.Length == 0 ? "y"
        : "b" + (char)('a' + Array.IndexOf(Kinds, segment.Constraint.Name));

    /// <summary>The constraints of the tables, the narrowest first, as RouteConstraint says: kind, number of parts, text.</summary>
    private static readonly string[] Kinds =
    [
        "bool",
        "range(5,9):int",
        "min(8)",
        "max(7)",
        "int",
        "long",
        "guid",
        "regex(^[a-c]+$)",
        "alpha",
        "length(2)",
        "minlength(2)",
    ];

    private static IEnumerable<string> Shapes(RouteTemplate template) =>
        Enumerable
            .Range(template.Required, template.Segments.Count - template.Required + 1)
            .Select(length => string.Join('/', template.Segments.Take(length).Select(ShapeOf)));

    private static string ShapeOf(RouteSegment segment) =>
        segment.Kind == SegmentKind.Literal ? segment.Text.Replace("/", "%2F", StringComparison.Ordinal)
        : segment.Kind == SegmentKind.CatchAll ? "{*}"
        : $"{{{segment.Constraint.Name}}}";
}
