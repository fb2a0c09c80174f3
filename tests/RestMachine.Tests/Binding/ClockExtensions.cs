namespace RestMachine.Tests.Binding;

internal static class ClockExtensions
{
    public static string Two(this TimeProvider clock, int a, int b) => $"{a} {b}";
}
