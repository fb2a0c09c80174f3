using RestMachine.Extension.Http;
using RestMachine.Extension.Json;

namespace RestMachine.Extension.Shutdown;

/// <summary>What came back from the endpoint: the run, or why there is none.</summary>
internal sealed class FunctionAnswer(RunSummary? run, string? problem)
{
    public RunSummary? Run => run;
    public string? Problem => problem;

    /// <summary>Says that the answer is ours, whatever its body looks like.</summary>
    private const string OutcomeField = "RestMachine-Outcome";

    public static FunctionAnswer Read(int port, HttpResponse answer)
    {
        if (answer.Status != 200 || answer.Fields[OutcomeField] is not { Length: > 0 } outcome)
        {
            return new(
                null,
                "what answers on port " + port + " (status " + answer.Status + ") is not a RestMachine function"
            );
        }
        var summary = new RunSummary(Printable.Cut(outcome, 200)) { Trigger = "POST" };
        if (JsonFields.Read(answer.Body) is { } body)
        {
            Add(summary, body, "handlers", StepKind.Handler);
            Add(summary, body, "disposals", StepKind.Disposal);
            Add(summary, body, "startup", StepKind.Startup);
        }
        return new(summary, null);
    }

    private static void Add(RunSummary summary, JsonFields body, string name, string kind)
    {
        foreach (var step in body.Objects(name))
        {
            var outcome = step.Text("outcome") ?? "unknown outcome";
            var hasBegun = outcome is not "waiting";
            summary.Add(
                new StepSummary(step.Text("name") ?? "one without a name", hasBegun ? outcome : RunOutcome.Unfinished)
                {
                    Kind = kind,
                    HasBegun = hasBegun,
                    Microseconds = step.Thousandths("milliseconds"),
                    Message = step.Text("error"),
                }
            );
        }
    }
}
