namespace RestMachine.Emulator.Tests;

// Options for environments of the C double, and the folder they need.
internal sealed class Doubles : IDisposable
{
    // A hang guard, nothing that a test measures.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "faulty-function");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("emulator-tests-");

    public string ExtensionsDirectory =>
        Directory.CreateDirectory(Path.Combine(folder.FullName, "extensions")).FullName;

    public string RecordFile => Path.Combine(folder.FullName, "record");

    public IReadOnlyList<string> Records => File.Exists(RecordFile) ? File.ReadAllLines(RecordFile) : [];

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // A link, not a copy: a file just written may be busy while another test starts a process.
    public string AddExtension(string name)
    {
        var path = Path.Combine(ExtensionsDirectory, name);
        File.CreateSymbolicLink(path, Program);
        return path;
    }

    public LambdaEnvironmentOptions Options(
        string functionFault = "",
        string? extensionFault = null,
        params (string Name, string Value)[] variables
    )
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FUNCTION_FAULT"] = functionFault,
            ["EXTENSION_FAULT"] = extensionFault ?? "",
            ["RECORD_FILE"] = RecordFile,
        };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }
        if (extensionFault is not null && Directory.GetFiles(ExtensionsDirectory).Length == 0)
        {
            AddExtension("witness");
        }
        return new LambdaEnvironmentOptions
        {
            Command = [Program],
            WorkingDirectory = folder.FullName,
            ExtensionsDirectory = extensionFault is null ? null : ExtensionsDirectory,
            EnvironmentVariables = environment,
            FunctionTimeout = Patience,
            InitTimeout = Patience,
            Log = line =>
                TestContext.Current.TestOutputHelper?.WriteLine($"{line.Source} {line.Extension}: {line.Text}"),
        };
    }

    public Task<LambdaEnvironment> StartAsync(
        string functionFault = "",
        string? extensionFault = null,
        params (string Name, string Value)[] variables
    ) => LambdaEnvironment.StartAsync(Options(functionFault, extensionFault, variables), Cancellation);

    public void Dispose() => folder.Delete(recursive: true);
}
