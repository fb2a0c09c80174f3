namespace RestMachine.Routing;

/// <summary>A template such as <c>/users/{id:int}/files/{*path}</c>, read into segments.</summary>
internal sealed class RouteTemplate
{
    private RouteTemplate(string text, RouteSegment[] segments)
    {
        Text = text;
        Segments = segments;
        Parameters = Array.FindAll(segments, segment => segment.Kind != SegmentKind.Literal);
        Required = segments.Length;
        while (Required > 0 && segments[Required - 1].IsOptional)
        {
            Required--;
        }
    }

    public string Text { get; }

    public IReadOnlyList<RouteSegment> Segments { get; }

    /// <summary>The parameters in the order of their segments.</summary>
    public IReadOnlyList<RouteSegment> Parameters { get; }

    /// <summary>How many segments a path needs at least; those behind are optional.</summary>
    public int Required { get; }

    /// <summary>A group's prefix and what stands behind it; each begins with a slash.</summary>
    public static string Join(string prefix, string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.StartsWith('/') ? prefix.TrimEnd('/') + template : throw WithoutSlash(template);
    }

    public static RouteTemplate Parse(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (!template.StartsWith('/'))
        {
            throw WithoutSlash(template);
        }

        var body = template.AsSpan(1).TrimEnd('/').ToString();
        RouteSegment[] segments =
            body.Length == 0
                ? []
                : [.. TemplateText.Split(body, '/').Select(segment => RouteSegment.Read(segment, template))];
        var parsed = new RouteTemplate(template, segments);
        parsed.Check(template);
        return parsed;
    }

    /// <summary>The parameter's place in the route's values; -1 when the template has none of that name.</summary>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Parameters.Count; index++)
        {
            if (Parameters[index].Text.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }

    private void Check(string template)
    {
        for (var index = 0; index < Parameters.Count; index++)
        {
            if (IndexOf(Parameters[index].Text) != index)
            {
                throw Refused(template, $"the parameter \"{Parameters[index].Text}\" twice");
            }
        }

        for (var index = 0; index < Segments.Count - 1; index++)
        {
            if (Segments[index].Kind == SegmentKind.CatchAll)
            {
                throw Refused(template, "a catch-all that is not its last segment");
            }

            if (index < Required && Segments[index].IsOptional)
            {
                throw Refused(
                    template,
                    $"the optional parameter \"{Segments[index].Text}\" before a segment that is not optional"
                );
            }
        }
    }

    private static ArgumentException Refused(string template, string what) =>
        new($"Route template \"{template}\" has {what}.", nameof(template));

    private static ArgumentException WithoutSlash(string template) =>
        new($"Route template \"{template}\" has to start with a slash.", nameof(template));
}
