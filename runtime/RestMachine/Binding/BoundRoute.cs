using System.ComponentModel;

namespace RestMachine.Binding;

/// <summary>A route's handler as the source generator saw it: how to call it without reflection.</summary>
/// <param name="handler">The delegate the user passed.</param>
/// <param name="place">File name and line of the registration, for example <c>Program.cs:14</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundRoute(Delegate handler, string place)
{
    /// <summary>The delegate the user passed.</summary>
    public Delegate Handler { get; } = handler;

    /// <summary>File name (no folder) and line of the registration.</summary>
    public string Place { get; } = place;

    /// <summary>
    /// The type that becomes JSON; <see langword="null"/> when the handler returns nothing of the kind.
    /// </summary>
    public Type? Json { get; init; }

    /// <summary>
    /// What a request-scoped dependency makes, without Task or ValueTask; else <see langword="null"/>.
    /// </summary>
    public Type? Result { get; init; }

    /// <summary>The handler's parameters, in order.</summary>
    public IReadOnlyList<BoundParameter> Parameters { get; init; } = [];

    /// <summary>Binds the parameters, calls the delegate and makes its result a response.</summary>
    public required Func<Delegate, RouteCall, ValueTask<Response>> Invoke { get; init; }
}
