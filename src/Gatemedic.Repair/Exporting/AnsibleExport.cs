using System.Text;
using System.Text.Json;

namespace Gatemedic.Repair;

/// <summary>Plans as a playbook of Ansible with its built-in modules only. Scalars are written as JSON strings, which YAML reads alike.</summary>
public static class AnsibleExport
{
    /// <summary>The playbook.</summary>
    public static string Of(IEnumerable<RepairPlan> plans)
    {
        var book = new StringBuilder("# Written by gatemedic for one host. Read it, then: ansible-playbook -e host=NAME THIS_FILE\n- hosts: \"{{ host }}\"\n  become: true\n  tasks:\n");
        foreach (var plan in plans.Where(p => p.Remedy is not null))
        {
            foreach (var file in plan.Files)
            {
                Append(book, plan, file);
            }

            foreach (var command in plan.Commands)
            {
                book.Append($"    - name: {Scalar(command.ToString())}\n      ansible.builtin.command:\n        argv: [{string.Join(", ", command.Words.Select(Scalar))}]\n");
            }
        }

        return book.ToString();
    }

    private static void Append(StringBuilder book, RepairPlan plan, PlannedFile file)
    {
        book.Append($"    - name: {Scalar($"{plan.Finding.Cause}: {plan.Remedy!.Title} ({file.Path})")}\n");
        book.Append($"      ansible.builtin.copy:\n        dest: {Scalar(file.Path)}\n        backup: true\n        content: {Scalar(Encoding.UTF8.GetString(file.After))}\n");
        book.Append(file.Before is null ? "        mode: \"0644\"\n" : "        follow: true\n");
    }

    private static string Scalar(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
