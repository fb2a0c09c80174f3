namespace RestMachine.Extension.Settings;

/// <summary>One row of the table of settings.</summary>
/// <param name="name">The environment variable.</param>
/// <param name="expected">What a value must be, in words.</param>
/// <param name="usual">What an absent or unusable value becomes.</param>
/// <param name="usualText">The same in the user's spelling.</param>
/// <param name="parse">The value, or null for one that cannot be used.</param>
internal sealed class Setting<T>(
    string name,
    string expected,
    T usual,
    string usualText,
    Func<string, T?> parse
)
    where T : struct
{
    public string Name => name;

    public T Read(Func<string, string?> environment, List<string> warnings)
    {
        if (environment(name) is not { } text)
        {
            return usual;
        }
        if (parse(text) is { } value)
        {
            return value;
        }
        warnings.Add(name + " is \"" + text + "\": expected " + expected + ". Using " + usualText + " instead");
        return usual;
    }
}
