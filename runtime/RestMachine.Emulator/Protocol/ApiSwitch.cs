using Microsoft.AspNetCore.Http;

namespace RestMachine.Emulator.Protocol;

// The address stays when the processes are replaced: requests go to the generation that lives when they arrive.
internal sealed class ApiSwitch
{
    // AWS's open-source core answers these two so when the APIs are disabled: accepted, without effect.
    private const string LogsPath = "/2020-08-15/logs";
    private const string TelemetryPath = "/2022-07-01/telemetry";

    public Func<Generation>? Current { get; set; }

    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (Current is null)
        {
            return context.StatusAsync(StatusCodes.Status503ServiceUnavailable);
        }
        var generation = Current();
        return path switch
        {
            _ when path.StartsWith(RuntimeApi.Prefix, StringComparison.Ordinal) => RuntimeApi.AnswerAsync(
                context,
                path[RuntimeApi.Prefix.Length..],
                generation
            ),
            _ when path.StartsWith(ExtensionsApi.Prefix, StringComparison.Ordinal) => ExtensionsApi.AnswerAsync(
                context,
                path[ExtensionsApi.Prefix.Length..],
                generation
            ),
            LogsPath => NotSupportedAsync(context, "Logs"),
            TelemetryPath => NotSupportedAsync(context, "Telemetry"),
            _ => context.StatusAsync(StatusCodes.Status404NotFound),
        };
    }

    private static Task NotSupportedAsync(HttpContext context, string api) =>
        context.Request.Method == "PUT"
            ? context.RefuseAsync(
                new ApiError(StatusCodes.Status202Accepted, $"{api}.NotSupported", $"{api} API is not supported")
            )
            : context.StatusAsync(StatusCodes.Status405MethodNotAllowed);
}
