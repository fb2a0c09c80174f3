using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators.Applications;

/// <summary>
/// Finds templates that the run would refuse, as far as they are constants; a test holds both to the same.
/// </summary>
internal static class TemplateCheck
{
    /// <summary>The constraints, by the numbers of their arguments; <c>regex</c> apart.</summary>
    private static readonly Dictionary<string, int[]> Arguments = new(StringComparer.Ordinal)
    {
        ["int"] = [0],
        ["long"] = [0],
        ["guid"] = [0],
        ["bool"] = [0],
        ["alpha"] = [0],
        ["min"] = [1],
        ["max"] = [1],
        ["range"] = [2],
        ["length"] = [1, 2],
        ["minlength"] = [1],
        ["maxlength"] = [1],
    };

    public static IEnumerable<Diagnostic> Run(MethodInSight method) =>
        from call in method.Invocations
        from argument in call.Arguments
        where IsTemplate(argument) && argument.Value.ConstantValue is { HasValue: true, Value: string }
        let template = (string)argument.Value.ConstantValue.Value!
        let problem = ProblemOf(template)
        where problem is not null
        select Diagnostic.Create(Rule.TemplateRefused, argument.Value.Syntax.GetLocation(), template, problem);

    /// <summary>Why the run refuses the template; null when it does not.</summary>
    public static string? ProblemOf(string template)
    {
        if (!template.StartsWith("/", StringComparison.Ordinal))
        {
            return "it has to start with a slash";
        }

        var body = template.Substring(1).TrimEnd('/');
        var segments = body.Length == 0 ? [] : TemplateText.Split(body, '/').Select(Read).ToArray();
        return segments.Select(segment => segment.Problem).FirstOrDefault(problem => problem is not null)
            ?? OrderProblem([.. segments.Select(segment => segment.Segment)]);
    }

    private static bool IsTemplate(IArgumentOperation argument) =>
        argument.Parameter is { Name: "template" or "prefix", ContainingSymbol: IMethodSymbol method }
        && (
            TypeNames.Is(method.ContainingType, "RestMachine.RestApplication")
            || TypeNames.Is(method.ContainingType, "RestMachine.RouteGroup")
        )
        && !(argument.Parameter.Name == "prefix" && argument.Value.ConstantValue.Value is "");

    private static (TemplateSegment Segment, string? Problem) Read(string text)
    {
        var segment = TemplateSegment.Read(text);
        return (segment, segment.IsParameter ? ParameterProblem(segment, text) : TextProblem(text));
    }

    private static string? TextProblem(string text) =>
        text.Length == 0 || text.IndexOfAny(['{', '}', '?', '#']) >= 0
            ? $"a segment is either text or one parameter in braces, and \"{text}\" is neither"
            : null;

    private static string? ParameterProblem(TemplateSegment segment, string text) =>
        segment.Name.Length == 0 || segment.Name.Any(letter => !char.IsLetterOrDigit(letter) && letter != '_')
            ? $"the name in \"{text}\" has to be letters, digits and _"
        : segment.IsCatchAll
            ? segment.IsOptional || segment.Constraint is not null
                    ? $"a catch-all has neither constraint nor question mark, and \"{text}\" has one"
                : null
        : segment.Constraint is not { } constraint ? null
        : TemplateText.Split(constraint, ':').Select(ConstraintProblem).FirstOrDefault(problem => problem is not null);

    private static string? ConstraintProblem(string constraint)
    {
        var open = constraint.IndexOf('(');
        var isCall = open > 0 && constraint.EndsWith(")", StringComparison.Ordinal);
        var name = isCall ? constraint.Substring(0, open) : constraint;
        var argument = isCall ? constraint.Substring(open + 1, constraint.Length - open - 2) : null;
        return name == "regex" && argument is not null ? PatternProblem(argument)
            : Arguments.TryGetValue(name, out var counts) && counts.Contains(Count(argument)) ? null
            : $"there is no constraint \"{constraint}\"; there are {string.Join(", ", Arguments.Keys)}, regex(pattern)";
    }

    /// <summary>How many numbers there are; -1 where something is no number.</summary>
    private static int Count(string? argument)
    {
        var numbers = argument?.Split(',').Select(number => number.Trim()).ToArray() ?? [];
        return numbers.All(number =>
            long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        )
            ? numbers.Length
            : -1;
    }

    private static string? PatternProblem(string pattern)
    {
        try
        {
            _ = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return null;
        }
        catch (ArgumentException exception)
        {
            return $"its pattern \"{pattern}\" cannot be read: {exception.Message}";
        }
    }

    private static string? OrderProblem(TemplateSegment[] segments)
    {
        var parameters = segments.Where(segment => segment.IsParameter).Select(segment => segment.Name).ToArray();
        var twice = Array.Find(
            parameters,
            name => parameters.Count(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) > 1
        );
        var required = Array.FindLastIndex(segments, segment => !segment.IsOptional) + 1;
        var behind = segments.Length - 1;
        return twice is not null ? $"it has the parameter \"{twice}\" twice"
            : Array.FindIndex(segments, segment => segment.IsCatchAll) is >= 0 and var index && index < behind
                ? "a catch-all has to be the last segment"
            : Array.FindIndex(segments, segment => segment.IsOptional) is >= 0 and var optional && optional < required
                ? $"the optional parameter \"{segments[optional].Name}\" stands before a segment that is not optional"
            : null;
    }
}
