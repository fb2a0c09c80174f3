using Microsoft.Extensions.Time.Testing;

namespace RestMachine.Tests.Shutdown;

/// <summary>A clock that moves while it is read: by so much at that reading.</summary>
internal sealed class MovingClock(int reading, TimeSpan step) : FakeTimeProvider
{
    private int _readings;

    public override long GetTimestamp()
    {
        if (Interlocked.Increment(ref _readings) == reading)
        {
            Advance(step);
        }

        return base.GetTimestamp();
    }
}
