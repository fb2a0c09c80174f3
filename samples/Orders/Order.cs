namespace Orders;

internal sealed record Order(int Id, string Product, int Quantity);

internal sealed record NewOrder(string Product, int Quantity);
