using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Gatemedic.Repair.Tests;

/// <summary>Any repair that fails, is interrupted or dies at any command, and whose recovery dies too, ends as before or wholly repaired.</summary>
public class AnyRepairTests
{
    private static readonly Gen<ImmutableArray<int>> Parts = Gen.Choose(0, 8).ListOf().Select(parts => parts.Distinct().ToImmutableArray());

    [Fact]
    public void Ends_as_before_or_wholly_repaired() =>
        Prop.ForAll(
            (from parts in Parts
             from end in Gen.Elements(End.Fails, End.Dies, End.IsInterrupted, End.EndsWell)
             from at in Gen.Choose(1, 8)
             from recoveryDiesAt in Gen.Choose(0, 6)
             select (parts, end, at, recoveryDiesAt)).ToArbitrary(),
            c => EndsAsync(c.parts, c.end, c.at, c.recoveryDiesAt).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private enum End
    {
        EndsWell,
        Fails,
        Dies,
        IsInterrupted,
    }

    private static async Task<bool> EndsAsync(ImmutableArray<int> parts, End end, int at, int recoveryDiesAt)
    {
        using var world = new World();
        var (before, after) = (world.Picture(), await AfterAsync(parts));
        using var interruption = new CancellationTokenSource();
        var count = 0;
        var host = new PretendHost(world, what =>
        {
            if (++count != at)
            {
                return;
            }

            switch (end)
            {
                case End.Dies:
                    throw new InvalidOperationException("as if killed");
                case End.Fails:
                    throw new IOException("cannot be started");
                case End.IsInterrupted:
                    interruption.Cancel();
                    break;
                default:
                    break;
            }
        });
        using (Repairs.Store(world).Lock())
        {
            await Record.ExceptionAsync(() => Repairs.Engine(world, host).ApplyAsync(Plan(world, parts), interruption.Token));
        }

        var recovered = 0;
        await Record.ExceptionAsync(() => Repairs.RecoverAsync(world, new PretendHost(world, what => recovered += recovered + 1 == recoveryDiesAt ? throw new InvalidOperationException("as if killed at " + what) : 1)));
        await Repairs.RecoverAsync(world);

        var journal = Repairs.Store(world).All().SingleOrDefault();
        return journal?.State switch
        {
            null or RepairState.RolledBack => world.Picture() == before,
            RepairState.Proved => world.Picture() == after,
            _ => false,
        };
    }

    private static async Task<string> AfterAsync(ImmutableArray<int> parts)
    {
        using var world = new World();
        await Repairs.ApplyAsync(world, Plan(world, parts));
        return world.Picture();
    }

    private static RepairPlan Plan(World world, ImmutableArray<int> parts)
    {
        var (configuration, host) = (Repairs.Configuration(world), Repairs.Host(world));
        ImmutableArray<PlannedFile> files = [.. configuration.Files, .. host.Files];
        return Repairs.Plan(
            world,
            [.. parts.Where(p => p < files.Length).Select(p => files[p])],
            [.. parts.Where(p => p >= files.Length).Select(p => host.Remedy!.Steps[p - files.Length])],
            parts.Any(p => p < 2) ? configuration.Load : null) with { Failing = [] };
    }
}
