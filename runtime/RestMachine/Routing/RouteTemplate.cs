namespace RestMachine.Routing;

/// <summary>A template such as <c>/users/{id:int}/files/{*path}</c>, read into segments.</summary>
internal sealed class RouteTemplate
{
    private RouteTemplate(string text, RouteSegment[] segments)
    {
        Text = text;
        Segments = segments;
        Parameters =
        [
            .. segments.Where(segment => segment.Kind != SegmentKind.Literal).Select(segment => segment.Text),
        ];
    }

    public string Text { get; }

    public IReadOnlyList<RouteSegment> Segments { get; }

    /// <summary>Names of the parameters in the order of their segments.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>A group's prefix and what stands behind it; each begins with a slash.</summary>
    public static string Join(string prefix, string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.StartsWith('/')
            ? $"{prefix.TrimEnd('/')}{template}"
            : throw new ArgumentException(
                $"Route template \"{template}\" has to start with a slash.",
                nameof(template)
            );
    }

    public static RouteTemplate Parse(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (!template.StartsWith('/'))
        {
            throw new ArgumentException($"Route template \"{template}\" has to start with a slash.", nameof(template));
        }

        var body = template.AsSpan(1).TrimEnd('/').ToString();
        var segments = body.Length == 0 ? [] : body.Split('/').Select(segment => Read(segment, template)).ToArray();
        var parsed = new RouteTemplate(template, segments);
        Check(parsed, template);
        return parsed;
    }

    /// <summary>The parameter's place in the route's values; -1 when the template has none of that name.</summary>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Parameters.Count; index++)
        {
            if (Parameters[index].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }

    private static void Check(RouteTemplate parsed, string template)
    {
        var repeated = parsed
            .Parameters.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
        {
            throw new ArgumentException(
                $"Route template \"{template}\" has the parameter \"{repeated.Key}\" twice.",
                nameof(template)
            );
        }

        if (parsed.Segments.SkipLast(1).Any(segment => segment.Kind == SegmentKind.CatchAll))
        {
            throw new ArgumentException(
                $"Route template \"{template}\" has a catch-all that is not its last segment.",
                nameof(template)
            );
        }
    }

    private static RouteSegment Read(string segment, string template)
    {
        if (segment is ['{', .. var inner, '}'])
        {
            return Parameter(inner, template);
        }

        if (segment.Length == 0 || segment.AsSpan().IndexOfAny("{}?#") >= 0)
        {
            throw new ArgumentException(
                $"Route template \"{template}\" has the segment \"{segment}\"; "
                    + "a segment is either text or one parameter in braces, like {id} or {id:int} or {*rest}.",
                nameof(template)
            );
        }

        return new RouteSegment(SegmentKind.Literal, Uri.UnescapeDataString(segment), RouteConstraint.None);
    }

    private static RouteSegment Parameter(string inner, string template)
    {
        var isCatchAll = inner.StartsWith('*');
        var parts = inner.TrimStart('*').Split(':', 2);
        if (parts[0].Length == 0 || parts[0].Any(character => !char.IsLetterOrDigit(character) && character != '_'))
        {
            throw new ArgumentException(
                $"Route template \"{template}\" has the parameter \"{{{inner}}}\"; a name is letters, digits and _.",
                nameof(template)
            );
        }

        var constraint = parts.Length == 1 ? RouteConstraint.None : RouteConstraint.Find(parts[1], template);
        return new RouteSegment(isCatchAll ? SegmentKind.CatchAll : SegmentKind.Parameter, parts[0], constraint);
    }
}
