using System.Diagnostics;

namespace RestMachine.Cdk;

/// <param name="folder">The project's: its global.json chooses the SDK.</param>
internal sealed class LocalDotnet(string folder) : IDotnet
{
    // A build server that lives on would hold the pipes open.
    public IReadOnlyList<string> PublishOptions { get; } = ["--disable-build-servers"];

    public static bool IsInstalled { get; } = OnPath("dotnet");

    /// <summary>Whether a program is in a folder of PATH.</summary>
    public static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder =>
                File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe"))
            );

    public string PathOf(string path) => path;

    public string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        // The app itself may run within dotnet run: that build's settings are not this one's.
        var outer = start.Environment.Keys.Where(name =>
            name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        );
        foreach (var name in outer.ToArray())
        {
            start.Environment.Remove(name);
        }
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"dotnet {string.Join(' ', arguments)} exited with {process.ExitCode}:\n{output}{errors.GetAwaiter().GetResult()}"
            );
    }
}
