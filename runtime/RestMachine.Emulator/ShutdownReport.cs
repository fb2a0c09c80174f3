using System.Globalization;
using RestMachine.Emulator.Phases;

namespace RestMachine.Emulator;

/// <summary>Who got which signal when in a shutdown phase, and what was left. Times count from the phase's start.</summary>
public sealed record ShutdownReport
{
    /// <summary>Why the environment, or in a reset its processes, ended.</summary>
    public required ShutdownReason Reason { get; init; }

    /// <summary>The whole phase: 2,000 ms with an external extension, 500 with an internal one, 0 without any.</summary>
    public required TimeSpan Budget { get; init; }

    /// <summary>The function's part of <see cref="Budget"/>.</summary>
    public required TimeSpan RuntimeShare { get; init; }

    /// <summary>Until the last process was gone.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What was left of <see cref="Budget"/>, at least zero.</summary>
    public TimeSpan Remaining => Budget > Duration ? Budget - Duration : TimeSpan.Zero;

    /// <summary>The runtime process; null when it was never started.</summary>
    public required ProcessReport? Function { get; init; }

    /// <summary>The external extensions that were started, in the order of their names.</summary>
    public required IReadOnlyList<ProcessReport> Extensions { get; init; }

    /// <summary>Everything above in one line.</summary>
    public string Summary => ShutdownSummary.Of(this);
}

/// <summary>A process' way through a shutdown phase.</summary>
public sealed record ProcessReport
{
    /// <summary><c>function</c>, or the extension's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its process id, which was also its process group.</summary>
    public required int ProcessId { get; init; }

    /// <summary>For an extension: whether it had registered. For the function: whether it had called <c>next</c>.</summary>
    public required bool Registered { get; init; }

    /// <summary>The signals that its group was sent in this phase.</summary>
    public required IReadOnlyList<SentSignal> Signals { get; init; }

    /// <summary>When the SHUTDOWN event was given to it; null: it did not ask for the event, or never fetched it.</summary>
    public TimeSpan? ShutdownEventAt { get; init; }

    /// <summary>When it ended; zero or less: it was dead before the phase began.</summary>
    public required TimeSpan EndedAt { get; init; }

    /// <summary>Its exit code; null when a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it, such as <c>SIGKILL</c>; null when it exited.</summary>
    public string? TerminatedBy { get; init; }

    /// <summary>From its start to its end.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>What was left of its share when it ended, at least zero.</summary>
    public required TimeSpan BudgetLeft { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} (pid {ProcessId})");
}

/// <summary>A signal that was sent to a process group.</summary>
/// <param name="Name">Such as <c>SIGTERM</c>.</param>
/// <param name="At">When, counted from the start of the phase.</param>
public sealed record SentSignal(string Name, TimeSpan At);
