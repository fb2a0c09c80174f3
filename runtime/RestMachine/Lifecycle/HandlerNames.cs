using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>Names for logs and alarms: unique in an application, the same from build to build.</summary>
internal sealed class HandlerNames(string kind)
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <summary>The given name, else the method's, else signature and place.</summary>
    /// <exception cref="ArgumentException">The given name is empty or taken.</exception>
    public string Add(string? given, BoundHandler bound)
    {
        if (given is null)
        {
            return AddDerived(bound);
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(given);
        AddGiven(given, bound);
        return given;
    }

    /// <summary>
    /// A name from another application, which knows nothing of this one's: it gets a number where it is taken.
    /// </summary>
    public string Take(string name, BoundHandler bound) => AddNumbered(name, bound);

    private void AddGiven(string name, BoundHandler bound)
    {
        if (!_places.TryAdd(name, bound.Place))
        {
            throw new ArgumentException(
                $"{kind} at {bound.Place}: the name '{name}' is taken by {kind} at {_places[name]}; give each its own.",
                nameof(name)
            );
        }
    }

    private string AddDerived(BoundHandler bound)
    {
        var parameters = string.Join(", ", bound.Parameters.Select(parameter => TypeName.Of(parameter.Type)));
        var signature = $"{kind}({parameters}) {bound.Place}";
        if (bound.MethodName is { } method && _places.TryAdd(method, bound.Place))
        {
            return method;
        }

        return AddNumbered(signature, bound);
    }

    private string AddNumbered(string wanted, BoundHandler bound)
    {
        var name = wanted;
        for (var occurrence = 2; !_places.TryAdd(name, bound.Place); occurrence++)
        {
            name = $"{wanted} #{occurrence}";
        }

        return name;
    }
}
