namespace RestMachine.Packaging;

// Symbol is null where the file does not tell it.
internal sealed record GlibcNeed(Version Version, string? Symbol)
{
    public override string ToString() => Symbol is null ? $"GLIBC_{Version}" : $"GLIBC_{Version} ({Symbol})";
}
