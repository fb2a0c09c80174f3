using System.Globalization;

namespace RestMachine.Aws.Tests.Shutdown;

public class HandoverOfAProcess
{
    private static int Parent =>
        int.Parse(File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ')[1], CultureInfo.InvariantCulture);

    [Fact]
    public void IsByItsParent()
    {
        var handover = Aws.Shutdown.Handover.By(Parent).ShouldNotBeNull();

        handover.HasHappened.ShouldBeFalse();
    }

    /// <summary>A child of a function inherits its variables.</summary>
    [Fact]
    public void IsByNobodyElseThatLives()
    {
        Aws.Shutdown.Handover.By(Environment.ProcessId).ShouldBeNull();
        Aws.Shutdown.Handover.By(wrapper: null).ShouldBeNull();
    }

    /// <summary>Ended before the function had read its variables: a number above the kernel's largest.</summary>
    [Fact]
    public void HasHappenedWhereTheWrapperIsGone() =>
        Aws.Shutdown.Handover.By(int.MaxValue).ShouldNotBeNull().HasHappened.ShouldBeTrue();
}
