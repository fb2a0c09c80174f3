using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>Which startup handler makes the value that a parameter asks for.</summary>
internal sealed class StartupValues(IReadOnlyList<StartupHandler> handlers, RestApplication owner)
{
    private readonly Dictionary<Type, StartupHandler[]> _candidates = [];

    /// <summary>
    /// Finds the producer, the owner's before those of other applications mounted with it: by <c>[Named]</c>, else by type; among several of a type the one whose name is the
    /// parameter's, else the only unnamed one. Null and no problem: nothing makes such a value.
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

        if (candidates.FirstOrDefault(handler => handler.IsNamed && handler.Name == parameter.Name) is { } named)
        {
            return named;
        }

        var unnamed = candidates.Where(handler => !handler.IsNamed).ToArray();
        if (unnamed.Length == 1)
        {
            return unnamed[0];
        }

        problem =
            $"{candidates.Length} startup handlers make a {TypeName.Of(parameter.Type)} ({Names(candidates)}); "
            + $"name the parameter after one of them or mark it [Named(\"…\")]";
        return null;
    }

    private StartupHandler[] CandidatesOf(Type type) =>
        _candidates.TryGetValue(type, out var known) ? known : _candidates[type] = FindCandidates(type);

    private StartupHandler[] FindCandidates(Type type)
    {
        var all = handlers.Where(handler => handler.Bound.Result == type).ToArray();
        var own = Array.FindAll(all, handler => handler.Application == owner);
        return own.Length > 0 ? own : all;
    }

    private static StartupHandler? FindNamed(
        StartupHandler[] candidates,
        string valueName,
        BoundParameter parameter,
        out string? problem
    )
    {
        var found = candidates.FirstOrDefault(handler => handler.IsNamed && handler.Name == valueName);
        problem = found is not null
            ? null
            : $"no startup handler named \"{valueName}\" makes a {TypeName.Of(parameter.Type)}"
                + (candidates.Length == 0 ? "" : $"; there are {Names(candidates)}");
        return found;
    }

    private static string Names(IEnumerable<StartupHandler> handlers) =>
        string.Join(", ", handlers.Select(handler => handler.Name));
}
