namespace RestMachine.Packaging;

// Link is the index of the section that holds this one's names.
internal sealed record ElfSection(uint Type, ulong Offset, ulong Length, int Link);
