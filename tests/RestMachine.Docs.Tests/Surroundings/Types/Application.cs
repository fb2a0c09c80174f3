using RestMachine;

internal static class Application
{
    public static RestApplication Create() => new(UsersJson.Default);
}
