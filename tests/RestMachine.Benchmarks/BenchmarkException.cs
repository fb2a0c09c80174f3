namespace RestMachine.Benchmarks;

/// <summary>Something that the person at the keyboard can put right.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
