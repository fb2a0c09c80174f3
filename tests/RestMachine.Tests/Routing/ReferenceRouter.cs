using RestMachine.Routing;

namespace RestMachine.Tests.Routing;

/// <summary>The same rules without a tree: try every route and take the one whose segments are the narrowest.</summary>
internal sealed class ReferenceRouter(IReadOnlyList<Route> routes)
{
    public Route? Match(string path)
    {
        var body = path[1..];
        var segments = body.Length == 0 ? [] : body.Split('/');
        return routes
            .Select(route => (Route: route, Ranks: RanksOf(route.Template, segments)))
            .Where(candidate => candidate.Ranks is not null)
            .OrderBy(candidate => candidate.Ranks, StringComparer.Ordinal)
            .FirstOrDefault()
            .Route;
    }

    /// <summary>One letter a segment, narrower first, so that ordinal order of the words is the order of precedence.</summary>
    private static string? RanksOf(RouteTemplate template, string[] segments)
    {
        var ranks = "";
        for (var index = 0; index < template.Segments.Count; index++)
        {
            var segment = template.Segments[index];
            if (segment.Kind == SegmentKind.CatchAll)
            {
                return ranks + "z";
            }

            if (index >= segments.Length || RankOf(segment, segments[index]) is not { } rank)
            {
                return null;
            }

            ranks += rank;
        }

        return template.Segments.Count == segments.Length ? ranks : null;
    }

    private static char? RankOf(RouteSegment template, string segment) =>
        template switch
        {
            { Kind: SegmentKind.Literal } => template.Text == segment ? 'a' : null,
            { Constraint.Name: "int" } => int.TryParse(segment, out _) ? 'b' : null,
            _ => segment.Length > 0 ? 'c' : null,
        };
}
