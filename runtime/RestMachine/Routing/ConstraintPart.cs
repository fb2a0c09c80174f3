using System.Buffers;
using System.Globalization;
using RestMachine.Binding;

namespace RestMachine.Routing;

/// <summary>One constraint of a parameter; the lower its rank, the narrower it is held to be.</summary>
internal sealed record ConstraintPart(string Name, int Rank, SegmentTest Matches)
{
    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly string[] Known =
    [
        "bool",
        "range(least,most)",
        "min(least)",
        "max(most)",
        "int",
        "long",
        "guid",
        "regex(pattern)",
        "alpha",
        "length(n)",
        "length(least,most)",
        "minlength(n)",
        "maxlength(n)",
    ];

    private static readonly string[] Names = Array.ConvertAll(Known, known => known.Split('(')[0]);

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    public static ConstraintPart Parse(string text, string template)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var isCall = open > 0 && text.EndsWith(')');
        var name = isCall ? text[..open] : text;
        var argument = isCall ? text[(open + 1)..^1] : null;
        var test = argument is null ? Plain(name) : WithArgument(name, argument, template);
        return test is not null
            ? new ConstraintPart(text, Array.IndexOf(Names, name), test)
            : throw new ArgumentException(
                $"Route template \"{template}\" has the constraint \"{text}\"; there are {string.Join(", ", Known)}.",
                nameof(template)
            );
    }

    private static SegmentTest? Plain(string name) =>
        name switch
        {
            "bool" => static text => bool.TryParse(text, out _),
            "int" => static text => int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out _),
            "long" => static text => IsNumber(text, out _),
            "guid" => static text => Guid.TryParse(text, out _),
            "alpha" => static text => text.Length > 0 && !text.ContainsAnyExcept(Letters),
            _ => null,
        };

    private static SegmentTest? WithArgument(string name, string argument, string template)
    {
        if (name == "regex")
        {
            var make =
                RoutePatterns.Make
                ?? throw new InvalidOperationException(
                    $"Route template \"{template}\" has a regular expression, and no project with RestMachine's source "
                        + "generator has a template with one: write the template in such a project."
                );
            return make(argument, template);
        }

        if (ReadNumbers(argument) is not { } numbers)
        {
            return null;
        }

        return (name, numbers) switch
        {
            ("range", [var least, var most]) => text => IsNumber(text, out var n) && n >= least && n <= most,
            ("min", [var least]) => text => IsNumber(text, out var n) && n >= least,
            ("max", [var most]) => text => IsNumber(text, out var n) && n <= most,
            ("length", [var exactly]) => text => text.Length == exactly,
            ("length", [var least, var most]) => text => text.Length >= least && text.Length <= most,
            ("minlength", [var least]) => text => text.Length >= least,
            ("maxlength", [var most]) => text => text.Length <= most,
            _ => null,
        };
    }

    private static long[]? ReadNumbers(string argument)
    {
        var texts = argument.Split(',');
        var numbers = new long[texts.Length];
        for (var index = 0; index < texts.Length; index++)
        {
            if (!IsNumber(texts[index].AsSpan().Trim(), out numbers[index]))
            {
                return null;
            }
        }

        return numbers;
    }

    private static bool IsNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out number);
}

/// <summary>Tests a decoded segment.</summary>
internal delegate bool SegmentTest(ReadOnlySpan<char> segment);
