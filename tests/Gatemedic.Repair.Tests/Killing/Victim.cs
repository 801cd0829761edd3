namespace Gatemedic.Repair.Tests;

/// <summary>This program as one that is killed: carries out, finishes or takes back a repair of a <see cref="World"/>.</summary>
internal static class Victim
{
    public static int Main(string[] arguments)
    {
        try
        {
            Run(arguments[0], new World(arguments[1]));
            return 0;
        }
        catch (IOException)
        {
            return 1;
        }
    }

    private static void Run(string task, World world)
    {
        using var held = Repairs.Store(world).Lock();
        var engine = Repairs.Engine(world);
        switch (task)
        {
            case "recover":
                engine.RecoverAsync().GetAwaiter().GetResult();
                break;
            case "undo":
                engine.UndoAsync(Repairs.Store(world).All()[^1]).GetAwaiter().GetResult();
                break;
            default:
                engine.ApplyAsync(Repairs.Named(task, world), default).GetAwaiter().GetResult();
                break;
        }
    }
}
