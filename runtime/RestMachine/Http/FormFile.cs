namespace RestMachine;

/// <summary>A file of a <c>multipart/form-data</c> body (RFC 7578).</summary>
/// <param name="Name">The field's name.</param>
/// <param name="FileName">The name the client gave, possibly with a path: never use it as a path.</param>
/// <param name="ContentType">The part's media type. Default: <c>text/plain</c> (RFC 7578, 4.4).</param>
/// <param name="Content">The bytes as they came.</param>
public sealed record FormFile(string Name, string FileName, string ContentType, ReadOnlyMemory<byte> Content);
