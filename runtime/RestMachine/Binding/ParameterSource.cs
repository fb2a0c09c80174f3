using System.ComponentModel;

namespace RestMachine.Binding;

/// <summary>Where a route's parameter can come from, as far as its type decides it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ParameterSource
{
    /// <summary>A startup value, a service or, where the method has one, the body.</summary>
    Value,

    /// <summary>Text: the route's parameter of that name, else the query's.</summary>
    Text,

    /// <summary>Every value of that name in the query.</summary>
    Texts,

    /// <summary>The body as it came.</summary>
    Bytes,

    /// <summary>The request itself, its cancellation token or a logger.</summary>
    Ambient,

    /// <summary>Text of the route's template: <see cref="PathAttribute"/>.</summary>
    Path,

    /// <summary>Text of the query: <see cref="QueryAttribute"/>.</summary>
    Query,

    /// <summary>Text of a header field: <see cref="HeaderAttribute"/>.</summary>
    Header,

    /// <summary>A field or file of a form: <see cref="FormAttribute"/>.</summary>
    Form,

    /// <summary>The body: <see cref="BodyAttribute"/>.</summary>
    Body,

    /// <summary>A service of the supplied provider: <see cref="ServiceAttribute"/>.</summary>
    Service,
}
