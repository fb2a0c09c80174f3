using System.ComponentModel;

namespace RestMachine.Binding;

/// <summary>A startup or shutdown handler as the source generator saw it: how to call it without reflection.</summary>
/// <param name="handler">The delegate the user passed.</param>
/// <param name="place">File name and line of the registration, for example <c>Program.cs:14</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundHandler(Delegate handler, string place)
{
    /// <summary>The delegate the user passed.</summary>
    public Delegate Handler { get; } = handler;

    /// <summary>File name (no folder) and line of the registration.</summary>
    public string Place { get; } = place;

    /// <summary>The method group's name; <see langword="null"/> for a lambda.</summary>
    public string? MethodName { get; init; }

    /// <summary>What the handler returns, without Task or ValueTask; <see langword="null"/> for nothing.</summary>
    public Type? Result { get; init; }

    /// <summary>The handler's parameters, in order.</summary>
    public IReadOnlyList<BoundParameter> Parameters { get; init; } = [];

    /// <summary>Calls the delegate with one argument for each parameter.</summary>
    public required Func<Delegate, object?[], ValueTask<object?>> Invoke { get; init; }
}
