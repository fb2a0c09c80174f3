using System.Collections.Concurrent;

namespace PageViews;

/// <summary>
/// Counts in memory, and writes what it has counted when that is enough, and at the end. A killed environment loses what it
/// has not written.
/// </summary>
internal sealed class ViewCache(ViewTable table, ViewMetrics metrics)
{
    /// <summary>Views of a page that are written by the invocation that counts the last of them.</summary>
    private const int Enough = 25;

    private readonly ConcurrentDictionary<string, PageEntry> _pages = new(StringComparer.Ordinal);

    public async Task<PageCount> FindAsync(string page, CancellationToken cancellation) =>
        new(page, (await EntryOfAsync(page, cancellation)).Views);

    public async Task<PageCount> CountAsync(string page, CancellationToken cancellation)
    {
        var entry = await EntryOfAsync(page, cancellation);
        var views = entry.Count();
        metrics.Counted.Add(1);
        if (entry.Unwritten >= Enough)
        {
            await WriteAsync(page, entry, cancellation);
        }

        return new PageCount(page, views);
    }

    /// <summary>Writes all pages at the same time: there is little of it.</summary>
    public Task WriteBackAsync(CancellationToken cancellation) =>
        Task.WhenAll(
            _pages
                .Where(page => page.Value.Unwritten > 0)
                .Select(page => WriteAsync(page.Key, page.Value, cancellation))
        );

    private async Task WriteAsync(string page, PageEntry entry, CancellationToken cancellation)
    {
        var views = entry.TakeUnwritten();
        try
        {
            await table.AddAsync(page, views, cancellation);
            metrics.Written.Add(views);
        }
        catch
        {
            entry.PutBack(views);
            throw;
        }
    }

    private async ValueTask<PageEntry> EntryOfAsync(string page, CancellationToken cancellation) =>
        _pages.TryGetValue(page, out var entry)
            ? entry
            : _pages.GetOrAdd(page, new PageEntry(await table.ReadAsync(page, cancellation)));
}
