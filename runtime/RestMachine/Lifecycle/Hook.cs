using RestMachine.Binding;

namespace RestMachine.Lifecycle;

/// <summary>A handler of a moment between startup and shutdown.</summary>
internal sealed record Hook(HookKind Kind, RestApplication Application, string Name, BoundHandler Bound)
{
    public override string ToString() => $"On{Kind} handler '{Name}'";
}
