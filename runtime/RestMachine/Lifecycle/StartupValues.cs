using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>Which startup handler makes the value that a parameter asks for.</summary>
internal sealed class StartupValues(IReadOnlyList<StartupHandler> handlers, RestApplication owner)
{
    private readonly Dictionary<Type, StartupHandler[]> _candidates = [];

    /// <summary>
    /// Finds the producer, the owner's before those of the application it is mounted in, and never one of an
    /// application beside it or below: by <c>[Named]</c>, else by type; among several of a type the one whose name is
    /// the parameter's, else the only unnamed one. Null and no problem: nothing makes such a value.
    /// </summary>
    public StartupHandler? Find(BoundParameter parameter, out string? problem)
    {
        problem = null;
        var candidates = CandidatesOf(parameter.Type);
        if (parameter.ValueName is { } valueName)
        {
            return FindNamed(candidates, valueName, parameter, out problem);
        }

        if (candidates.Length <= 1)
        {
            return candidates.FirstOrDefault();
        }

        if (candidates.FirstOrDefault(handler => handler.GivenName == parameter.Name) is { } named)
        {
            return named;
        }

        var unnamed = candidates.Where(handler => handler.GivenName is null).ToArray();
        if (unnamed.Length == 1)
        {
            return unnamed[0];
        }

        problem =
            $"{candidates.Length} startup handlers make a {TypeName.Of(parameter.Type)} ({Names(candidates)}); "
            + $"name the parameter after one of them or mark it [Named(\"…\")]";
        return null;
    }

    /// <summary>
    /// The startup handler that a parameter from the query might mean as well: one of its type that is named as it is,
    /// or one that makes what is hardly ever sent as text. An unnamed text or number is no rival: those are sent.
    /// </summary>
    public StartupHandler? FindRival(BoundParameter parameter) =>
        Array.Find(
            CandidatesOf(parameter.Type),
            handler =>
                handler.GivenName is { } name
                    ? name == parameter.Name
                    : parameter.Type != typeof(string) && !parameter.Type.IsValueType && !parameter.Type.IsArray
        );

    /// <summary>What to do about a type that nothing makes, where something makes a type derived from it.</summary>
    public string? FindDerived(Type type) =>
        handlers.FirstOrDefault(handler => IsDerived(handler, type)) is not { } derived
            ? null
            : $"values are found by exactly their type, and startup handler '{derived.Name}' makes a "
                + $"{TypeName.Of(derived.Bound.Result!)}; declare what it returns, "
                + $"OnStartup({TypeName.Of(type)} () => …), or ask for that type";

    private bool IsDerived(StartupHandler handler, Type type) =>
        type != typeof(object)
        && handler.Bound.Result is { } made
        && type.IsAssignableFrom(made)
        && owner.Outwards.Contains(handler.Application);

    private StartupHandler[] CandidatesOf(Type type) =>
        _candidates.TryGetValue(type, out var known) ? known : _candidates[type] = FindCandidates(type);

    private StartupHandler[] FindCandidates(Type type)
    {
        List<StartupHandler> found = [];
        foreach (var app in owner.Outwards.TakeWhile(_ => found.Count == 0))
        {
            foreach (var handler in handlers)
            {
                if (handler.Bound.Result == type && handler.Application == app)
                {
                    found.Add(handler);
                }
            }
        }

        return [.. found];
    }

    private static StartupHandler? FindNamed(
        StartupHandler[] candidates,
        string valueName,
        BoundParameter parameter,
        out string? problem
    )
    {
        var found = candidates.FirstOrDefault(handler => handler.GivenName == valueName);
        problem = found is not null
            ? null
            : $"no startup handler named \"{valueName}\" makes a {TypeName.Of(parameter.Type)}"
                + (candidates.Length == 0 ? "" : $"; there are {Names(candidates)}");
        return found;
    }

    private static string Names(IEnumerable<StartupHandler> handlers) =>
        string.Join(", ", handlers.Select(handler => handler.Name));
}
