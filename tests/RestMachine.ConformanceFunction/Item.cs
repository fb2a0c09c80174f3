namespace RestMachine.ConformanceFunction;

/// <summary>A JSON body.</summary>
public sealed record Item(int Id, string Name);
