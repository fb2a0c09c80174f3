using System.Globalization;
using RestMachine.Emulator;

namespace RestMachine.Cli.Local.Timelines;

/// <summary>An environment's life: what happened when, to whom, in which phase. Times count from its beginning.</summary>
internal sealed class Timeline
{
    // The first and the last of many invocations are shown; those between are counted.
    private const int ShownAtEachEnd = 3;

    private readonly List<TimelineRow> rows = [];
    private readonly List<TimelinePhase> phases = [];
    private readonly Dictionary<PhaseKind, (string Name, TimeSpan From, int Row)> open = [];
    private readonly DateTimeOffset start;
    private readonly int invocations;
    private int invocation;

    private Timeline(IReadOnlyList<LifecycleEvent> events)
    {
        start = events.Count > 0 ? events[0].Time : default;
        invocations = events.Count(each => each.Step == LifecycleStep.InvocationBegan);
    }

    public IReadOnlyList<TimelineRow> Rows => rows;

    public IReadOnlyList<TimelinePhase> Phases => phases;

    // The function first, then the extensions as they were started.
    public IReadOnlyList<string> Lanes =>
        rows.Select(row => row.Lane)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .OrderBy(lane => lane != "function")
            .ToArray();

    public static Timeline Of(IReadOnlyList<LifecycleEvent> events, IReadOnlyList<LogLine> log)
    {
        var timeline = new Timeline(events);
        // What is written is read a moment later: at the same time, the line came before the step.
        var lines = log.Select(line => (line.Time, Text: HandlerLine.TryParse(line)))
            .Where(line => line.Text is not null)
            .Select(line => (line.Time, Add: (Action)(() => timeline.Write(line.Time, "function", line.Text!))));
        var steps = events.Select(happened => (happened.Time, Add: (Action)(() => timeline.Add(happened))));
        foreach (var (_, add) in lines.Concat(steps).OrderBy(each => each.Time))
        {
            add();
        }
        foreach (var kind in timeline.open.Keys.ToArray())
        {
            timeline.Close(kind, timeline.rows.Count > 0 ? timeline.rows[^1].At : TimeSpan.Zero);
        }
        return timeline;
    }

    public static string Milliseconds(TimeSpan time) =>
        time < TimeSpan.FromSeconds(10)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private void Add(LifecycleEvent happened)
    {
        var at = happened.Time - start;
        switch (happened.Step)
        {
            case LifecycleStep.InitBegan:
                Open(PhaseKind.Init, "INIT", at);
                break;
            case LifecycleStep.InitEnded:
                Write(at, null, happened.Detail is { } error ? $"init failed: {error}" : "ready");
                Close(PhaseKind.Init, at);
                break;
            case LifecycleStep.Frozen:
                Close(PhaseKind.Init, at);
                if (IsShown(invocation))
                {
                    Write(at, null, "frozen");
                    Open(PhaseKind.Frozen, "frozen", at, rows.Count - 1);
                }
                break;
            case LifecycleStep.Thawed:
                Close(PhaseKind.Frozen, at);
                break;
            case LifecycleStep.InvocationBegan:
                BeginInvocation(at);
                break;
            case LifecycleStep.InvocationEnded:
                EndInvocation(at, happened.Detail);
                break;
            case LifecycleStep.ShutdownBegan:
                Close(PhaseKind.Frozen, at);
                Open(PhaseKind.Shutdown, $"SHUTDOWN {happened.Detail}", at);
                break;
            case LifecycleStep.ShutdownEnded:
                Close(PhaseKind.Shutdown, at);
                break;
            default:
                Write(at, happened.Subject, Words(happened));
                break;
        }
    }

    private static string Words(LifecycleEvent happened) =>
        happened.Step switch
        {
            LifecycleStep.ProcessStarted => $"{happened.Subject} started",
            LifecycleStep.ExtensionRegistered => $"{happened.Subject} registered",
            LifecycleStep.SignalSent => $"{happened.Detail} to {happened.Subject}",
            LifecycleStep.ShutdownDelivered => $"SHUTDOWN to {happened.Subject}",
            _ => $"{happened.Subject} ended: {happened.Detail}",
        };

    private bool IsShown(int number) =>
        invocations <= 2 * ShownAtEachEnd + 1 || number <= ShownAtEachEnd || number > invocations - ShownAtEachEnd;

    private void BeginInvocation(TimeSpan at)
    {
        invocation++;
        if (IsShown(invocation))
        {
            Open(PhaseKind.Invoke, "INVOKE", at);
            Write(at, "function", $"invocation {invocation} began");
        }
        else if (invocation == ShownAtEachEnd + 1)
        {
            Write(at, "function", $"… {invocations - 2 * ShownAtEachEnd} more invocations …");
        }
    }

    private void EndInvocation(TimeSpan at, string? error)
    {
        if (IsShown(invocation) || error is not null)
        {
            Write(at, "function", $"invocation {invocation} {(error is null ? "ended" : $"failed: {error}")}");
        }
        Close(PhaseKind.Invoke, at);
    }

    private void Write(DateTimeOffset time, string lane, string text) => Write(time - start, lane, text);

    private void Write(TimeSpan at, string? lane, string text) => rows.Add(new TimelineRow(at, lane, text));

    private void Open(PhaseKind kind, string name, TimeSpan at, int? row = null) =>
        open[kind] = (name, at, row ?? rows.Count);

    private void Close(PhaseKind kind, TimeSpan at)
    {
        if (open.Remove(kind, out var begun) && begun.Row < rows.Count)
        {
            phases.Add(new TimelinePhase(kind, begun.Name, begun.From, at, begun.Row, rows.Count - 1));
        }
    }
}
