using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Applications;

/// <summary>Who makes a value, as far as one method shows it; the run decides by the same rules.</summary>
internal sealed class VisibleValues(IReadOnlyList<Registered> application, MethodInSight method)
{
    private static readonly SymbolEqualityComparer Same = SymbolEqualityComparer.Default;

    private readonly Registered[] _startup =
    [
        .. application.Where(registered =>
            registered is { Kind: RegistrationKind.Startup, Result: not null }
            && (!registered.IsNamed || registered.Name is not null)
        ),
    ];

    /// <summary>What startup handlers make, those included of which the method registers only one or none.</summary>
    private readonly Lazy<ITypeSymbol?[]> _made = new(() =>
        [
            .. method
                .Registrations.Where(call => Registration.KindOf(call) == RegistrationKind.Startup)
                .Select(call => Registered.Read(call)?.Result),
        ]
    );

    public IReadOnlyList<Registered> Startup => _startup;

    /// <summary>The startup handler that makes the value; null when none is in sight or several are.</summary>
    public Registered? ProducerOf(Asked parameter)
    {
        var candidates = Candidates(parameter);
        return candidates.Length == 1 && parameter.IsValue ? candidates[0] : Chosen(parameter, candidates);
    }

    /// <summary>The startup handlers among which the run could not choose; empty when it can.</summary>
    public IReadOnlyList<Registered> Ambiguous(Asked parameter)
    {
        var candidates = Candidates(parameter);
        return parameter.IsValue && candidates.Length > 1 && Chosen(parameter, candidates) is null ? candidates : [];
    }

    /// <summary>
    /// Whether the value of the query may be meant or that of a startup handler; the run has the same rule.
    /// </summary>
    public bool HasRival(Asked parameter) =>
        parameter.IsText
        && Candidates(parameter)
            .Any(candidate =>
                candidate.IsNamed
                    ? candidate.Name == parameter.Name
                    : parameter.Type
                        is { SpecialType: SpecialType.None, IsValueType: false, TypeKind: not TypeKind.Array }
            );

    /// <summary>
    /// Whether the value is made anew for every request, and by no startup handler: not known of an application that
    /// has registrations elsewhere.
    /// </summary>
    public bool IsOfRequest(Asked parameter) =>
        parameter.IsValue
        && _made.Value.All(made => !Same.Equals(made, parameter.Type))
        && application.Any(registered =>
            registered.Kind == RegistrationKind.Dependency
            && Same.Equals(registered.Result, parameter.Type)
            && method.ShowsWhole(registered.Call.Instance)
        );

    private Registered[] Candidates(Asked parameter) =>
        [.. _startup.Where(registered => Same.Equals(registered.Result, parameter.Type))];

    private static Registered? Chosen(Asked parameter, Registered[] candidates)
    {
        var name = parameter.ValueName ?? parameter.Name;
        var named = candidates.FirstOrDefault(candidate => candidate.IsNamed && candidate.Name == name);
        if (named is not null || parameter.ValueName is not null)
        {
            return named;
        }

        var unnamed = candidates.Where(candidate => !candidate.IsNamed).ToArray();
        return unnamed.Length == 1 ? unnamed[0] : null;
    }
}
