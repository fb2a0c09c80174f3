namespace RestMachine.Routing;

/// <summary>One segment of a template; its text is decoded, or is the parameter's name.</summary>
internal sealed record RouteSegment(SegmentKind Kind, string Text, RouteConstraint Constraint)
{
    /// <summary>Whether the path may end before it.</summary>
    public bool IsOptional { get; init; }

    public static RouteSegment Read(string segment, string template)
    {
        if (segment is ['{', .. var inner, '}'])
        {
            return Parameter(inner, template);
        }

        if (segment.Length == 0 || segment.AsSpan().IndexOfAny("{}?#") >= 0)
        {
            throw new ArgumentException(
                $"Route template \"{template}\" has the segment \"{segment}\"; "
                    + "a segment is either text or one parameter in braces, like {id} or {id:int} or {id?} or {*rest}.",
                nameof(template)
            );
        }

        return new RouteSegment(SegmentKind.Literal, Uri.UnescapeDataString(segment), RouteConstraint.None);
    }

    /// <summary>
    /// The question mark stands last: <c>{id?}</c>, <c>{id:int?}</c>. ASP.NET Core has the rest of a path with one star
    /// and with two.
    /// </summary>
    private static RouteSegment Parameter(string inner, string template)
    {
        var stars =
            inner is ['*', '*', ..] ? 2
            : inner is ['*', ..] ? 1
            : 0;
        var isCatchAll = stars > 0;
        var isOptional = inner.EndsWith('?');
        var body = inner.AsSpan(stars);
        body = isOptional ? body[..^1] : body;
        var colon = body.IndexOf(':');
        var name = (colon < 0 ? body : body[..colon]).ToString();
        if (name.Length == 0 || name.Any(character => !char.IsLetterOrDigit(character) && character != '_'))
        {
            throw new ArgumentException(
                $"Route template \"{template}\" has the parameter \"{{{inner}}}\"; a name is letters, digits and _.",
                nameof(template)
            );
        }

        if (isCatchAll && (isOptional || colon >= 0))
        {
            throw new ArgumentException(
                $"Route template \"{template}\" has the parameter \"{{{inner}}}\"; "
                    + "a catch-all takes what is left, nothing included: it has neither constraint nor question mark.",
                nameof(template)
            );
        }

        var constraint =
            colon < 0 ? RouteConstraint.None : RouteConstraint.Parse(body[(colon + 1)..].ToString(), template);
        var kind = isCatchAll ? SegmentKind.CatchAll : SegmentKind.Parameter;
        return new RouteSegment(kind, name, constraint) { IsOptional = isOptional };
    }
}

internal enum SegmentKind
{
    Literal,
    Parameter,
    CatchAll,
}
