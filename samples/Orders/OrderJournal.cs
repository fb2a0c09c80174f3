namespace Orders;

/// <summary>
/// Orders, in memory and in a file that is written in blocks, as every client that buffers does it: what is not a block
/// yet is in the file only when the journal is closed.
/// </summary>
internal sealed class OrderJournal : IDisposable
{
    private readonly List<Order> _orders = [];
    private readonly StreamWriter _file;

    private OrderJournal(StreamWriter file) => _file = file;

    public static OrderJournal Open() =>
        new(new StreamWriter(Path.Combine(Path.GetTempPath(), "orders.csv"), append: true));

    public Order Add(NewOrder order)
    {
        var added = new Order(_orders.Count + 1, order.Product, order.Quantity);
        _orders.Add(added);
        _file.WriteLine($"{added.Id};{added.Product};{added.Quantity}");
        return added;
    }

    public Order? Find(int id) => _orders.ElementAtOrDefault(id - 1);

    public void Dispose() => _file.Dispose();
}
