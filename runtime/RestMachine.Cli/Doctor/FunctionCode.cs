using System.Text;
using RestMachine.Checks;
using RestMachine.Packaging;

namespace RestMachine.Cli.Doctor;

/// <summary>A function's package, as far as it is here.</summary>
internal sealed class FunctionCode
{
    // A Native AOT program holds the names of the settings that its library reads.
    private static readonly byte[] LibrarysMark = Encoding.Unicode.GetBytes(Variables.Port);

    private IReadOnlyList<PackedFile>? files;

    private FunctionCode() { }

    public static FunctionCode Unknown { get; } = new();

    public static FunctionCode Unreadable(string why) => new() { WhyUnreadable = why };

    /// <summary>Null: it could be read, or is not here.</summary>
    public string? WhyUnreadable { get; private init; }

    /// <summary>Null: nobody can tell.</summary>
    public bool? HasLibrary { get; private init; }

    /// <summary>Of a class library, whether it has RestMachine's library start within INIT. Null: nobody can tell.</summary>
    public bool? CallsStart { get; private init; }

    /// <summary>The program that a bootstrap for handover names; null: it is none.</summary>
    public string? HandedOver { get; private init; }

    /// <summary>Why a native file cannot run, to be read after the function's name.</summary>
    public string? NativeProblem { get; private init; }

    public static FunctionCode Read(IReadOnlyList<PackedFile> package, string? architecture, string runtime) =>
        new()
        {
            files = package,
            HasLibrary = package.Any(HoldsLibrary),
            CallsStart = StartCalls.AreIn(package),
            HandedOver = package.FirstOrDefault(file => file.Name == "bootstrap") is { } bootstrap
                ? HandoverMode.ProgramOf(bootstrap.Read())
                : null,
            NativeProblem = NativeFiles.Find(package, architecture, runtime),
        };

    /// <summary>Whether it is known and has no such file.</summary>
    public bool Lacks(string name) => files?.Any(file => file.Name == name) == false;

    private static bool HoldsLibrary(PackedFile file)
    {
        if (Path.GetFileName(file.Name) == "RestMachine.Aws.dll")
        {
            return true;
        }
        // Other programs have an extension, libraries too.
        var isProgram = !Path.HasExtension(file.Name);
        return isProgram
            && file.Read() is var content
            && ElfFile.TryRead(content) is not null
            && content.AsSpan().IndexOf(LibrarysMark) >= 0;
    }
}
