using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RestMachine.Emulator.Protocol;

// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html; what it leaves open is as in AWS's open-source core.
internal static class RuntimeApi
{
    public const string Prefix = "/2018-06-01/runtime/";

    // 6 MiB and a little for the envelope; a streamed response may be longer (AWS documents 200 MB).
    public const int MaximumPayload = (6 * 1024 * 1024) + 100;
    public const int MaximumStream = 200 * 1024 * 1024;

    private const string InvocationIdHeader = "Lambda-Runtime-Invocation-Id";
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";
    private const string ErrorBodyTrailer = "Lambda-Runtime-Function-Error-Body";
    private const string ResponseModeHeader = "Lambda-Runtime-Function-Response-Mode";

    public static Task AnswerAsync(HttpContext context, string path, Generation generation)
    {
        var parts = path.Split('/');
        var (method, answer) = parts switch
        {
            ["invocation", "next"] => ("GET", NextAsync(generation)),
            ["invocation", var id, "response"] => ("POST", ResponseAsync(generation, id)),
            ["invocation", var id, "error"] => ("POST", ErrorAsync(generation, id)),
            ["init", "error"] => ("POST", FailedAsync(generation, generation.Runtime.InitError)),
            ["restore", "next"] when generation.Function.IsSnapStart => ("GET", RestoreNextAsync(generation)),
            ["restore", "error"] when generation.Function.IsSnapStart => (
                "POST",
                FailedAsync(generation, generation.Runtime.RestoreError)
            ),
            _ => ("", (RequestDelegate)(unknown => unknown.StatusAsync(StatusCodes.Status404NotFound))),
        };
        return method.Length > 0 && context.Request.Method != method
            ? context.StatusAsync(StatusCodes.Status405MethodNotAllowed)
            : answer(context);
    }

    private static RequestDelegate NextAsync(Generation generation) =>
        async context =>
        {
            if (generation.Runtime.Next(out var next) is { } refusal)
            {
                await context.RefuseAsync(refusal);
                return;
            }
            var invocation = await next.WaitAsync(context.RequestAborted);
            var headers = context.Response.Headers;
            headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
            headers[InvocationIdHeader] = invocation.InvocationId;
            headers["Lambda-Runtime-Deadline-Ms"] = invocation.Deadline.ToUnixTimeMilliseconds().ToString();
            headers["Lambda-Runtime-Invoked-Function-Arn"] = invocation.FunctionArn;
            headers["Lambda-Runtime-Trace-Id"] = invocation.TraceId;
            await context.AnswerAsync(StatusCodes.Status200OK, "application/json", invocation.Payload);
        };

    private static RequestDelegate ResponseAsync(Generation generation, string id) =>
        async context =>
        {
            var mode = context.Request.Headers[ResponseModeHeader].ToString();
            if (BeginAnswer(context, generation, id, "InvocationResponse", out var invocation) is { } refusal)
            {
                await context.RefuseAsync(refusal);
                return;
            }
            if (mode.Length > 0 && !mode.Equals("streaming", StringComparison.OrdinalIgnoreCase))
            {
                generation.Runtime.Withdraw();
                await context.RefuseAsync(ApiError.InvalidResponseMode);
                return;
            }
            var limit = mode.Length > 0 ? MaximumStream : MaximumPayload;
            var stream = mode.Length > 0 ? invocation!.Stream : null;
            stream?.Begin(context.Request.ContentType ?? "application/octet-stream");
            var body = await ReadAnswerAsync(context, generation, limit, stream);
            generation.Runtime.Answer(body is null ? TooLarge(limit) : ToAnswer(context, body));
            await (body is null ? context.RefuseAsync(ApiError.TooLarge(limit)) : context.AcceptAsync());
        };

