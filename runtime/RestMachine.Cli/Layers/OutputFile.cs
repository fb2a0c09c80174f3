namespace RestMachine.Cli.Layers;

internal static class OutputFile
{
    // Beside it first: nobody finds half a file, and one that is being executed can be replaced.
    public static void Write(string path, byte[] content, UnixFileMode mode)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var unfinished = $"{full}.{Environment.ProcessId}";
        try
        {
            File.WriteAllBytes(unfinished, content);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(unfinished, mode);
            }
            File.Move(unfinished, full, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
