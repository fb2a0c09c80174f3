using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace RestMachine;

/// <summary>The header fields of a message: names compare without case, a name may occur several times (RFC 9110, 5).</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "HTTP's own word")]
public sealed class Headers : IEnumerable<KeyValuePair<string, string>>
{
    private List<KeyValuePair<string, string>>? _fields;

    /// <summary>How many field lines there are; a name that occurs twice counts twice.</summary>
    public int Count => _fields?.Count ?? 0;

    /// <summary>
    /// The field's value, several lines joined with a comma (RFC 9110, 5.3); <see langword="null"/> when it is absent.
    /// Setting replaces every line of that name; setting <see langword="null"/> removes them.
    /// </summary>
    public string? this[string name]
    {
        get
        {
            string? found = null;
            for (var index = 0; index < Count; index++)
            {
                if (IsNamed(_fields![index], name))
                {
                    found = found is null ? _fields[index].Value : $"{found}, {_fields[index].Value}";
                }
            }

            return found;
        }
        set
        {
            _fields?.RemoveAll(field => IsNamed(field, name));
            if (value is not null)
            {
                Add(name, value);
            }
        }
    }

    /// <summary>Adds a field line and keeps those of the same name.</summary>
    /// <exception cref="ArgumentException">A line break or NUL in name or value would forge another field.</exception>
    public void Add(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.AsSpan().IndexOfAny("\r\n\0: ") >= 0 || value.AsSpan().IndexOfAny("\r\n\0") >= 0)
        {
            throw new ArgumentException(
                $"Header field \"{name}\" has a character that HTTP does not allow there.",
                nameof(value)
            );
        }

        (_fields ??= new(2)).Add(new(name, value));
    }

    /// <summary>Every line of that name, in order.</summary>
    public IEnumerable<string> All(string name) =>
        this.Where(field => IsNamed(field, name)).Select(field => field.Value);

    /// <summary>The field lines, for those who count every allocation; valid until the next change.</summary>
    internal ReadOnlySpan<KeyValuePair<string, string>> Lines => CollectionsMarshal.AsSpan(_fields);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        (_fields ?? Enumerable.Empty<KeyValuePair<string, string>>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsNamed(KeyValuePair<string, string> field, string name) =>
        field.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
