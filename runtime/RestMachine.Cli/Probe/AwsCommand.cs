using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace RestMachine.Cli.Probe;

/// <summary>AWS's command line, version 1 or 2.</summary>
internal sealed class AwsCommand(string program, string? profile, string? region)
{
    private const int LongestQuote = 300;

    /// <returns>Null: no folder of the path has one.</returns>
    public static string? Find(string? path) =>
        (path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "aws"))
            .FirstOrDefault(File.Exists);

    /// <summary>What every call has besides, for those who paste it.</summary>
    public static IEnumerable<string> Common(string? profile, string? region)
    {
        string[] account = profile is null ? [] : ["--profile", profile];
        return region is null ? account : [.. account, "--region", region];
    }

    /// <exception cref="ProbeException">It did not start, ended with another code than 0, or printed no JSON.</exception>
    public async Task<JsonElement> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        var name = $"aws {arguments[0]} {arguments[1]}";
        var (exitCode, output, errors) = await StartAsync(
            [.. arguments, .. Common(profile, region), "--output", "json"],
            cancellation
        );
        if (exitCode != 0)
        {
            throw new ProbeException($"{name} ended with code {exitCode}: {Quote(errors)}");
        }
        try
        {
            using var document = JsonDocument.Parse(output);
            return document.RootElement.Clone();
        }
        catch (JsonException problem)
        {
            throw new ProbeException($"{name} printed something else than JSON: \"{Quote(output)}\"", problem);
        }
    }

    private async Task<(int ExitCode, string Output, string Errors)> StartAsync(
        IEnumerable<string> arguments,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_PAGER"] = "";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, output, await errors);
        }
        catch (Win32Exception problem)
        {
            throw new ProbeException($"{program} could not be started: {problem.Message}", problem);
        }
    }

    private static string Quote(string text) =>
        text.Trim() is { Length: > LongestQuote } tooLong ? $"{tooLong[..LongestQuote]} …" : text.Trim();
}
