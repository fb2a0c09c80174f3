using Microsoft.Extensions.Time.Testing;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

public sealed class ReceiptOfAnExtensionThatIsLate : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ManualResetEvent _ending = new(initialState: false);
    private int _attempts;
    private int _absences;

    public void Dispose() => _ending.Dispose();

    /// <summary>INIT is over, and with it the extension's: its socket stands, whatever the clocks say.</summary>
    [Fact]
    public void IsOpenedAfterAFreezeThatBeganBeforeItsSocketStood()
    {
        Receipt("", "frozen", "there").Open("off", _ending);

        (_attempts, _absences).ShouldBe((3, 0));
    }

    [Fact]
    public void IsMissedOnceTheTimeIsUpAndOneMoreAttemptHasFailed()
    {
        Receipt("", "frozen", "", "there").Open("off", _ending);

        (_attempts, _absences).ShouldBe((3, 1));
    }

    [Fact]
    public void IsNotWaitedForWhenTheEndHasBegun()
    {
        _ending.Set();

        Receipt("", "there").Open("off", _ending);

        (_attempts, _absences).ShouldBe((1, 0));
    }

    /// <param name="attempts">What comes of each: the receipt is there, or it is not and a long freeze follows, or it is not.</param>
    private DeferredReceipt Receipt(params string[] attempts) =>
        new(
            () =>
            {
                var attempt = attempts[_attempts++];
                _time.Advance(attempt == "frozen" ? TimeSpan.FromMinutes(20) : TimeSpan.Zero);
                return attempt == "there" ? new Receipt(line => line.Length, _time) : null;
            },
            _time,
            absent: () => _absences++
        );
}
