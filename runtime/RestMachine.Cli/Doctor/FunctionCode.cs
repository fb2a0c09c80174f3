using System.Text;
using RestMachine.Checks;
using RestMachine.Packaging;

namespace RestMachine.Cli.Doctor;

/// <summary>A function's package, as far as it is here.</summary>
internal sealed class FunctionCode
{
    // A Native AOT program holds the names of the settings that its library reads.
    private static readonly byte[] LibrarysMark = Encoding.Unicode.GetBytes(Variables.Port);

    private FunctionCode(bool? hasLibrary, string? nativeProblem) =>
        (HasLibrary, NativeProblem) = (hasLibrary, nativeProblem);

    public static FunctionCode Unknown { get; } = new(null, null);

    /// <summary>Null: nobody can tell.</summary>
    public bool? HasLibrary { get; }

    /// <summary>Why a native file cannot run, to be read after the function's name.</summary>
    public string? NativeProblem { get; }

    public static FunctionCode Read(IReadOnlyList<PackedFile> package, string architecture, string runtime) =>
        new(package.Any(HoldsLibrary), NativeFiles.Find(package, architecture, runtime));

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
