namespace RestMachine.Extension.Receipts;

/// <summary>A shutdown run has begun.</summary>
internal sealed record ReceiptRun(string Trigger, long? BudgetMilliseconds);
