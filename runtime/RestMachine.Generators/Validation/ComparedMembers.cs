using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.Validation;

/// <summary>Reads <c>[Compare]</c>, whose own code finds the other property by reflection.</summary>
internal static class ComparedMembers
{
    private const string Default = "'{0}' and '{1}' do not match.";

    public static ComparedMember? Read(
        AttributeData comparison,
        IPropertySymbol property,
        IEnumerable<IPropertySymbol> siblings,
        List<(string Rule, string Reason)> refused
    )
    {
        var other = comparison.ConstructorArguments[0].Value as string;
        var sibling = siblings.FirstOrDefault(candidate => candidate.Name == other);
        var settings = comparison.NamedArguments.ToDictionary(
            argument => argument.Key,
            argument => argument.Value.Value,
            StringComparer.Ordinal
        );
        if (sibling is null || settings.ContainsKey("ErrorMessageResourceName"))
        {
            var reason = sibling is null
                ? $"names {other}, which is no public property"
                : "takes its text from a resource";
            refused.Add((comparison.AttributeClass!.ToDisplayString(), reason));
            return null;
        }

        var format = settings.TryGetValue("ErrorMessage", out var given) ? given as string : null;
        return new ComparedMember(
            sibling.Name,
            string.Format(
                CultureInfo.InvariantCulture,
                format ?? Default,
                RuleList.DisplayName(property.Name, property.GetAttributes()),
                RuleList.DisplayName(sibling.Name, sibling.GetAttributes())
            )
        );
    }
}
