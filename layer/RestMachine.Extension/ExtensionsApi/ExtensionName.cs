using System.Text;
using RestMachine.Extension.Linux;

namespace RestMachine.Extension.ExtensionsApi;

/// <summary>The name to register with: Lambda knows an extension by the name of its file in /opt/extensions.</summary>
internal static unsafe class ExtensionName
{
    public static string OfThisFile()
    {
        Span<byte> path = stackalloc byte[4096];
        nint length;
        fixed (
            byte* link = "/proc/self/exe\0"u8,
                target = path
        )
        {
            length = Libc.ReadLink(link, target, path.Length);
        }
        return length > 0
            ? Encoding.UTF8.GetString(path[(path[..(int)length].LastIndexOf((byte)'/') + 1)..(int)length])
            : Path.GetFileName(Environment.GetCommandLineArgs()[0]);
    }
}
