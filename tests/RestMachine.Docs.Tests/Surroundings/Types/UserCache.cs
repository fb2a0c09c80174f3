internal sealed class UserCache(UserDatabase users)
{
    public UserDatabase Users => users;

    public Task WriteBackAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
