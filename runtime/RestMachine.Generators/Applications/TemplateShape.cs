namespace RestMachine.Generators.Applications;

/// <summary>What of a route template decides which requests it matches: parameter names do not, constraints do.</summary>
internal static class TemplateShape
{
    public static string Of(string template) => string.Join("/", template.TrimEnd('/').Split('/').Select(Segment));

    public static bool HasParameter(string template, string name) =>
        template
            .Split('/')
            .Any(segment =>
                segment.TrimStart('{', '*') is var start
                && start.Length < segment.Length
                && start.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && start.Length > name.Length
                && start[name.Length] is ':' or '?' or '}'
            );

    private static string Segment(string segment)
    {
        if (!segment.StartsWith("{", StringComparison.Ordinal) || !segment.EndsWith("}", StringComparison.Ordinal))
        {
            return Uri.UnescapeDataString(segment);
        }

        var inner = segment.Substring(1, segment.Length - 2);
        var optional = inner.EndsWith("?", StringComparison.Ordinal) ? "?" : "";
        var colon = inner.IndexOf(':');
        var constraint = colon < 0 ? "" : inner.Substring(colon).TrimEnd('?');
        return inner.StartsWith("*", StringComparison.Ordinal) ? "{*}" : $"{{{constraint}{optional}}}";
    }
}
