using System.Globalization;
using System.Text;
using RestMachine.Binding;
using RestMachine.Shutdown;

namespace RestMachine.Lifecycle;

/// <summary>The plan as text: what startup makes, and the order in which shutdown will run.</summary>
internal static class LifecycleDescription
{
    public static string Of(LifecyclePlan plan)
    {
        var text = new StringBuilder("Startup\n");
        foreach (var handler in plan.Startup)
        {
            var result = handler.Bound.Result is { } type ? $" makes {TypeName.Of(type)}" : "";
            text.Append(
                $"  {handler.Name}{result}{(handler.IsShared ? " (shared)" : "")}{Needs(plan, handler.Bound)}\n"
            );
        }

        foreach (var hooks in plan.Hooks.GroupBy(hook => hook.Kind))
        {
            text.Append(CultureInfo.InvariantCulture, $"{hooks.Key}\n");
            foreach (var hook in hooks.Key == HookKind.BeforeSnapshot ? hooks.Reverse() : hooks)
            {
                text.Append($"  {hook.Name}{Needs(plan, hook.Bound)}\n");
            }
        }

        text.Append("Shutdown\n");
        var order = plan.ShutdownOrder.Predecessors;
        var wave = Waves(order);
        foreach (var index in Enumerable.Range(0, order.Length).OrderBy(index => wave[index]))
        {
            var handler = plan.Shutdown[index];
            var after = string.Join(", ", order[index].Select(other => $"'{plan.Shutdown[other].Name}'"));
            var position = after.Length == 0 ? "" : $" after {after}";
            text.Append($"  {wave[index]}. {handler.Name}{Needs(plan, handler.Bound)}{position}{Limit(handler)}\n");
        }

        return text.ToString();
    }

    private static string Needs(LifecyclePlan plan, BoundHandler bound)
    {
        var names = string.Join(", ", plan.Uses(bound).Select(value => $"'{value.Name}'"));
        return names.Length == 0 ? "" : $" from {names}";
    }

    private static string Limit(ShutdownHandler handler) =>
        handler.Limit is { } limit
            ? string.Create(CultureInfo.InvariantCulture, $" within {limit.TotalMilliseconds:0.###} ms")
            : "";

    private static int[] Waves(IReadOnlyList<int>[] order)
    {
        var waves = new int[order.Length];
        int Wave(int index) =>
            waves[index] != 0 ? waves[index] : waves[index] = order[index].Select(Wave).DefaultIfEmpty().Max() + 1;
        for (var i = 0; i < order.Length; i++)
        {
            Wave(i);
        }

        return waves;
    }
}
