namespace RestMachine.Cli.Local.Timelines;

// A phase, or a freeze, and the rows it spans; one that never ended spans the rest.
internal sealed record TimelinePhase(
    PhaseKind Kind,
    string Name,
    TimeSpan From,
    TimeSpan To,
    int FirstRow,
    int LastRow
);
