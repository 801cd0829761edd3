namespace Gatemedic.Nginx.Tests.Editing;

/// <summary>What is not done, and how it is said.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Refuses_two_wills_about_one_word()
    {
        var editing = new Editing("a 1;\nb {\n  c 1;\n}\n");
        Refused("/etc/nginx/nginx.conf:1: two edits give \"a\" different words: a 2 and a 3", editing.Plan(ConfigEdit.ReplaceArg(editing.Find("a"), 0, "2"), ConfigEdit.ReplaceArg(editing.Find("a"), 0, "3")));
        Refused("nginx.conf:1: \"a\" is edited, and \"a\" around it or itself is removed", editing.Plan(ConfigEdit.ReplaceArg(editing.Find("a"), 0, "2"), ConfigEdit.Remove(editing.Find("a"))));
        Refused("nginx.conf:3: \"c\" is edited, and \"b\" around", editing.Plan(ConfigEdit.ReplaceArg(editing.Find("c"), 0, "2"), ConfigEdit.Remove(editing.Find("b"))));
        Refused("nginx.conf:2: \"d 1;\" and \"d 2;\" are asked for in one block", editing.Plan(ConfigEdit.Set(editing.Find("b"), Statement.Of("d", "1")), ConfigEdit.Set(editing.Find("b"), Statement.Of("d", "2"))));
        Refused("nginx.conf:1: \"a\" has no block", editing.Plan(ConfigEdit.Set(editing.Find("a"), Statement.Of("d", "1"))));
    }

    [Fact]
    public void Refuses_to_choose_among_several() =>
        Refused("nginx.conf:2: \"third_party\" stands several times", Set("b {\n  third_party 1;\n  third_party 2;\n}\n", "b", "third_party", "3"));

    [Fact]
    public void Refuses_a_tree_of_other_bytes()
    {
        var before = new Editing("a 1;\nb 2;\n");
        var moved = new MemoryFiles("\n\n\n\na 1;\nb 2;\n");
        Refused("b", ConfigEditor.Plan(moved, MemoryFiles.Main, before.Tree, ConfigEdit.ReplaceArg(before.Find("b"), 0, "3")));
        Refused("nginx.conf:2: \"b\" does not stand there any more", ConfigEditor.Plan(moved, MemoryFiles.Main, moved.Parse(), ConfigEdit.Remove(before.Find("b"))));
    }

    [Fact]
    public void Refuses_a_configuration_that_does_not_load() =>
        Refused("nginx.conf:2: the configuration does not load: unexpected \"}\"; correct that first", Set("a { b 1;\n}}\n", "a", "b", "2"));

    [Fact]
    public void Refuses_what_nginx_would_not_read()
    {
        Refused("nginx would not read the result: too long parameter", Set("a { b 1; }", "a", "b", new string('x', 5000)));
        var http = new Editing("http { }");
        Refused("nginx would not read the result: directive \"gzip\" is not terminated", http.Plan(ConfigEdit.Insert(Statement.Parse("a;") with { Name = "gzip", Block = [] }, Place.Last(http.Find("http")))));
        Refused("not UTF-8, or NUL", Set("a { b 1; }", "a", "b", "x\0y"));
    }

    [Fact]
    public void Refuses_to_carry_bytes_that_it_could_not_read()
    {
        var editing = new Editing(new MemoryFiles([.. "http { proxy_set_header X "u8, 0xFF, .. "; server { location / { proxy_pass http://127.0.0.1:1; } } }"u8]));
        Refused("not UTF-8", editing.Plan(PassEdits.Set(editing.Model.Passes[0], Statement.Parse("proxy_set_header Y 1;"))));
    }

    [Fact]
    public void Tells_a_file_that_cannot_be_read()
    {
        var editing = new Editing("a 1;");
        Refused("/etc/nginx/nginx.conf:0: the file cannot be read: No such file", ConfigEditor.Plan(new OverlaidFiles(null, new Dictionary<string, ReadOnlyMemory<byte>>()), MemoryFiles.Main, editing.Tree, ConfigEdit.Remove(editing.Find("a"))));
    }

    private static EditPlan Set(string text, string block, string name, string value)
    {
        var editing = new Editing(text);
        return editing.Plan(ConfigEdit.Set(editing.Find(block), Statement.Of(name, value)));
    }

    private static void Refused(string message, EditPlan plan)
    {
        Assert.Contains(message, plan.Error?.ToString(), StringComparison.Ordinal);
        Assert.Empty(plan.Edits);
        Assert.Empty(plan.Files);
    }
}
