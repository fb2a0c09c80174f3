using RestMachine.Emulator;

namespace RestMachine.Cli.Probe;

/// <summary>A function and what was measured of it.</summary>
/// <param name="Function">One of the probed.</param>
/// <param name="Measured">By its log.</param>
/// <param name="Truth">What the emulator says it did; null on AWS.</param>
internal sealed record ProbeResult(ProbedFunction Function, Measurement Measured, ShutdownReport? Truth = null)
{
    /// <summary>Nothing is missing that the log has to have by the end.</summary>
    public bool IsWhole =>
        Function.HasLayer
            ? Measured is { IsReported: true, ExtensionHad: not null }
            : Function.IsSilent || Measured.HasBegun;
}
