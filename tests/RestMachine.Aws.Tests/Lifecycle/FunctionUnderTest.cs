using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>The lifecycle function in an environment of its own, with the published extension or without.</summary>
internal static class FunctionUnderTest
{
    private static readonly string s_root = FindRoot();

    /// <summary>A jitted function on a busy machine is slower than Lambda's share, and the function does not ask for it.</summary>
    private static readonly TimeSpan s_share = TimeSpan.FromMilliseconds(1_500);

    public static async Task<LambdaEnvironment> StartAsync(
        Dictionary<string, string>? variables = null,
        bool hasLayer = true,
        Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>? configure = null
    )
    {
        var options = new LambdaEnvironmentOptions
        {
            Command = [Executable],
            ExtensionsDirectory = hasLayer ? Extensions : null,
            EnvironmentVariables = variables ?? [],
            RuntimeShare = s_share,
        };
        return await LambdaEnvironment.StartAsync(
            configure?.Invoke(options) ?? options,
            TestContext.Current.CancellationToken
        );
    }

    public static async Task<string> GetAsync(this LambdaEnvironment environment, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost{path}");
        using var response = await environment.SendAsync(request, TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    public static IEnumerable<string> Lines(this LambdaEnvironment environment, LogSource source) =>
        environment.Log.Where(line => line.Source == source).Select(line => line.Text);

    /// <summary>The extension's one line about how the shutdown went.</summary>
    public static string Verdict(this LambdaEnvironment environment) =>
        environment
            .Lines(LogSource.Extension)
            .Last(line => !line.Contains("Shutdown signal received", StringComparison.Ordinal));

    /// <summary>Where a project beside this one was built to.</summary>
    public static string OutputOf(string project) =>
        AppContext.BaseDirectory.Replace("RestMachine.Aws.Tests", project, StringComparison.Ordinal);

    public static string Executable =>
        Path.Combine(OutputOf("RestMachine.LifecycleFunction"), "RestMachine.LifecycleFunction");

    public static string Extensions
    {
        get
        {
            var folder = Path.Combine(s_root, "artifacts/layer/x86_64/extensions");
            return File.Exists(Path.Combine(folder, "restmachine-shutdown"))
                ? folder
                : throw new FileNotFoundException("The extension is not published; run: dotnet build layer/Layer.proj");
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
        {
            folder =
                folder.Parent
                ?? throw new DirectoryNotFoundException("RestMachine.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
