using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Validation;

/// <summary>The rules that the attributes of a parameter state, as expressions.</summary>
internal sealed record ParameterRules(string DisplayName, EquatableArray<string> Rules)
{
    public static ParameterRules? Read(IParameterSymbol parameter, ITypeSymbol type) => Read(parameter, type, []);

    public static ParameterRules? Read(
        IParameterSymbol parameter,
        ITypeSymbol type,
        List<(string Rule, string Reason)> refused
    )
    {
        var attributes = parameter.GetAttributes();
        var found = new RuleList(attributes, type, refused);
        if (found.Comparison is { } comparison)
        {
            refused.Add((comparison.AttributeClass!.ToDisplayString(), "compares properties, and this is a parameter"));
        }

        string[] rules = [.. found.Plain, .. found.Lengths];
        return rules.Length == 0
            ? null
            : new ParameterRules(RuleList.DisplayName(parameter.Name, attributes), new(rules));
    }

    /// <summary>What is looked up as it is, not read from a request.</summary>
    public static bool AreNotHeldTo(RegistrationKind registration, ParameterKind kind) =>
        Registration.IsLifecycle(registration)
        || kind is not (ParameterKind.Text or ParameterKind.Texts or ParameterKind.Value);
}
