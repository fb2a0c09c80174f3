namespace RestMachine.Extension.Linux;

/// <summary>
/// Pauses between attempts, each twice as long as the one before: a platform that is gone is not asked in a loop. The
/// longest is short enough to leave most of the shutdown phase, should it begin meanwhile.
/// </summary>
internal sealed unsafe class Pause
{
    private const long ShortestMilliseconds = 10;
    private const long LongestMilliseconds = 250;

    private long milliseconds = ShortestMilliseconds;

    /// <summary>Whether the next pause is the longest: from now on nothing changes.</summary>
    public bool IsLongest => milliseconds == LongestMilliseconds;

    public void Wait()
    {
        var deadline = Deadline.After(milliseconds);
        while (!deadline.Passed)
        {
            _ = Libc.Poll(null, 0, deadline.PollMilliseconds);
        }
        milliseconds = Math.Min(milliseconds * 2, LongestMilliseconds);
    }

    public void Reset() => milliseconds = ShortestMilliseconds;
}
