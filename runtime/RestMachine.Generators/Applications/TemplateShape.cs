namespace RestMachine.Generators.Applications;

/// <summary>
/// What of a route template decides which requests it matches: parameter names do not, constraints do.
/// </summary>
internal static class TemplateShape
{
    public static string Of(string template) => string.Join("/", SegmentsOf(template).Select(Shape));

    public static bool HasParameter(string template, string name) =>
        ParametersOf(template).Any(parameter => parameter.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The names of the template's parameters.</summary>
    public static IEnumerable<string> ParametersOf(string template) =>
        SegmentsOf(template)
            .Select(TemplateSegment.Read)
            .Where(segment => segment.IsParameter)
            .Select(segment => segment.Name);

    public static IReadOnlyList<string> SegmentsOf(string template) => TemplateText.Split(template.TrimEnd('/'), '/');

    private static string Shape(string text)
    {
        var segment = TemplateSegment.Read(text);
        return !segment.IsParameter ? Uri.UnescapeDataString(text)
            : segment.IsCatchAll ? "{*}"
            : $"{{{(segment.Constraint is null ? "" : $":{segment.Constraint}")}{(segment.IsOptional ? "?" : "")}}}";
    }
}
