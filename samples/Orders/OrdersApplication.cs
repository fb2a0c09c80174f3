using RestMachine;

namespace Orders;

internal static class OrdersApplication
{
    public static RestApplication Create()
    {
        var app = new RestApplication(OrdersJson.Default);
        app.OnStartup("open_journal", OrderJournal.Open);
        app.Post(
            "/orders",
            (NewOrder order, OrderJournal journal) =>
            {
                var added = journal.Add(order);
                return Results.Created($"/orders/{added.Id}", added);
            }
        );
        app.Get("/orders/{id:int}", (int id, OrderJournal journal) => journal.Find(id));
        app.OnShutdown("close_journal", (OrderJournal journal) => journal.Dispose());
        return app;
    }
}
