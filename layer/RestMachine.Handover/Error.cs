using System.Text;

namespace RestMachine.Handover;

/// <summary>A line for the function's log.</summary>
internal static unsafe class Error
{
    public static void Write(string message)
    {
        ReadOnlySpan<byte> line = Encoding.UTF8.GetBytes("[Handover] Error: " + message + "\n");
        fixed (byte* bytes = line)
        {
            // One call, and nobody to tell if it fails.
            _ = Libc.Write(2, bytes, line.Length);
        }
    }
}
