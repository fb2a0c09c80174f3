using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RestMachine.Emulator.Protocol;

// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html; error types are those of AWS's open-source
// core, which answers 403 where the documentation also lists 400 and 500.
internal static class ExtensionsApi
{
    public const string Prefix = "/2020-01-01/extension/";

    private const string NameHeader = "Lambda-Extension-Name";
    private const string IdentifierHeader = "Lambda-Extension-Identifier";
    private const string ErrorTypeHeader = "Lambda-Extension-Function-Error-Type";
    private const int MaximumBody = 256 * 1024;

    public static Task AnswerAsync(HttpContext context, string path, Generation generation) =>
        (path, context.Request.Method) switch
        {
            ("register", "POST") => RegisterAsync(context, generation),
            ("event/next", "GET") => NextAsync(context, generation),
            ("init/error", "POST") => ReportAsync(context, generation, ExtensionState.InitError),
            ("exit/error", "POST") => ReportAsync(context, generation, ExtensionState.ExitError),
            ("register" or "event/next" or "init/error" or "exit/error", _) => context.StatusAsync(
                StatusCodes.Status405MethodNotAllowed
            ),
            _ => context.StatusAsync(StatusCodes.Status404NotFound),
        };

    private static async Task RegisterAsync(HttpContext context, Generation generation)
    {
        var name = context.Request.Headers[NameHeader].ToString();
        if (name.Length == 0)
        {
            await context.RefuseAsync(ApiError.Extension("InvalidExtensionName", "Empty extension name"));
            return;
        }
        var body = await context.ReadBodyAsync(MaximumBody);
        if (body is null || !TryParseEvents(body, out var events))
        {
            await context.RefuseAsync(
                new ApiError(403, "InvalidRequestFormat", "Expected a body like {\"events\":[\"SHUTDOWN\"]}")
            );
            return;
        }
        if (generation.Extensions.Register(name, events, out var session) is { } refusal)
        {
            await context.RefuseAsync(refusal);
            return;
        }
        context.Response.Headers[IdentifierHeader] = session!.Id.ToString();
        var features = context.Request.Headers["Lambda-Extension-Accept-Feature"].ToString();
        await context.AnswerAsync(
            StatusCodes.Status200OK,
            "application/json",
            generation.Function.ToRegisterResponse(features.Contains("accountId", StringComparison.Ordinal))
        );
    }

    private static async Task NextAsync(HttpContext context, Generation generation)
    {
        if (Identify(context, generation, out var session) is { } unidentified)
        {
            await context.RefuseAsync(unidentified);
            return;
        }
        if (session!.Next(out var next) is { } refusal)
        {
            await context.RefuseAsync(refusal);
            return;
        }
        ExtensionEvent happened;
        try
        {
            happened = await next.WaitAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            session.GiveUpNext();
            throw;
        }
        session.Fetched();
        context.Response.Headers["Lambda-Extension-Event-Identifier"] = happened.Id;
        if (happened.Type == ExtensionEvent.Shutdown)
        {
            session.ShutdownFetchedAt = generation.Time.GetTimestamp();
        }
        // Text, not JSON: so AWS's open-source core sends it.
        await context.AnswerAsync(
            StatusCodes.Status200OK,
            happened.Type == ExtensionEvent.Shutdown ? "text/plain; charset=utf-8" : "application/json",
            happened.Body
        );
    }

    private static async Task ReportAsync(HttpContext context, Generation generation, ExtensionState error)
    {
        if (Identify(context, generation, out var session) is { } unidentified)
        {
            await context.RefuseAsync(unidentified);
            return;
        }
        var errorType = context.Request.Headers[ErrorTypeHeader].ToString();
        if (errorType.Length == 0)
        {
            await context.RefuseAsync(ApiError.Extension("MissingHeader", $"{ErrorTypeHeader} not found"));
            return;
        }
        if (session!.Report(error, errorType) is { } refusal)
        {
            await context.RefuseAsync(refusal);
            return;
        }
        var type = error == ExtensionState.InitError ? Fault.ExtensionInit : Fault.ExtensionExit;
        generation.Record(new Fault(type, $"Extension {session.Name} reported {errorType}"));
        await context.AcceptAsync();
    }

    private static ApiError? Identify(HttpContext context, Generation generation, out ExtensionSession? session)
    {
        session = null;
        var identifier = context.Request.Headers[IdentifierHeader].ToString();
        if (identifier.Length == 0)
        {
            return ApiError.Extension("MissingExtensionIdentifier", $"Missing {IdentifierHeader} header");
        }
        if (!Guid.TryParse(identifier, out var id))
        {
            return ApiError.Extension("InvalidExtensionIdentifier", $"Invalid {IdentifierHeader}");
        }
        session = generation.Extensions.Find(id);
        return session is null
            ? ApiError.Extension("UnknownExtensionIdentifier", $"Unknown extension {identifier}")
            : null;
    }

    private static bool TryParseEvents(byte[] body, out IReadOnlyList<string> events)
    {
        events = [];
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }
            if (document.RootElement.TryGetProperty("events", out var list))
            {
                events = list.EnumerateArray().Select(item => item.GetString() ?? "").ToArray();
            }
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // Not JSON, or events is not an array of strings.
        }
    }
}
