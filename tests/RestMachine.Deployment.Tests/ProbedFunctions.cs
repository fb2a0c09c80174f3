using System.Text.Json;

namespace RestMachine.Deployment.Tests;

/// <summary>
/// <c>restmachine probe</c> with AWS's own command line, against the local AWS. Only an invocation is played: moto runs
/// functions in Docker, and ends no environments, so what those would have written is in the log beforehand.
/// </summary>
public sealed class ProbedFunctions : IDisposable
{
    private const string Function = "probe-LayerOnly-1A2B";
    private const string LogGroup = $"/aws/lambda/{Function}";
    private const string LogStream = "2026/11/26/[$LATEST]0123456789abcdef";

    private static readonly string[] s_lines =
    [
        """{"probe":"began","wall":1790000000000,"uptime":500000}""",
        """{"probe":"tick","after":300.4}""",
        """{"probe":"shutdown","wall":1790000000305,"uptime":500305,"deadline":1790000002000}""",
        """{"level":"ERROR","message":"[Extension] Shutdown handlers did not finish","outcome":"unfinished","completed":30,"timedOut":0,"milliseconds":305.9}""",
        """{"probe":"alive","wall":1790000001990,"uptime":501990}""",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("probed-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AreMeasuredWithAwsCommandLine()
    {
        var missing = await PythonTools.FindMissingAsync("moto.server", "moto[server]==5.2.1");
        Assert.SkipWhen(missing is not null, missing ?? "");
        var aws = Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Select(folder => Path.Combine(folder, "aws"))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(aws is null, "AWS's command line is missing: no program named aws is on PATH.");
        using var local = await LocalAws.StartAsync();
        var variables = new Dictionary<string, string>(local.Variables, StringComparer.Ordinal) { ["AWS_PAGER"] = "" };
        await DeployAsync(aws!, variables);

        var table = await ProbeAsync(aws!, variables);

        table.ShouldMatch(
            @"\| LayerOnly \| 300 to 306 ms \| 300 ms +\| 600 ms \| documents +\| 1695 ms +\| 1685 ms \| wall clock"
        );
        var changed = await local.LambdaAsync($"2015-03-31/functions/{Function}/configuration");
        var environment = changed.GetProperty("Environment").GetProperty("Variables");
        environment.GetProperty("PROBE_LOOP").GetString().ShouldBe("own");
        environment.GetProperty("PROBE_RUN").GetString().ShouldNotBeNullOrEmpty();
    }

    private async Task DeployAsync(string aws, Dictionary<string, string> variables)
    {
        var template = Write(
            "template.json",
            $$$"""{"Resources":{"Any":{"Type":"AWS::SNS::Topic"}},"Outputs":{"LayerOnly":{"Value": "{{{Function}}}" } } }"""
        );
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var events = Write(
            "events.json",
            JsonSerializer.Serialize(s_lines.Select(message => new { timestamp = now, message }))
        );
        var code = Write("code.zip", "");
        await using (
            var zip = await System.IO.Compression.ZipFile.OpenAsync(code, System.IO.Compression.ZipArchiveMode.Update)
        )
        {
            zip.CreateEntry("bootstrap");
        }
        string[] role =
        [
            "--role-name",
            "probe",
            "--assume-role-policy-document",
            """{"Version":"2012-10-17","Statement":[]}""",
        ];
        string[] function =
        [
            .. new[] { "--function-name", Function, "--runtime", "provided.al2023", "--handler", "bootstrap" },
            .. new[] { "--role", $"arn:aws:iam::{LocalAws.Account}:role/probe", "--zip-file", $"fileb://{code}" },
            .. new[] { "--environment", "Variables={PROBE_LOOP=own}" },
        ];
        string[] log = ["--log-group-name", LogGroup];
        string[] stream = [.. log, "--log-stream-name", LogStream];
        string[][] calls =
        [
            ["iam", "create-role", .. role],
            ["lambda", "create-function", .. function],
            ["cloudformation", "create-stack", "--stack-name", "MyProbe", "--template-body", $"file://{template}"],
            ["logs", "create-log-group", .. log],
            ["logs", "create-log-stream", .. stream],
            ["logs", "put-log-events", .. stream, "--log-events", $"file://{events}"],
        ];
        foreach (var call in calls)
        {
            await new Command(aws, call) { Variables = variables }.RunAsync();
        }
    }

    private Task<string> ProbeAsync(string aws, Dictionary<string, string> variables)
    {
        var program = Write(
            "aws",
            $$"""
            #!/bin/bash
            [ "$1 $2" = "lambda invoke" ] || exec '{{aws}}' "$@"
            for word in "$@"; do case $word in /*) answer=$word ;; esac; done
            printf '%s' '{"logStream":"{{LogStream}}"}' > "$answer"
            echo '{"StatusCode": 200, "ExecutedVersion": "$LATEST"}'
            """
        );
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string[] command =
        [
            Path.Combine(Repository.Root, "runtime/RestMachine.Cli"),
            "--",
            "probe",
            "--stack",
            "MyProbe",
        ];
        return new Command("dotnet", ["run", "--project", .. command])
        {
            Variables = new Dictionary<string, string>(variables, StringComparer.Ordinal)
            {
                ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
            },
        }.RunAsync();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
