namespace System.Runtime.CompilerServices;

/// <summary>What records need on netstandard2.0, the only target a compiler can load.</summary>
internal static class IsExternalInit;
