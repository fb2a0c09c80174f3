internal sealed class UserDatabase : IDisposable
{
    public static UserDatabase Open(string path) => throw new NotSupportedException(path);

    public IReadOnlyList<User> All() => throw new NotSupportedException();

    public User? Find(int id) => throw new NotSupportedException();

    public User Add(NewUser user) => throw new NotSupportedException();

    public Task ExportAsync(Stream output, CancellationToken cancellation) => throw new NotSupportedException();

    public Transaction Begin() => throw new NotSupportedException();

    public Task CloseAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose() { }
}
