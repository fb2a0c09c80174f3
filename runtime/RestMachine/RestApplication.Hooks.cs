using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Lifecycle;

namespace RestMachine;

/// <content>Moments between startup and shutdown: thaws and snapshots.</content>
public sealed partial class RestApplication
{
    private readonly List<Hook> _hooks = [];
    private readonly Dictionary<HookKind, HandlerNames> _hookNames = [];

    /// <summary>
    /// Runs before the first event after the environment was frozen for longer than
    /// <see cref="RestApplicationOptions.ResumeAfter"/>, so that pools can drop what has gone stale. In the order of
    /// registration; what one throws is logged, and the event is handled all the same.
    /// </summary>
    /// <param name="handler">
    /// A parameter of type <see cref="TimeSpan"/> is the idle time: wall clock from the last response, or from the end
    /// of startup, to the event. A <see cref="CancellationToken"/> is the invocation's, which bounds the time of all
    /// handlers together; others are startup values and services.
    /// </param>
    /// <remarks>Never runs on Lambda's managed instances or on Kestrel, which do not freeze.</remarks>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication OnResume(Delegate handler) => throw NotBound.At(nameof(OnResume));

    /// <summary>As <see cref="OnResume(Delegate)"/>, with a name for logs.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication OnResume(string name, Delegate handler) => throw NotBound.At(nameof(OnResume));

    /// <summary>
    /// Runs at the end of INIT, before Lambda takes SnapStart's snapshot: the place to close connections. In the
    /// reverse order of registration, as AWS's hooks do; what one throws fails the version's publication. Nowhere else.
    /// </summary>
    /// <param name="handler">
    /// A <see cref="CancellationToken"/> fires when Lambda ends the environment; others are startup values and services.
    /// </param>
    /// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-dotnet.html</remarks>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication OnBeforeSnapshot(Delegate handler) => throw NotBound.At(nameof(OnBeforeSnapshot));

    /// <summary>As <see cref="OnBeforeSnapshot(Delegate)"/>, with a name for logs.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication OnBeforeSnapshot(string name, Delegate handler) =>
        throw NotBound.At(nameof(OnBeforeSnapshot));

    /// <summary>
    /// Runs in every environment that Lambda restores from SnapStart's snapshot, before its first event: the place to
    /// connect again and to renew what must be unique. In the order of registration; what one throws ends the
    /// environment. Lambda gives all of them 10 seconds. Nowhere else.
    /// </summary>
    /// <param name="handler">
    /// A <see cref="CancellationToken"/> fires when Lambda ends the environment; others are startup values and services.
    /// </param>
    /// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-dotnet.html</remarks>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication OnAfterRestore(Delegate handler) => throw NotBound.At(nameof(OnAfterRestore));

    /// <summary>As <see cref="OnAfterRestore(Delegate)"/>, with a name for logs.</summary>
    /// <exception cref="NotSupportedException">The source generator could not see the delegate.</exception>
    public RestApplication OnAfterRestore(string name, Delegate handler) => throw NotBound.At(nameof(OnAfterRestore));

    /// <summary>What the generated code calls in place of <c>OnResume</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddResume(string? name, BoundHandler bound) => AddHook(HookKind.Resume, name, bound);

    /// <summary>What the generated code calls in place of <c>OnBeforeSnapshot</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddBeforeSnapshot(string? name, BoundHandler bound) =>
        AddHook(HookKind.BeforeSnapshot, name, bound);

    /// <summary>What the generated code calls in place of <c>OnAfterRestore</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RestApplication AddAfterRestore(string? name, BoundHandler bound) =>
        AddHook(HookKind.AfterRestore, name, bound);

    internal IReadOnlyList<Hook> Hooks => _hooks;

    internal IEnumerable<Hook> HooksOf(HookKind kind) => _hooks.Where(hook => hook.Kind == kind);

    private RestApplication AddHook(HookKind kind, string? name, BoundHandler bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        ThrowIfStarted($"On{kind}");
        _hooks.Add(new Hook(kind, this, NamesOf(kind).Add(name, bound), bound));
        return this;
    }

    private void TakeHooks(RestApplication other)
    {
        foreach (var hook in other._hooks)
        {
            _hooks.Add(hook with { Name = NamesOf(hook.Kind).Take(hook.Name, hook.Bound) });
        }
    }

    private HandlerNames NamesOf(HookKind kind) =>
        _hookNames.TryGetValue(kind, out var names) ? names : _hookNames[kind] = new HandlerNames($"On{kind}");
}
