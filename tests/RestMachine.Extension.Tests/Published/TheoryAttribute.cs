using System.Runtime.CompilerServices;

namespace RestMachine.Extension.Tests.Published;

/// <summary>As <see cref="FactAttribute"/>, for each row of the data.</summary>
internal sealed class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = (int)FactAttribute.Limit.TotalMilliseconds;
}
