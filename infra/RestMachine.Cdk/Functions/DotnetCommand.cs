using System.ComponentModel;
using System.Diagnostics;

namespace RestMachine.Cdk;

internal static class DotnetCommand
{
    /// <returns>Standard output.</returns>
    public static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
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
        using var process = Start(start);
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

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception problem)
        {
            throw new InvalidOperationException(
                $"dotnet could not be started ({problem.Message}): install the .NET SDK, or give Code instead of Project.",
                problem
            );
        }
    }
}
