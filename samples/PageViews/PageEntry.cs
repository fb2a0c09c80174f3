namespace PageViews;

internal sealed class PageEntry(long views)
{
    private long _views = views;
    private long _unwritten;

    public long Views => Volatile.Read(ref _views);

    public long Unwritten => Volatile.Read(ref _unwritten);

    public long Count()
    {
        Interlocked.Increment(ref _unwritten);
        return Interlocked.Increment(ref _views);
    }

    public long TakeUnwritten() => Interlocked.Exchange(ref _unwritten, 0);

    public void PutBack(long views) => Interlocked.Add(ref _unwritten, views);
}
