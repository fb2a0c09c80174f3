using RestMachine.Extension.Http;
using RestMachine.Extension.Json;

namespace RestMachine.Extension.Shutdown;

/// <summary>What came back from the endpoint: the run, or why there is none.</summary>
internal sealed record FunctionAnswer(RunSummary? Run, string? Problem)
{
    /// <summary>Says that the answer is ours, whatever its body looks like.</summary>
    private const string OutcomeField = "RestMachine-Outcome";

    public static FunctionAnswer Read(int port, ShutdownRequest request, HttpResponse answer)
    {
        if (answer.Status != 200 || answer.Fields[OutcomeField] is not { Length: > 0 } outcome)
        {
            return new(
                null,
                "what answers on port " + port + " (status " + answer.Status + ") is not a RestMachine function"
            );
        }
        var run = new RunSummary
        {
            Outcome = outcome,
            Trigger = "POST",
            BudgetMilliseconds = request.BudgetMilliseconds,
        };
        foreach (var handler in JsonFields.Read(answer.Body)?.Objects("handlers") ?? [])
        {
            run.Count(
                new StepSummary(handler.Text("name") ?? "a handler", handler.Text("outcome") ?? "unknown outcome")
                {
                    Microseconds = handler.Thousandths("milliseconds"),
                    Error = handler.Text("error"),
                }
            );
        }
        return new(run, null);
    }
}
