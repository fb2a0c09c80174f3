internal sealed record NewUser(string Name);
