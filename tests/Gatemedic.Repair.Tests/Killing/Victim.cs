namespace Gatemedic.Repair.Tests;

/// <summary>This program as one that is killed: carries out, finishes or takes back a repair of a <see cref="World"/>.</summary>
internal static class Victim
{
    public static int Main(string[] arguments)
    {
        var world = new World(arguments[1]);
        using var held = Repairs.Store(world).Lock();
        var engine = Repairs.Engine(world);
        switch (arguments[0])
        {
            case "recover":
                engine.RecoverAsync().GetAwaiter().GetResult();
                break;
            case "undo":
                engine.UndoAsync(Repairs.Store(world).All()[^1]).GetAwaiter().GetResult();
                break;
            default:
                engine.ApplyAsync(Repairs.Named(arguments[0], world), default).GetAwaiter().GetResult();
                break;
        }

        return 0;
    }
}
