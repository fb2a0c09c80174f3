using System.Text;
using System.Text.Json;
using RestMachine.Cli.Doctor;

namespace RestMachine.Cli.Probe;

/// <summary>The functions of a deployed stack, by AWS's command line.</summary>
internal sealed class StackFunctions(AwsCommand aws, string stack)
{
    public async Task<IReadOnlyList<DeployedFunction>> FindAsync(CancellationToken cancellation)
    {
        var found = await aws.RunAsync(cancellation, "cloudformation", "describe-stacks", "--stack-name", stack);
        var outputs = Elements(found.At("Stacks"))
            .SelectMany(each => Elements(each.At("Outputs")))
            .Select(output => (Key: output.At("OutputKey").Text(), Value: output.At("OutputValue").Text()))
            .ToArray();
        DeployedFunction[] functions =
        [
            .. from function in ProbedFunction.All
            from output in outputs
            where output.Key == function.Name && output.Value is not null
            select new DeployedFunction(function, output.Value),
        ];
        return functions.Length > 0
            ? functions
            : throw new ProbeException(
                $"The stack {stack} has no output named {string.Join(", ", ProbedFunction.All.Select(each => each.Name))}: "
                    + "expected the stack of samples/ShutdownProbe.Stack."
            );
    }

    /// <summary>Invokes it, so that it has an environment, and knows afterwards where that writes.</summary>
    public async Task<DeployedFunction> InvokeAsync(DeployedFunction function, CancellationToken cancellation)
    {
        var configuration = await aws.RunAsync(
            cancellation,
            "lambda",
            "get-function-configuration",
            "--function-name",
            function.Name
        );
        var files = Directory.CreateTempSubdirectory("restmachine-probe-");
        try
        {
            var answer = Path.Combine(files.FullName, "answer");
            var invocation = await aws.RunAsync(
                cancellation,
                "lambda",
                "invoke",
                "--function-name",
                function.Name,
                answer
            );
            var payload = File.Exists(answer) ? await File.ReadAllTextAsync(answer, cancellation) : "";
            return function with
            {
                LogGroup = configuration.At("LoggingConfig", "LogGroup").Text() ?? function.LogGroup,
                LogStream = LogStreamOf(function, invocation, payload),
                Variables = configuration
                    .At("Environment")
                    .Members("Variables")
                    .ToDictionary(each => each.Name, each => each.Value.Text() ?? "", StringComparer.Ordinal),
            };
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    /// <summary>Another value of a variable: Lambda has no use for the environments of before any more.</summary>
    public async Task ChangeAsync(DeployedFunction function, CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Changed(function.Variables), cancellation);
            string[] change = ["--function-name", function.Name, "--environment", $"file://{file}"];
            await aws.RunAsync(cancellation, ["lambda", "update-function-configuration", .. change]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <returns>Null: AWS has been asked too often, after all the times that its command line tries by itself.</returns>
    public async Task<IReadOnlyList<string>?> ReadLogAsync(DeployedFunction function, CancellationToken cancellation)
    {
        string[] place = ["--log-group-name", function.LogGroup, "--log-stream-names", function.LogStream];
        try
        {
            var found = await aws.RunAsync(cancellation, ["logs", "filter-log-events", .. place]);
            return [.. Elements(found.At("events")).Select(each => each.At("message").Text()?.TrimEnd() ?? "")];
        }
        catch (ProbeException problem)
            when (problem.Message.Contains("ResourceNotFoundException", StringComparison.Ordinal))
        {
            return []; // The first lines of a stream make it.
        }
        catch (ProbeException problem) when (problem.Message.Contains("ThrottlingException", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static string LogStreamOf(DeployedFunction function, JsonElement invocation, string payload)
    {
        if (invocation.At("FunctionError").Text() is { } problem)
        {
            throw new ProbeException($"{function.Name} failed its invocation ({problem}): {payload}");
        }
        try
        {
            using var answer = JsonDocument.Parse(payload);
            if (answer.RootElement.At("logStream").Text() is { } stream)
            {
                return stream;
            }
        }
        catch (JsonException)
        {
            // Told below, with what it was instead.
        }
        throw new ProbeException(
            $"{function.Name} answered \"{payload}\": expected logStream, as samples/ShutdownProbe does."
        );
    }

    private static string Changed(IReadOnlyDictionary<string, string> variables)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartObject("Variables");
            foreach (var (name, value) in variables.Where(variable => variable.Key != "PROBE_RUN"))
            {
                json.WriteString(name, value);
            }
            json.WriteString("PROBE_RUN", $"{Guid.NewGuid()}");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static JsonElement[] Elements(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray()] : [];
}
