namespace RestMachine.Extension.Settings;

/// <summary>One row of the table of settings.</summary>
/// <param name="Name">The environment variable.</param>
/// <param name="Expected">What a value must be, in words.</param>
/// <param name="Default">What an absent or unusable value becomes.</param>
/// <param name="DefaultText">The same in the user's spelling.</param>
/// <param name="Parse">The value, or null for one that cannot be used.</param>
internal sealed record Setting<T>(string Name, string Expected, T Default, string DefaultText, Func<string, T?> Parse)
    where T : struct
{
    public T Read(Func<string, string?> environment, List<string> warnings)
    {
        if (environment(Name) is not { } text)
        {
            return Default;
        }
        if (Parse(text) is { } value)
        {
            return value;
        }
        warnings.Add(Name + " is \"" + text + "\": expected " + Expected + ". Using " + DefaultText + " instead");
        return Default;
    }
}
