using System.Collections.Immutable;
using System.Text;
using Gatemedic.Diagnosis;
using Gatemedic.Logs;

namespace Gatemedic.Causes;

/// <summary>What managers, logs and the kernel add to a staged host.</summary>
internal static class ServiceStages
{
    /// <summary>A service with all that systemd tells of it.</summary>
    public static Staged Service(this Staged staged, ServiceUnit unit) =>
        staged.With(scene => scene with { Units = Section.Seen<ImmutableArray<ServiceUnit>>([.. scene.Units.Seen, unit]) });

    /// <summary>A program of supervisor or PM2.</summary>
    public static Staged Managed(this Staged staged, ManagedProgram program) =>
        staged.With(scene => scene with { Programs = Section.Seen<ImmutableArray<ManagedProgram>>([.. scene.Programs?.Seen ?? [], program]) });

    /// <summary>A log of another program, read as the host reads it.</summary>
    public static Staged Wrote(this Staged staged, string source, WitnessOrigin origin, string? owner, string text, params int[] pids) =>
        staged.With(scene => scene with
        {
            Witnesses = Section.Seen<ImmutableArray<WitnessLog>>(
            [
                .. scene.Witnesses?.Seen ?? [],
                new WitnessLog { Source = source, Origin = origin, Owner = owner, Pids = [.. pids], Groups = Groups(source, text) },
            ]),
        });

    /// <summary>Control groups and the machine.</summary>
    public static Staged Memory(this Staged staged, MachineResources machine, params ControlGroup[] groups) =>
        staged.With(scene => scene with { Machine = Section.Seen(machine), ControlGroups = Section.Seen<ImmutableArray<ControlGroup>>([.. groups]) });

    private static ImmutableArray<WitnessGroup> Groups(string source, string text) =>
        WitnessTail.Read(new Text(Encoding.UTF8.GetBytes(text)), new LogReading { Name = source, Zone = TimeZoneInfo.Utc }, Staged.Now);

    private sealed class Text(byte[] bytes) : ILogBytes
    {
        public long? Length => bytes.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            var left = bytes.AsSpan((int)offset);
            left = left[..Math.Min(left.Length, buffer.Length)];
            left.CopyTo(buffer);
            return left.Length;
        }

        public void Dispose()
        {
        }
    }
}
