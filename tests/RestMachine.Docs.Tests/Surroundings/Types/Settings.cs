internal sealed class Settings
{
    public static Settings Read() => new();

    public string Database { get; init; } = "";
}
