using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

internal static class ExecutableFile
{
    private const UnixFileMode Execute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="ProjectException">There is no such file, or nobody may execute it.</exception>
    public static void Require(string option, string file)
    {
        if (!File.Exists(file))
        {
            throw new ProjectException($"{option} names \"{file}\", but there is no such file.");
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Execute) == UnixFileMode.None)
        {
            throw new ProjectException($"{option} names \"{file}\", which is not executable: chmod +x {file}");
        }
    }
}
