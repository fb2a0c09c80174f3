using RestMachine.Binding;

namespace RestMachine;

/// <content>Values that an adapter makes of a request; handlers ask for them by type.</content>
public sealed partial class RestApplication
{
    private readonly Dictionary<Type, Func<Request, object?>> _requestValues = [];

    /// <summary>A handler's unnamed parameter of this type gets what the function finds in the request.</summary>
    internal void ProvideFromRequest<T>(Func<Request, T?> find)
        where T : class => _requestValues[typeof(T)] = find;

    /// <summary>The adapter knows only the application that it runs, which may have mounted this one.</summary>
    internal Func<Request, object?>? FindRequestValue(BoundParameter parameter) =>
        parameter.ValueName is null ? Outermost._requestValues.GetValueOrDefault(parameter.Type) : null;
}
