using RestMachine.Emulator;

namespace RestMachine.Docs.Tests.Code;

/// <summary>The program that docs/getting-started.md begins with, run as a function: it does what the page says.</summary>
public sealed class FirstProgram
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswersAndShutsDownAsThePageSays()
    {
        var program = Pages.Named("docs/getting-started.md").Blocks.First(block => block.Language == "csharp");
        var options = Options(new UserProject(program)) with
        {
            ExtensionsDirectory = await ExtensionLayer.EnsureBuiltAsync(
                Repository.Root,
                cancellationToken: Cancellation
            ),
        };
        await using var environment = await LambdaEnvironment.StartAsync(options, Cancellation);
        environment.Init.EnsureSucceeded();

        (await StatusOf(environment, HttpMethod.Get, "/users/1")).ShouldBe(200);
        (await StatusOf(environment, HttpMethod.Put, "/users/2", """{"Id":2,"Name":"Grace Hopper"}""")).ShouldBe(204);
        (await StatusOf(environment, HttpMethod.Get, "/users/9")).ShouldBe(404);
        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Log.Select(line => line.Text).ShouldContain("[Function] 2 users saved");
        environment.Log.ShouldContain(line =>
            line.Text.StartsWith("[Extension] Shutdown handlers completed successfully")
        );
        report.Function!.ExitCode.ShouldBe(0);
    }

    // Beside the test's own files, which have what the program refers to, and say so.
    private static LambdaEnvironmentOptions Options(UserProject project)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, "RestMachine.Docs.Tests");
        var program = Path.Combine(AppContext.BaseDirectory, "first-program.dll");
        File.WriteAllBytes(program, project.Emit());
        return new LambdaEnvironmentOptions
        {
            Command =
            [
                "/usr/bin/env",
                "dotnet",
                "exec",
                "--runtimeconfig",
                $"{tests}.runtimeconfig.json",
                "--depsfile",
                $"{tests}.deps.json",
                program,
            ],
            // The program is compiled while it runs, on a machine that may be busy.
            RuntimeShare = TimeSpan.FromSeconds(1.5),
            InitTimeout = TimeSpan.FromMinutes(1),
        };
    }

    private static async Task<int> StatusOf(
        LambdaEnvironment environment,
        HttpMethod method,
        string path,
        string? json = null
    )
    {
        using var request = new HttpRequestMessage(method, $"http://localhost{path}");
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await environment.SendAsync(request, Cancellation);
        return (int)response.StatusCode;
    }
}
