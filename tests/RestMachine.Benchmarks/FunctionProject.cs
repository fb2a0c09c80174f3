namespace RestMachine.Benchmarks;

/// <summary>A project of this repository that is a function.</summary>
/// <param name="Folder">From the repository's root.</param>
/// <param name="AssemblyName">The published file.</param>
internal sealed record FunctionProject(string Folder, string AssemblyName);
