namespace RestMachine.Cli.Probe;

/// <summary>Two clocks at one moment, in milliseconds.</summary>
/// <param name="Wall">Unix time.</param>
/// <param name="Uptime">Since boot, in steps of 10 (proc_uptime(5)): it is never set, and runs at the same rate.</param>
internal sealed record ClockReading(long Wall, long Uptime);
