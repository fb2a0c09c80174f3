using RestMachine.Cli.Probe;

namespace RestMachine.Cli.Tests.Probe;

public sealed class DeadlineClocks
{
    [Theory]
    [InlineData(305, 1_695, 0, "wall clock, from SIGTERM on")]
    [InlineData(505, 1_495, 0, "wall clock, from SIGTERM on")]
    [InlineData(250, 1_690, 0, "wall clock, from SIGTERM on")]
    [InlineData(305, 2_000, 0, "wall clock, from the event on")]
    [InlineData(305, 61_695, 0, "off the wall clock by +60000 ms")]
    [InlineData(305, -1_305, 0, "off the wall clock by -3000 ms")]
    [InlineData(305, 1_695, 4_000, "wall clock, from SIGTERM on; that was set by +4000 ms meanwhile")]
    public void AreKnownByWhatIsLeftAtTheEvent(int eventAfter, int told, int jump, string expected)
    {
        var recorded = new RecordedLog
        {
            EventAfter = eventAfter,
            Told = told,
            Jump = jump,
        };

        DeadlineClock.Describe(ProbeLog.Read(recorded.All)).ShouldBe(expected);
    }

    [Fact]
    public void AreUnknownWithoutAnEvent() => DeadlineClock.Describe(new Measurement()).ShouldBe("–");
}
