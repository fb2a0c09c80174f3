using System.Diagnostics;

namespace RestMachine.Deployment.Tests;

/// <summary>A program that is run to its end.</summary>
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
        using var process = Process.Start(ToStartInfo())!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A build server that lives on would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }
        return start;
    }
}
