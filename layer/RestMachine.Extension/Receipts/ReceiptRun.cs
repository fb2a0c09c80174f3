namespace RestMachine.Extension.Receipts;

/// <summary>A shutdown run has begun; null is what it did not say.</summary>
internal sealed class ReceiptRun(string? trigger, long? budgetMilliseconds, long? at)
{
    public string? Trigger => trigger;

    /// <summary>Until the handlers' token fires.</summary>
    public long? BudgetMilliseconds => budgetMilliseconds;

    /// <summary>Monotonic microseconds.</summary>
    public long? At => at;
}
