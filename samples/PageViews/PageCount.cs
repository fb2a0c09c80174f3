namespace PageViews;

internal sealed record PageCount(string Page, long Views);
