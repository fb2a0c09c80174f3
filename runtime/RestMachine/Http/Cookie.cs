using System.Buffers;
using System.Globalization;
using System.Text;

namespace RestMachine;

/// <summary>A cookie that a response sets (RFC 6265, 4.1).</summary>
/// <param name="Name">The cookie's name.</param>
/// <param name="Value">The value as it is sent; the caller encodes what a cookie may not carry.</param>
/// <exception cref="ArgumentException">The name is no token (RFC 9110, 5.6.2), or the value has what would end it.</exception>
public sealed record Cookie(string Name, string Value)
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>The cookie's name.</summary>
    public string Name { get; init; } =
        Name.Length > 0 && !Name.AsSpan().ContainsAnyExcept(TokenCharacters)
            ? Name
            : throw new ArgumentException(
                $"\"{Name}\" is no name of a cookie; expected letters, digits and -_.",
                nameof(Name)
            );

    /// <summary>The value as it is sent.</summary>
    public string Value { get; init; } = EndsEarly(Value) ? throw Refused(Name, nameof(Value)) : Value;

    /// <summary>The paths it is returned to. Default: those below the request's.</summary>
    public string? Path { get; init; }

    /// <summary>The hosts it is returned to. Default: this host only.</summary>
    public string? Domain { get; init; }

    /// <summary>How long it lives. Default: until the browser closes.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether it travels over https only. Default: true.</summary>
    public bool Secure { get; init; } = true;

    /// <summary>Whether scripts cannot read it. Default: true.</summary>
    public bool HttpOnly { get; init; } = true;

    /// <summary><c>Strict</c>, <c>Lax</c> or <c>None</c>. Default: Lax.</summary>
    public string SameSite { get; init; } = "Lax";

    /// <summary>The value of the <c>Set-Cookie</c> field.</summary>
    /// <exception cref="InvalidOperationException">Path, domain or SameSite has a character that would end it early.</exception>
    public override string ToString()
    {
        var text = new StringBuilder($"{Checked(Name)}={Checked(Value)}");
        Append(text, "Path", Path);
        Append(text, "Domain", Domain);
        Append(
            text,
            "Max-Age",
            MaxAge is { } age ? ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null
        );
        Append(text, "SameSite", SameSite);
        return text.Append(Secure ? "; Secure" : "").Append(HttpOnly ? "; HttpOnly" : "").ToString();
    }

    private void Append(StringBuilder text, string attribute, string? value)
    {
        if (value is not null)
        {
            text.Append("; ").Append(attribute).Append('=').Append(Checked(value));
        }
    }

    private string Checked(string part) =>
        EndsEarly(part)
            ? throw new InvalidOperationException(
                $"Cookie \"{Name}\" has a semicolon or a control character: encode it."
            )
            : part;

    private static bool EndsEarly(string part) => part.Any(character => character is ';' || char.IsControl(character));

    private static ArgumentException Refused(string name, string parameter) =>
        new($"Cookie \"{name}\" has a semicolon or a control character: encode it.", parameter);
}
