using System.Text.Json;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

public class LogInJson
{
    [Fact]
    public async Task IsOneObjectALineForEveryLineOfOurs()
    {
        await using var environment = await FunctionUnderTest.StartAsync(
            new()
            {
                ["AWS_LAMBDA_LOG_FORMAT"] = "JSON",
                ["RESTMACHINE_EXTENSION_TIMEOUT"] = "\"soon\"",
                ["SHUTDOWN"] = "throw",
            }
        );
        await environment.GetAsync("/hello");

        await environment.ShutdownAsync(ShutdownReason.Spindown, TestContext.Current.CancellationToken);

        var function = Objects(environment, LogSource.Function, "[Function] ");
        var extension = Objects(environment, LogSource.Extension, "[Extension] ");
        function.Select(Level).ShouldBe(["WARN", "INFO", "ERROR", "ERROR"]);
        function[2].GetProperty("message").GetString()!.ShouldEndWith("connection lost\nforged line");
        function[2].GetProperty("error").GetString().ShouldBe("System.IO.InvalidDataException");
        function[2].GetProperty("outcome").GetString().ShouldBe("failed");
        function[^1].GetProperty("outcome").GetString().ShouldBe("failed");
        extension.Select(Level).ShouldBe(["WARN", "INFO", "ERROR"]);
        extension[^1].GetProperty("failed").GetInt32().ShouldBe(1);
    }

    private static JsonElement[] Objects(LambdaEnvironment environment, LogSource source, string prefix)
    {
        var lines = environment.Lines(source).Where(line => line.Contains(prefix, StringComparison.Ordinal));
        var objects = lines.Select(line => JsonElement.Parse(line)).ToArray();
        objects.ShouldAllBe(line => line.GetProperty("message").GetString()!.StartsWith(prefix));
        objects.ShouldAllBe(line => line.GetProperty("timestamp").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        return objects;
    }

    private static string? Level(JsonElement line) => line.GetProperty("level").GetString();
}
