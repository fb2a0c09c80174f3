namespace RestMachine.Extension.Linux;

/// <summary>A point in monotonic time that bounds a whole exchange, however many system calls that takes.</summary>
internal readonly struct Deadline
{
    private readonly long atMicroseconds;

    private Deadline(long atMicroseconds) => this.atMicroseconds = atMicroseconds;

    public static Deadline Never => new(long.MaxValue);

    public static Deadline After(long milliseconds) => new(Clock.MonotonicMicroseconds + milliseconds * 1000);

    public Deadline AtMost(long milliseconds) => new(Math.Min(atMicroseconds, After(milliseconds).atMicroseconds));

    public bool Passed => atMicroseconds != long.MaxValue && Clock.MonotonicMicroseconds >= atMicroseconds;

    /// <summary>What <c>poll</c> wants: -1 waits for ever; rounded up, so that it never wakes just before the deadline.</summary>
    public int PollMilliseconds =>
        atMicroseconds == long.MaxValue
            ? -1
            : (int)Math.Clamp((atMicroseconds - Clock.MonotonicMicroseconds + 999) / 1000, 0, int.MaxValue);
}
