using System.Buffers;
using System.Globalization;

namespace RestMachine.Routing;

/// <summary>
/// What a parameter segment must look like for its route to match: <c>{id:int}</c>. Among several in one place the one of
/// lower rank, the narrower, is tried first, whatever was registered first.
/// </summary>
internal sealed record RouteConstraint(string Name, int Rank, SegmentTest Matches)
{
    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    public static readonly RouteConstraint None = new("", int.MaxValue, static _ => true);

    private static readonly RouteConstraint[] All =
    [
        new("bool", 0, static text => bool.TryParse(text, out _)),
        new("int", 1, static text => int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out _)),
        new("long", 2, static text => long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out _)),
        new("guid", 3, static text => Guid.TryParse(text, out _)),
        new("alpha", 4, static text => text.Length > 0 && !text.ContainsAnyExcept(Letters)),
    ];

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    public static RouteConstraint Find(string name, string template) =>
        All.FirstOrDefault(constraint => constraint.Name == name)
        ?? throw new ArgumentException(
            $"Route template \"{template}\" has the constraint \"{name}\"; "
                + $"there are {string.Join(", ", All.Select(constraint => constraint.Name))}.",
            nameof(template)
        );
}

/// <summary>Tests a decoded segment.</summary>
internal delegate bool SegmentTest(ReadOnlySpan<char> segment);
