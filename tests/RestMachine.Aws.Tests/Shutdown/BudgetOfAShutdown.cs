namespace RestMachine.Aws.Tests.Shutdown;

public class BudgetOfAShutdown
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5_000, true, 450)]
    [InlineData(5_000, false, 250)]
    [InlineData(400, true, 350)]
    [InlineData(40, true, 0)]
    public void BySigtermIsTheDocumentedShareLessAMargin(int timeout, bool hasInternalExtension, int token)
    {
        var budget = ShutdownBudgets.ForSigterm(TimeSpan.FromMilliseconds(timeout), hasInternalExtension);

        budget.Token.ShouldBe(TimeSpan.FromMilliseconds(token));
        budget.End.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(5_000, 1_500, 1_450)]
    [InlineData(1_000, 1_500, 950)]
    [InlineData(5_000, -60_000, 1_350)]
    [InlineData(1_000, 0, 950)]
    [InlineData(5_000, 60_000, 1_950)]
    public void ByPostIsTheSmallestOfTimeoutDeadlineAndPlatform(int timeout, int remaining, int token)
    {
        var budget = ShutdownBudgets.ForPost(
            TimeSpan.FromMilliseconds(timeout),
            s_now.AddMilliseconds(remaining),
            s_now
        );

        budget.Token.ShouldBe(TimeSpan.FromMilliseconds(token));
        budget.End.ShouldBe(TimeSpan.FromMilliseconds(token + 25));
    }

    [Fact]
    public void ByPostWithoutADeadlineIsThePlatforms() =>
        ShutdownBudgets
            .ForPost(TimeSpan.FromSeconds(5), deadline: null, s_now)
            .Token.ShouldBe(TimeSpan.FromMilliseconds(1_950));

    [Theory]
    [InlineData(5_000, 1_950)]
    [InlineData(1_000, 950)]
    public void ByHandoverIsThePlatformsAndEndsBeforeIt(int timeout, int token)
    {
        var budget = ShutdownBudgets.ForHandover(TimeSpan.FromMilliseconds(timeout));

        budget.Token.ShouldBe(TimeSpan.FromMilliseconds(token));
        budget.End.ShouldBeLessThan(ShutdownBudgets.ShareByHandover);
        ShutdownBudgets.ShareByHandover.ShouldBeLessThan(ShutdownBudgets.PlatformTotal - TimeSpan.FromMilliseconds(10));
    }

    [Theory]
    [InlineData(5_000, true, 450)]
    [InlineData(5_000, false, 250)]
    [InlineData(400, true, 350)]
    public void OfAnOrphanIsTheDocumentedShareAndEndsWithinIt(int timeout, bool hasInternalExtension, int token)
    {
        var budget = ShutdownBudgets.ForOrphan(TimeSpan.FromMilliseconds(timeout), hasInternalExtension);

        budget.Token.ShouldBe(TimeSpan.FromMilliseconds(token));
        budget.End.ShouldBe(TimeSpan.FromMilliseconds(token + 25));
    }

    [Fact]
    public void ByMethodIsTheUsersOwn() =>
        ShutdownBudgets.ForMethod(TimeSpan.FromSeconds(5)).Token.ShouldBe(TimeSpan.FromSeconds(5));
}
