using System.Runtime.CompilerServices;

namespace RestMachine.Extension.Tests.Published;

/// <summary>A test that waits in vain fails under its name, instead of holding up the whole run.</summary>
internal sealed class FactAttribute : Xunit.FactAttribute
{
    public FactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = (int)Limit.TotalMilliseconds;

    /// <summary>Longer than any test takes on a busy machine.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(5);
}
