using System.Text;

namespace RestMachine.Cli.Tests.Doctor;

// The beginning of an ELF file is what tells a program's architecture.
internal static class Program64
{
    public static byte[] For(string architecture, string text = "")
    {
        ReadOnlySpan<byte> start = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        var header = new byte[64];
        start.CopyTo(header);
        header[18] = architecture == "arm64" ? (byte)183 : (byte)62;
        return [.. header, .. Encoding.Unicode.GetBytes(text)];
    }
}
