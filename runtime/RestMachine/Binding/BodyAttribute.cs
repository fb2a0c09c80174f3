namespace RestMachine;

/// <summary>
/// The parameter is the body, whatever startup handlers and services make: a <see cref="string"/> is the text, a byte
/// array or a <see cref="Stream"/> the bytes as they came, everything else JSON.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BodyAttribute : Attribute;
