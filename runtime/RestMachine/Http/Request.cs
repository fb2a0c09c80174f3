namespace RestMachine;

/// <summary>An HTTP request as the client sent it, wherever it came in.</summary>
/// <param name="method">The method; methods are case-sensitive (RFC 9110, 9.1).</param>
/// <param name="path">The path, still percent-encoded; routing decodes it, once and per segment.</param>
public sealed class Request(string method, string path)
{
    private IReadOnlyDictionary<string, string>? _cookies;
    private (Type Type, object Value)? _feature;
    private Dictionary<Type, object>? _moreFeatures;
    private Form? _form;

    /// <summary>The method, for example <c>GET</c>.</summary>
    public string Method { get; } = method;

    /// <summary>The path, still percent-encoded, for example <c>/users/a%2Fb</c>.</summary>
    public string Path { get; } = path;

    /// <summary>What follows the question mark, still encoded and without it. Default: empty.</summary>
    public string QueryString { get; init; } = "";

    /// <summary>The header fields.</summary>
    public Headers Headers
    {
        get => field ??= [];
        init;
    }

    /// <summary>The content. Default: empty.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Identifies the request in logs and problem documents. Default: empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>The <c>Content-Type</c> field; <see langword="null"/> when it is absent.</summary>
    public string? ContentType => Headers["Content-Type"];

    /// <summary>The <c>Cookie</c> field by names (RFC 6265, 5.4); the first of several with one name. Values are raw.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies ??= CookieField.Parse(Headers.All("Cookie"));

    /// <summary>
    /// What the adapter or a filter knows beyond HTTP, by its type; <see langword="null"/> when nobody knows such a thing.
    /// </summary>
    public T? Feature<T>()
        where T : class =>
        _feature is { } feature && feature.Type == typeof(T) ? (T)feature.Value
        : _moreFeatures is not null && _moreFeatures.TryGetValue(typeof(T), out var found) ? (T)found
        : null;

    /// <summary>What a filter has found out, for everything behind it; in place of what is there of that type.</summary>
    public void SetFeature<T>(T feature)
        where T : class
    {
        // Nearly every request has one, the adapter's: a dictionary is for more.
        if (_feature is null || _feature.Value.Type == typeof(T))
        {
            _feature = (typeof(T), feature);
        }
        else
        {
            (_moreFeatures ??= [])[typeof(T)] = feature;
        }
    }

    /// <summary>The body as a form, read once.</summary>
    internal bool TryReadForm(out Form form, out Problem? problem)
    {
        problem = null;
        if (_form is null && Form.TryRead(ContentType, Body, out var read, out problem))
        {
            _form = read;
        }

        form = _form!;
        return _form is not null;
    }

    /// <summary>The same request with other fields and another id.</summary>
    internal Request With(Headers headers, string id) =>
        new(Method, Path)
        {
            QueryString = QueryString,
            Headers = headers,
            Body = Body,
            Id = id,
            _feature = _feature,
            _moreFeatures = _moreFeatures is null ? null : new(_moreFeatures),
        };
}
