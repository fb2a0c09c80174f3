using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>The lines of docs/receipt.md.</summary>
internal static class ReceiptLines
{
    public static ReceiptLine Hello(string endpoint, int handlers, bool isHandedOver)
    {
        var line = new ReceiptLine("hello")
            .Add("protocol", 1)
            .Add("library", LibraryVersion.Text)
            .Add("endpoint", endpoint)
            .Add("handlers", handlers);
        return isHandedOver ? line.Add("mode", "handover") : line;
    }

    /// <summary>An application more: how many handlers there are now.</summary>
    public static ReceiptLine Handlers(int count) => new ReceiptLine("handlers").Add("count", count);

    public static ReceiptLine Handler(string name) => new ReceiptLine("handler").Add("name", name);

    public static ReceiptLine Run(string trigger, ShutdownBudget budget, long at) =>
        new ReceiptLine("run")
            .Add("trigger", trigger)
            .Add("budget", (long)budget.Token.TotalMilliseconds)
            .Add("at", at);

    public static ReceiptLine Shortened(string trigger, ShutdownBudget budget, long at) =>
        new ReceiptLine("shortened")
            .Add("trigger", trigger)
            .Add("budget", (long)budget.Token.TotalMilliseconds)
            .Add("at", at);

    /// <summary>A startup handler that was still running when the run ended.</summary>
    public static ReceiptLine Startup(ShutdownStepReport handler) =>
        new ReceiptLine("startup").Add("name", handler.Name).Add("ms", handler.Duration.TotalMilliseconds);

    public static ReceiptLine Begin(ShutdownStep step, long at) =>
        new ReceiptLine("begin").Add("step", step.Number).Add("kind", step.Kind).Add("name", step.Name).Add("at", at);

    public static ReceiptLine End(ShutdownStep step)
    {
        var line = new ReceiptLine("end", ReceiptRoom.MaxEndBytes)
            .Add("step", step.Number)
            .Add("outcome", OutcomeNames.Of(step.Outcome))
            .Add("ms", step.Duration.TotalMilliseconds);
        return step.Error is { } error ? line.Add("error", error.Type).Add("message", error.Message) : line;
    }

    /// <summary>A step that never began.</summary>
    public static ReceiptLine LeftOut(ShutdownStep step) =>
        step.Outcome == StepOutcome.Skipped
            ? new ReceiptLine("skip").Add("name", step.Name).Add("value", step.MissingValue)
            : End(step).Add("kind", step.Kind).Add("name", step.Name);

    public static ReceiptLine Full() => new("full");

    public static ReceiptLine Done(ShutdownReport report, int dropped, long at)
    {
        var line = new ReceiptLine("done")
            .Add("outcome", OutcomeNames.Of(report.Outcome))
            .Add("ms", report.Duration.TotalMilliseconds);
        foreach (var outcome in report.Handlers.GroupBy(handler => handler.Outcome))
        {
            line.Add(OutcomeNames.Of(outcome.Key), outcome.Count());
        }

        return line.Add("dropped", dropped).Add("at", at);
    }
}
