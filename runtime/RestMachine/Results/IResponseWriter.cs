namespace RestMachine;

/// <summary>
/// Writes values as one media type. Those of the application stand behind the built-in ones (text, bytes, JSON): where a
/// client prefers none, the first that can write the value does.
/// </summary>
public interface IResponseWriter
{
    /// <summary>What it writes, for example <c>text/csv; charset=utf-8</c>; held against the <c>Accept</c> field.</summary>
    string MediaType { get; }

    /// <summary>Whether it can write values of that type.</summary>
    bool CanWrite(Type type);

    /// <summary>The value in that media type.</summary>
    /// <param name="value">The value; of that type or one derived from it.</param>
    /// <param name="type">
    /// The type that <see cref="CanWrite"/> was asked about: the one the handler declares, whose members are meant to be seen.
    /// </param>
    /// <param name="context">The request that is answered.</param>
    ReadOnlyMemory<byte> Write(object value, Type type, ResultContext context);
}
