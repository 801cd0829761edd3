using System.Text.Json;
using Gatemedic.Lab.Format;
using Gatemedic.Lab.Host;

namespace Gatemedic.Lab.Run;

/// <summary>Has the program repair a fault, asks whether it is gone, has it undo the repair, and compares the host before and after.</summary>
internal sealed class RepairTrial(ILabHost host, Stagehand stagehand, Scenario scenario)
{
    private const string Program = "env STATE_DIRECTORY=/run/gatemedic gatemedic fix";

    // What a repair may touch: files with owners and modes, services, containers, packet filters, routes, settings of the kernel. What an engine
    // changes whenever a container of it starts anew is left out.
    private const string Snapshot = """
        find /etc /srv /opt /var/www ! -name '*-' ! -name '*.log' ! -name '.pwd.lock' -printf '%p %y %m %u %g %l\n' | sort
        find /etc /srv /opt /var/www -type f ! -name '*-' ! -name '*.log' ! -path /srv/disk ! -path '/etc/selinux/*/policy/*' -exec sha256sum {} + | sort
        [ ! -d /run/systemd/system ] || systemctl list-units --all --type=service --plain --no-legend 'shop*' 'nginx*' 'php*' 'api*' | awk '{print $1, ($4 == "running" || $4 == "auto-restart") ? "kept running" : "down"}'
        [ ! -S /run/docker.sock ] || docker ps -a --format '{{.Names}} {{.State}} {{.Networks}}' | sed 's/ restarting / running /' | sort
        iptables-save 2>/dev/null | grep -v -e '^[#:]' -e docker -e DOCKER -e br- -e '172[.]1' | sed 's/\[[0-9:]*\]//'
        nft list ruleset 2>/dev/null | grep -v -e docker -e DOCKER -e br- -e '172[.]1' | sed 's/counter packets [0-9]* bytes [0-9]*/counter/'
        ip route show table all type blackhole; ip route show table all type unreachable; ip route show table all type prohibit
        sysctl net.core.somaxconn net.ipv4.ip_local_port_range net.netfilter.nf_conntrack_max 2>/dev/null
        """;

    /// <summary>Each way in which it is not as the scenario says.</summary>
    public async Task<List<string>> Run(string kept, CancellationToken cancel)
    {
        var misses = new List<string>();
        var before = await host.Run(Snapshot, cancel);
        var outcome = await host.Run($"{Program} --yes --format json {string.Join(' ', scenario.Options)}", cancel, 180);
        await File.WriteAllTextAsync(kept + ".fix.json", outcome.Output, cancel);
        await File.WriteAllTextAsync(kept + ".fix.err", outcome.Errors, cancel);
        var (done, ids) = Read(outcome);
        string[] wanted = [.. scenario.Fix.Select(id => id.Contains(' ', StringComparison.Ordinal) ? id : id + " proved")];
        if (!done.SequenceEqual(wanted))
        {
            misses.Add($"fix: did {(done.Length == 0 ? "nothing" : string.Join(", ", done))}, not {(wanted.Length == 0 ? "nothing" : string.Join(", ", wanted))}{Reasons(outcome)}");
        }
        else if (wanted.Count(w => w.EndsWith("proved", StringComparison.Ordinal)) >= scenario.Find.Causes.Count)
        {
            foreach (var request in scenario.HealedRequests)
            {
                await stagehand.Ask(request);
            }
        }

        foreach (var id in Enumerable.Reverse(ids))
        {
            var undo = await host.Run($"{Program} --undo {id}", cancel, 120);
            if (undo.Exit != 0)
            {
                misses.Add($"undo: exit {undo.Exit}: {undo.Text}");
            }
        }

        var after = await host.Run(Snapshot, cancel);
        if (after.Output != before.Output)
        {
            var (was, now) = (before.Output.Split('\n').ToHashSet(), after.Output.Split('\n').ToHashSet());
            misses.Add($"undo: not as before:\n- {string.Join("\n- ", was.Except(now).Take(6))}\n+ {string.Join("\n+ ", now.Except(was).Take(6))}");
        }

        return misses;
    }

    private static (string[] Done, string[] Standing) Read(Outcome outcome)
    {
        try
        {
            using var document = JsonDocument.Parse(outcome.Output);
            var repairs = document.RootElement.GetProperty("repairs").EnumerateArray().Select(r => (Remedy: r.GetProperty("remedy").GetString(), State: r.GetProperty("state").GetString(), Id: r.GetProperty("id").GetString())).ToArray();
            return ([.. repairs.Select(r => $"{r.Remedy} {r.State}")], [.. repairs.Where(r => r.State is "proved" or "unproved").Select(r => r.Id!)]);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new NotAsStagedException($"fix: exit {outcome.Exit}, and not the JSON of a repair ({fault.Message}): {outcome.Text}");
        }
    }

    /// <summary>Why nothing was done, or what was seen where it did not help.</summary>
    private static string Reasons(Outcome outcome)
    {
        using var document = JsonDocument.Parse(outcome.Output);
        var root = document.RootElement;
        var texts = root.GetProperty("plans").EnumerateArray().SelectMany(p => p.GetProperty("obstacles").EnumerateArray()).Select(o => o.GetString())
            .Concat(root.GetProperty("repairs").EnumerateArray().Select(r => r.GetProperty("text").GetString()));
        return string.Concat(texts.Select(text => "\n" + text));
    }
}
