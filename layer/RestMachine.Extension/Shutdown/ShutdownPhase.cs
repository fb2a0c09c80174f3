using System.Text;
using RestMachine.Extension.ExtensionsApi;
using RestMachine.Extension.Http;
using RestMachine.Extension.Json;
using RestMachine.Extension.Linux;
using RestMachine.Extension.Logs;
using RestMachine.Extension.Receipts;
using RestMachine.Extension.Settings;

namespace RestMachine.Extension.Shutdown;

/// <summary>
/// What happens on SHUTDOWN. By then Lambda has sent the function SIGTERM and, as a rule, ended it: the receipt says how
/// its handlers fared. Only a function that still lives, or one that left no receipt, is asked over HTTP.
/// </summary>
internal sealed class ShutdownPhase(ExtensionSettings settings, ReceiptSocket receipts, Log log)
{
    /// <summary>
    /// Kept back from the deadline to write the outcome and to exit. Less than the function keeps: its handlers' token
    /// fires 50 ms before the deadline and its answer leaves 25 ms before, while we still wait for it.
    /// </summary>
    public const long MarginMilliseconds = 10;

    public void Run(ShutdownEvent shutdown)
    {
        var left = shutdown.MillisecondsLeft(Clock.WallMilliseconds);
        var budget = Math.Max(0, Math.Min(settings.TimeoutMilliseconds, left) - MarginMilliseconds);
        var request = new ShutdownRequest(shutdown, Deadline.After(budget));
        var end = Deadline.After(Math.Max(0, left - MarginMilliseconds));
        try
        {
            log.Info(
                "Shutdown signal received (" + Quoted.Word(request.Reason) + ", " + left + " ms left)",
                LogField.Of("reason", request.Reason),
                new LogField("millisecondsLeft", left)
            );
            using var function = receipts.First();
            var summary = function is null ? AskUnknown(request) : Witness(function, request);
            ShutdownReport.Write(log, summary, request.Reason);
            WriteMetrics(summary, request.Reason);
            if (function?.Receipt is { IsHandedOver: true } && !function.WaitForExit(end))
            {
                log.Warning(
                    "The function was killed: its time was up, and to live on would have been to take the events of this "
                        + "environment's next start"
                );
            }
        }
#pragma warning disable CA1031 // Failure policy: after SHUTDOWN the exit code is 0, and whatever went wrong is in the log.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log.Error("The shutdown phase failed: " + Failure.Describe(failure));
        }
    }

    private void WriteMetrics(RunSummary summary, string reason)
    {
        if (!settings.WritesMetrics)
        {
            return;
        }
        var metrics = ShutdownMetrics.FromEnvironment(Environment.GetEnvironmentVariable);
        if (metrics.Line(summary, reason, Clock.WallMilliseconds) is { } line)
        {
            StandardOutput.Write(Encoding.UTF8.GetBytes(line));
        }
    }

    private RunSummary Witness(ReceiptConnection function, ShutdownRequest request)
    {
        FunctionAnswer? answer = null;
        if (function.Alive && function.Receipt?.Done is null)
        {
            answer = function.Receipt?.EndpointPort is { } port ? Ask(port, request) : null;

            // The receipt tells more than the answer: who triggered the run, what was skipped, what was disposed.
            function.Drain();
            if (answer?.Run is { } run && function.Receipt is { Done: null } receipt)
            {
                run.Take(receipt);
                ReceiptSummary.AddWhatNeverBegan(run, receipt);
                return run;
            }
            function.WaitForEnd(request.Deadline);
        }
        var summary = ReceiptSummary.Of(function, Clock.MonotonicMicroseconds);
        if (summary.Outcome is RunOutcome.NotRun && answer?.Problem is { } problem)
        {
            summary.Causes.Add(problem);
        }
        return summary;
    }

    private RunSummary AskUnknown(ShutdownRequest request)
    {
        if (!receipts.IsOurs)
        {
            // Whoever has the socket's name has the port too: what listens there is another environment's function.
            return NoFunction("port " + settings.Port + " belongs to another environment");
        }
        var answer = Ask(settings.Port, request);
        return answer.Run ?? NoFunction(answer.Problem ?? "no answer");
    }

    private static RunSummary NoFunction(string cause) => new(RunOutcome.NoFunction) { Causes = [cause] };

    private FunctionAnswer Ask(int port, ShutdownRequest request)
    {
        try
        {
            var answer = FunctionAnswer.Read(port, FunctionEndpoint.Post(port, request));
            if (answer.Problem is { } problem)
            {
                log.Debug(problem);
            }
            return answer;
        }
        catch (HttpFailure failure)
        {
            log.Debug("POST /shutdown to port " + port + ": " + failure.Message);
            return new FunctionAnswer(null, "POST /shutdown to port " + port + ": " + failure.Message);
        }
    }
}
