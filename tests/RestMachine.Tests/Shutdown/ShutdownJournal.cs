using System.Globalization;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

/// <summary>Writes down what a run tells.</summary>
internal sealed class ShutdownJournal : IShutdownObserver
{
    private readonly Journal _journal = new();

    public IReadOnlyList<string> Entries => _journal.Entries;

    public void RunBegan(string trigger, ShutdownBudget budget) => _journal.Add($"began by {trigger}");

    public void RunShortened(string trigger, ShutdownBudget budget) =>
        _journal.Add(
            string.Create(CultureInfo.InvariantCulture, $"shortened by {trigger} to {budget.Token.TotalSeconds} s")
        );

    public void StepBegan(ShutdownStep step) { }

    public void StepEnded(ShutdownStep step) => _journal.Add($"{step.Name} {step.Outcome}: {step.Error?.Message}");

    public void RunEnded(ShutdownReport report) => _journal.Add($"ended as {report.Outcome}");
}
