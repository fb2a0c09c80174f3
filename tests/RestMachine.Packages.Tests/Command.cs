using System.Diagnostics;

namespace RestMachine.Packages.Tests;

/// <summary>A program that is run to its end, as from a terminal of its own.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    public string Folder { get; init; } = Path.GetTempPath();

    public IReadOnlyDictionary<string, string> Variables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <returns>Standard output and standard error.</returns>
    public async Task<string> RunAsync()
    {
        var (exitCode, output) = await TryAsync();
        return exitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{Program} {string.Join(' ', Arguments)} exited with {exitCode}:\n{output}"
            );
    }

    public async Task<(int ExitCode, string Output)> TryAsync()
    {
        // A file and no pipe: the compiler's server lives on, and would hold a pipe open.
        var output = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(ToStartInfo(output))!;
            try
            {
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
            return (process.ExitCode, await File.ReadAllTextAsync(output));
        }
        finally
        {
            File.Delete(output);
        }
    }

    private ProcessStartInfo ToStartInfo(string output)
    {
        string[] redirected = ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", output, Program, .. Arguments];
        var start = new ProcessStartInfo("bash", redirected) { WorkingDirectory = Folder, UseShellExecute = false };
        // What the build and the run of these tests set is not its user's.
        foreach (var name in start.Environment.Keys.Where(IsOfTheOuterBuild).ToArray())
        {
            start.Environment.Remove(name);
        }
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }
        return start;
    }

    private static bool IsOfTheOuterBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);
}
