namespace RestMachine.Cli.Local.Timelines;

// Lane: the process it happened to; null: the environment as a whole.
internal sealed record TimelineRow(TimeSpan At, string? Lane, string Text);
