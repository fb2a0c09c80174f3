namespace RestMachine.Docs.Tests;

/// <summary>A source file of the product.</summary>
/// <param name="Path">Below the repository's root.</param>
/// <param name="Text">All of it.</param>
internal sealed record SourceFile(string Path, string Text);
