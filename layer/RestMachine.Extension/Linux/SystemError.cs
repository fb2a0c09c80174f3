using System.Runtime.InteropServices;

namespace RestMachine.Extension.Linux;

internal static class SystemError
{
    public static string Last => Describe(Libc.LastError);

    public static string Describe(int number) => Marshal.GetPInvokeErrorMessage(number) + " (errno " + number + ")";
}
