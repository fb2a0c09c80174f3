using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

internal static class EnvironmentExtensions
{
    public static async Task<string> GetAsync(this LambdaEnvironment environment, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost{path}");
        using var response = await environment.SendAsync(request, TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    public static async Task<int> GetProcessIdAsync(this LambdaEnvironment environment)
    {
        var answer = await environment.GetAsync("/pid");
        await environment.WaitUntilIdleAsync(TestContext.Current.CancellationToken);
        return int.Parse(answer["200 ".Length..]);
    }

    public static IEnumerable<string> Lines(this LambdaEnvironment environment, LogSource source) =>
        environment.Log.Where(line => line.Source == source).Select(line => line.Text);

    /// <summary>The extension's last line about how the shutdown went, metrics aside.</summary>
    public static string Verdict(this LambdaEnvironment environment) =>
        environment.Lines(LogSource.Extension).Last(line => !line.StartsWith("{\"_aws\":", StringComparison.Ordinal));
}
