namespace RestMachine.Routing;

/// <summary>
/// What a parameter segment must look like for its route to match: <c>{id:int}</c>, <c>{n:int:range(1,10)}</c>. Among
/// several in one place the narrower is tried first, whatever was registered first: by the kind of its narrowest part, then
/// by the number of its parts, then by its text.
/// </summary>
internal sealed class RouteConstraint
{
    public static readonly RouteConstraint None = new("", [new ConstraintPart("", int.MaxValue, static _ => true)]);

    private readonly ConstraintPart[] _parts;

    private RouteConstraint(string name, ConstraintPart[] parts)
    {
        Name = name;
        _parts = parts;
    }

    /// <summary>Its parts as written, the narrowest first; equal names are one place in the tree.</summary>
    public string Name { get; }

    /// <param name="text">What stands behind the parameter's name, for example <c>int:range(1,10)</c>.</param>
    /// <param name="template">The template, for the error's text.</param>
    public static RouteConstraint Parse(string text, string template)
    {
        ConstraintPart[] parts =
        [
            .. TemplateText
                .Split(text, ':')
                .Select(part => ConstraintPart.Parse(part, template))
                .OrderBy(part => part.Rank)
                .ThenBy(part => part.Name, StringComparer.Ordinal),
        ];
        return new RouteConstraint(string.Join(':', parts.Select(part => part.Name)), parts);
    }

    public bool Matches(ReadOnlySpan<char> segment)
    {
        foreach (var part in _parts)
        {
            if (!part.Matches(segment))
            {
                return false;
            }
        }

        return true;
    }

    public static int Compare(RouteConstraint left, RouteConstraint right)
    {
        var byKind = left._parts[0].Rank.CompareTo(right._parts[0].Rank);
        var byCount = right._parts.Length.CompareTo(left._parts.Length);
        return byKind != 0 ? byKind
            : byCount != 0 ? byCount
            : string.CompareOrdinal(left.Name, right.Name);
    }
}
