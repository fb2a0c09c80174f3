namespace RestMachine.Emulator.Projects;

// Where a shell would find a program.
internal static class ProgramPath
{
    public static string? Find(string program) =>
        program.Contains('/', StringComparison.Ordinal)
            ? IsExecutable(program)
                ? program
                : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, program))
                .FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsLinux()
            && File.Exists(path)
            && (File.GetUnixFileMode(path) & Execute) != UnixFileMode.None;
    }
}
