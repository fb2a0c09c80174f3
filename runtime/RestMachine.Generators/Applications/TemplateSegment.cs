namespace RestMachine.Generators.Applications;

/// <summary>One segment of a template, read without judging it.</summary>
internal readonly record struct TemplateSegment(string Name, bool IsParameter)
{
    public string? Constraint { get; private init; }

    public bool IsOptional { get; private init; }

    public bool IsCatchAll { get; private init; }

    public static TemplateSegment Read(string text)
    {
        if (text.Length < 2 || text[0] != '{' || text[text.Length - 1] != '}')
        {
            return new TemplateSegment(text, IsParameter: false);
        }

        var inner = text.Substring(1, text.Length - 2);
        var stars =
            inner.StartsWith("**", StringComparison.Ordinal) ? 2
            : inner.Length > 0 && inner[0] == '*' ? 1
            : 0;
        var name = inner.Substring(stars);
        var isOptional = name.EndsWith("?", StringComparison.Ordinal);
        name = isOptional ? name.Substring(0, name.Length - 1) : name;
        var colon = name.IndexOf(':');
        return new TemplateSegment(colon < 0 ? name : name.Substring(0, colon), IsParameter: true)
        {
            Constraint = colon < 0 ? null : name.Substring(colon + 1),
            IsOptional = isOptional,
            IsCatchAll = stars > 0,
        };
    }
}
