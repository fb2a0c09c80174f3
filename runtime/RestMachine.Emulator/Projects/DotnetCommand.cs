using System.Collections;
using RestMachine.Emulator.Processes;

namespace RestMachine.Emulator.Projects;

// A build does not outlive this process, however that ends: it is guarded as the function's processes are.
internal static class DotnetCommand
{
    private const string Mark = "RESTMACHINE_EMULATOR_BUILD";

    /// <returns>What it printed.</returns>
    /// <exception cref="ProjectException">The command failed; the message ends with what it printed.</exception>
    public static async Task<string> RunAsync(
        IReadOnlyList<string> arguments,
        Action<string>? line,
        CancellationToken cancellationToken
    )
    {
        var mark = $"{Guid.NewGuid():N}";
        var lines = new List<string>();
        using var guard = ProcessGuard.Start($"{Mark}={mark}", directory: null, TimeProvider.System);
        var command = ChildProcess.Start(
            new SpawnRequest
            {
                Command = [FindDotnet(), .. arguments],
                Environment = Variables(mark),
                OutputLine = text =>
                {
                    lines.Add(text);
                    line?.Invoke(text);
                },
            },
            TimeProvider.System
        );
        guard.Started(command.Id);
        try
        {
            await command.Exited.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            command.Signal(Posix.SigKill);
            _ = Survivors.Kill($"{Mark}={mark}");
            throw;
        }
        finally
        {
            await command.Exited;
            command.DrainOutput();
            command.Reap();
        }
        var text = string.Join(Environment.NewLine, lines);
        return command.Exit is { Succeeded: true }
            ? text
            : throw new ProjectException(
                $"dotnet {string.Join(' ', arguments)} failed ({command.Exit}):{Environment.NewLine}{text}"
            );
    }

    private static string FindDotnet() =>
        ProgramPath.Find("dotnet")
        ?? throw new ProjectException("dotnet is not on PATH: install the .NET SDK, or add its folder to PATH.");

    private static Dictionary<string, string> Variables(string mark)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }
        // A command started from within dotnet test or dotnet run must not inherit that build's own settings.
        foreach (var name in variables.Keys.Where(IsOfTheOuterBuild).ToArray())
        {
            variables.Remove(name);
        }
        variables["DOTNET_NOLOGO"] = "1";
        variables[Mark] = mark;
        return variables;
    }

    private static bool IsOfTheOuterBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);
}