    private static RequestDelegate ErrorAsync(Generation generation, string id) =>
        async context =>
        {
            if (BeginAnswer(context, generation, id, "InvocationErrorResponse", out _) is { } refusal)
            {
                await context.RefuseAsync(refusal);
                return;
            }
            var body = await ReadAnswerAsync(context, generation, MaximumPayload);
            generation.Runtime.Answer(
                body is null
                    ? TooLarge(MaximumPayload)
                    : new FunctionAnswer(body, "application/json", ErrorType(context, "Unhandled"))
            );
            await (body is null ? context.RefuseAsync(ApiError.TooLarge(MaximumPayload)) : context.AcceptAsync());
        };

    // A restore answers and ends the connection: nobody may count on one that was open when the snapshot was taken.
    private static RequestDelegate RestoreNextAsync(Generation generation) =>
        async context =>
        {
            if (generation.Runtime.RestoreNext(out var restore) is { } refusal)
            {
                await context.RefuseAsync(refusal);
                return;
            }
            await restore.WaitAsync(context.RequestAborted);
            context.Response.Headers.Connection = "close";
            await context.StatusAsync(StatusCodes.Status200OK);
        };

    private static RequestDelegate FailedAsync(Generation generation, Func<ApiError?> fail) =>
        async context =>
        {
            if (fail() is { } refusal)
            {
                await context.RefuseAsync(refusal);
                return;
            }
            var body = await context.ReadBodyAsync(MaximumPayload) ?? [];
            generation.Record(new Fault(ErrorType(context, "Runtime.Unknown"), ErrorMessage(body)) { Body = body });
            await context.AcceptAsync();
        };

    // The field is not in AWS's documents yet; AWS's runtime clients send it back since July 2026 where it came:
    // https://github.com/aws/aws-lambda-dotnet/pull/2508
    private static ApiError? BeginAnswer(
        HttpContext context,
        Generation generation,
        string id,
        string what,
        out Invocation? invocation
    )
    {
        if (generation.Runtime.BeginAnswer(id, what, out invocation) is { } refusal)
        {
            return refusal;
        }
        var attempt = context.Request.Headers[InvocationIdHeader].ToString();
        if (attempt.Length == 0 || attempt == invocation!.InvocationId)
        {
            return null;
        }
        generation.Runtime.Withdraw();
        return ApiError.Gone;
    }

    // A connection that breaks off in the middle was no answer: the runtime may answer again.
    private static async Task<byte[]?> ReadAnswerAsync(
        HttpContext context,
        Generation generation,
        int limit,
        AnswerStream? stream = null
    )
    {
        try
        {
            return await context.ReadBodyAsync(limit, stream);
        }
        catch
        {
            generation.Runtime.Withdraw();
            throw;
        }
    }

    private static string ErrorType(HttpContext context, string fallback) =>
        context.Request.Headers[ErrorTypeHeader].ToString() is { Length: > 0 } type ? type : fallback;

    private static string ErrorMessage(byte[] body)
    {
        const string unsaid = "The function reported an init error.";
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("errorMessage", out var message)
                && message.ValueKind == JsonValueKind.String
                ? message.GetString()!
                : unsaid;
        }
        catch (JsonException)
        {
            return unsaid;
        }
    }

    private static FunctionAnswer ToAnswer(HttpContext context, byte[] body)
    {
        var contentType = context.Request.ContentType ?? "application/json";
        if (!context.Request.SupportsTrailers() || !context.Request.CheckTrailersAvailable())
        {
            return new FunctionAnswer(body, contentType);
        }
        var errorType = context.Request.GetTrailer(ErrorTypeHeader).ToString();
        var errorBody = context.Request.GetTrailer(ErrorBodyTrailer).ToString();
        return errorType.Length == 0
            ? new FunctionAnswer(body, contentType)
            : new FunctionAnswer(Decode(errorBody), "application/json", errorType);
    }

    private static byte[] Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : Encoding.UTF8.GetBytes(text);
    }

    private static FunctionAnswer TooLarge(int limit)
    {
        const string Type = "Function.ResponseSizeTooLarge";
        return new(
            ApiError.Body(Type, $"Response payload size exceeded maximum allowed payload size ({limit} bytes)."),
            "application/json",
            Type
        );
    }
}
