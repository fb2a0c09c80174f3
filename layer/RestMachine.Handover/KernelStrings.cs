using System.Runtime.InteropServices;
using System.Text;

namespace RestMachine.Handover;

/// <summary>
/// Arguments and variables as the kernel has them, byte for byte: .NET would decode them, and what is no UTF-8 could not be
/// encoded again. They live as long as the process.
/// </summary>
internal static unsafe class KernelStrings
{
    private const int Step = 4096;

    /// <param name="file">Of NUL-terminated strings, its name ended by NUL.</param>
    public static List<nint> Of(ReadOnlySpan<byte> file)
    {
        var bytes = Read(file, out var length);
        var strings = new List<nint>();
        for (var start = 0; start < length; )
        {
            strings.Add((nint)(bytes + start));
            start += MemoryMarshal.CreateReadOnlySpanFromNullTerminated(bytes + start).Length + 1;
        }
        return strings;
    }

    public static nint From(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = (byte*)NativeMemory.AllocZeroed((nuint)length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, length));
        return (nint)bytes;
    }

    public static string Text(nint text) =>
        Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)text));

    public static bool StartsWith(nint text, string start) => Text(text).StartsWith(start, StringComparison.Ordinal);

    private static byte* Read(ReadOnlySpan<byte> file, out int length)
    {
        int descriptor;
        fixed (byte* path = file)
        {
            descriptor = Libc.Open(path, Libc.O_RDONLY | Libc.O_CLOEXEC);
        }
        var bytes = (byte*)null;
        nint count;
        length = 0;
        do
        {
            bytes = (byte*)NativeMemory.Realloc(bytes, (nuint)(length + Step + 1));
            count = Libc.Read(descriptor, bytes + length, Step);
            length += (int)Math.Max(count, 0);
        } while (count > 0);
        bytes[length] = 0;
        _ = Libc.Close(descriptor);
        return bytes;
    }
}
