using RestMachine.Extension.Http;
using RestMachine.Extension.Json;
using RestMachine.Extension.Linux;
using RestMachine.Extension.Logs;

namespace RestMachine.Extension.ExtensionsApi;

/// <summary>What register returns: only with its identifier can an extension ask for events.</summary>
internal sealed class Registration(ExtensionClient client, string identifier)
{
    private const int ErrorReportMilliseconds = 1000;

    private readonly string identity = "Lambda-Extension-Identifier: " + identifier + "\r\n";
    private bool askedForEvents;

    /// <summary>
    /// Waits, for hours if need be, for the SHUTDOWN event. Connections that are lost are no reason to end: an extension
    /// that exits before SHUTDOWN fails the function. A refusal is one: AWS documents it as a state without recovery.
    /// </summary>
    public ShutdownEvent Next(Log log)
    {
        askedForEvents = true;
        var pause = new Pause();
        while (true)
        {
            try
            {
                var answer = client.Get("/event/next", identity);
                if (answer.Status != 200)
                {
                    throw new PlatformRefusal("next", answer);
                }
                if (ReadEvent(answer, log) is { } shutdown)
                {
                    return shutdown;
                }
                pause.Reset();
            }
            catch (HttpFailure failure)
            {
                Warn(log, failure, pause);
                pause.Wait();
            }
        }
    }

    private static void Warn(Log log, HttpFailure failure, Pause pause)
    {
        if (!pause.IsLongest)
        {
            log.Warning("No event: " + failure.Message + ". Asking again");
        }
    }

    private static ShutdownEvent? ReadEvent(HttpResponse answer, Log log)
    {
        var json = JsonFields.Read(answer.Body) ?? throw HttpFailure.Malformed("an event that is no JSON object");
        if (json.Text("eventType") is { } type && type.Equals("SHUTDOWN", StringComparison.OrdinalIgnoreCase))
        {
            return new ShutdownEvent(
                json.Text("shutdownReason") ?? "no reason given",
                json.Thousandths("deadlineMs") / 1000
            );
        }
        log.Debug("Ignored an event that was not asked for: " + (json.Text("eventType") ?? "no eventType"));
        return null;
    }

    /// <summary>Tells the platform why this extension ends without a SHUTDOWN; its state decides which call is legal.</summary>
    public void ReportFailure(Exception failure)
    {
        var type = failure is Failure known ? known.Type : "Extension.Unexpected";
        try
        {
            _ = client.Post(
                askedForEvents ? "/exit/error" : "/init/error",
                identity + "Lambda-Extension-Function-Error-Type: " + type + "\r\n",
                "{\"errorMessage\":"
                    + JsonText.Quote(Failure.Describe(failure))
                    + ",\"errorType\":"
                    + JsonText.Quote(type)
                    + ",\"stackTrace\":[]}",
                Deadline.After(ErrorReportMilliseconds)
            );
        }
        catch (Failure)
        {
            // The platform is gone or does not listen; the log already has the reason.
        }
    }
}
