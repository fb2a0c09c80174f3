using System.Text;

namespace RestMachine.Samples;

internal static class EnvironmentExtensions
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sends a request through the front door.</summary>
    public static async Task<(int Status, string Body)> SendAsync(
        this LambdaEnvironment environment,
        HttpMethod method,
        string path,
        string? json = null
    )
    {
        using var request = new HttpRequestMessage(method, $"http://localhost{path}");
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await environment.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>What the function wrote.</summary>
    public static string[] FunctionLines(this LambdaEnvironment environment) =>
        [.. environment.Log.Where(line => line.Source == LogSource.Function).Select(line => line.Text)];

    /// <summary>The extension's one line about how the shutdown went.</summary>
    public static string Report(this LambdaEnvironment environment) =>
        environment
            .Log.Last(line => line.Source == LogSource.Extension && !line.Text.Contains("Shutdown signal received"))
            .Text;
}
