using System.Globalization;
using System.Text;

namespace RestMachine;

/// <summary>A cookie that a response sets (RFC 6265, 4.1).</summary>
/// <param name="Name">The cookie's name.</param>
/// <param name="Value">The value as it is sent; the caller encodes what a cookie may not carry.</param>
public sealed record Cookie(string Name, string Value)
{
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
    /// <exception cref="InvalidOperationException">A part has a character that would end it early.</exception>
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
        part.AsSpan().IndexOfAny(";\r\n\0") < 0
            ? part
            : throw new InvalidOperationException($"Cookie \"{Name}\" has a character that ends it early: encode it.");
}
