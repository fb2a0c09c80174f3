using System.Diagnostics;

namespace RestMachine.Emulator.Projects;

internal static class DotnetCommand
{
    /// <returns>Standard output.</returns>
    /// <exception cref="ProjectException">The command failed; the message ends with what it printed.</exception>
    public static async Task<string> RunAsync(
        IReadOnlyList<string> arguments,
        Action<string>? line,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Isolate(start);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput, line);
        var errors = ReadAsync(process.StandardError, line);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        var text = string.Join(Environment.NewLine, await output);
        return process.ExitCode == 0
            ? text
            : throw new ProjectException(
                $"dotnet {string.Join(' ', arguments)} exited with {process.ExitCode}:{Environment.NewLine}"
                    + string.Join(Environment.NewLine, [text, .. await errors])
            );
    }

    // A command started from within dotnet test or dotnet run must not inherit that build's own settings.
    private static void Isolate(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(IsOfTheOuterBuild).ToArray())
        {
            start.Environment.Remove(name);
        }
    }

    private static bool IsOfTheOuterBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);

    private static async Task<List<string>> ReadAsync(StreamReader reader, Action<string>? line)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync() is { } text)
        {
            lines.Add(text);
            line?.Invoke(text);
        }
        return lines;
    }
}
