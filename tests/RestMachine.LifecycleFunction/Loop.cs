namespace RestMachine.LifecycleFunction;

/// <summary>Stands on a strand.</summary>
internal sealed record Loop(Strand Strand);
