using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>Request-scoped values that would need each other first.</summary>
internal static class DependencyCycles
{
    public static IEnumerable<string> In(IEnumerable<BoundCall> calls)
    {
        var finished = new HashSet<BoundCall>();
        return calls.Select(call => Find(call, [], finished)).OfType<string>();
    }

    private static string? Find(BoundCall call, List<BoundCall> path, HashSet<BoundCall> finished)
    {
        if (path.IndexOf(call) is >= 0 and var start)
        {
            var circle = string.Join(" → ", path.Skip(start).Append(call));
            return $"Dependencies need each other in a circle: {circle}; let one of them make its own value.";
        }

        if (!finished.Add(call))
        {
            return null;
        }

        path.Add(call);
        var found = call
            .Dependencies.Select(next => Find(next, path, finished))
            .FirstOrDefault(cycle => cycle is not null);
        path.RemoveAt(path.Count - 1);
        return found;
    }
}
