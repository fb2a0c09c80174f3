namespace UsersApi;

internal sealed record User(int Id, string Name);

internal sealed record NewUser(string Name);
