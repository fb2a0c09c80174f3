namespace RestMachine.Cli.Tests;

internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cli-tests-");

    public string FullName => folder.FullName;

    public string RecordFile => Path.Combine(folder.FullName, "record");

    // A folder with the double as the only extension.
    public string Extensions()
    {
        var extensions = Directory.CreateDirectory(Path.Combine(folder.FullName, "extensions")).FullName;
        File.CreateSymbolicLink(Path.Combine(extensions, "witness"), CliProcess.Function);
        return extensions;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
