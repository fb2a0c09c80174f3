namespace RestMachine.Cli.Doctor;

/// <summary>What is to be said of one function or layer.</summary>
/// <param name="Name">As its template calls it.</param>
/// <param name="IsWell">False: shutdown handlers cannot run, or nothing shows that they can.</param>
/// <param name="Answer">In one line.</param>
/// <param name="Remarks">Each with what to change.</param>
internal sealed record Finding(string Name, bool IsWell, string Answer, IReadOnlyList<string> Remarks)
{
    public override string ToString() =>
        string.Join(Environment.NewLine, Remarks.Select(remark => $"  {remark}").Prepend($"{Name}: {Answer}"));
}
