namespace Gatemedic.Nginx.Tests.Editing;

/// <summary>Where changes stand: as the file's owner would have written them.</summary>
public sealed class LayoutTests
{
    private static readonly Statement Added = Statement.Parse("added 1;");

    [Theory]
    [InlineData("location / { proxy_pass x; }", "location / { proxy_pass x; added 1; }")]
    [InlineData("location / {proxy_pass x;}", "location / {proxy_pass x; added 1;}")]
    [InlineData("location / {}", "location / { added 1; }")]
    [InlineData("location / { }", "location / { added 1; }")]
    [InlineData("location / {\n}\n", "location / {\n    added 1;\n}\n")]
    [InlineData("location / {\n\tproxy_pass x;\n}\n", "location / {\n\tproxy_pass x;\n\tadded 1;\n}\n")]
    [InlineData("location / {\n  proxy_pass x; # why\n  # end\n}\n", "location / {\n  proxy_pass x; # why\n  added 1;\n  # end\n}\n")]
    [InlineData("location / { # why\n  proxy_pass x; }", "location / { # why\n  proxy_pass x; added 1; }")]
    [InlineData("location / {\r\n  proxy_pass x;\r\n}\r\n", "location / {\r\n  proxy_pass x;\r\n  added 1;\r\n}\r\n")]
    [InlineData("location / {\n  if (a) {\n    b;\n  }\n}", "location / {\n  if (a) {\n    b;\n  }\n  added 1;\n}")]
    public void Inserts_last_in_a_block(string before, string after)
    {
        var editing = new Editing(before);
        Assert.Equal(after, editing.After(ConfigEdit.Insert(Added, Place.Last(editing.Tree.Root[0]))));
    }

    [Theory]
    [InlineData("location / { a; }", "location / { added 1; a; }")]
    [InlineData("location / {a;}", "location / {added 1; a;}")]
    [InlineData("location / { # why\n\n  a;\n}", "location / { # why\n  added 1;\n\n  a;\n}")]
    public void Inserts_first_in_a_block(string before, string after)
    {
        var editing = new Editing(before);
        Assert.Equal(after, editing.After(ConfigEdit.Insert(Added, Place.First(editing.Tree.Root[0]))));
    }

    [Theory]
    [InlineData("a;\n\n# about b\n# more\nb;\n", "a;\n\nadded 1;\n# about b\n# more\nb;\n")]
    [InlineData("a '\n# no comment';\nb;\n", "a '\n# no comment';\nadded 1;\nb;\n")]
    [InlineData("a; b;", "a; added 1; b;")]
    [InlineData("\tb;", "\tadded 1;\n\tb;")]
    public void Inserts_before_a_directive_and_the_comment_that_belongs_to_it(string before, string after)
    {
        var editing = new Editing(before);
        Assert.Equal(after, editing.After(ConfigEdit.Insert(Added, Place.Before(editing.Find("b")))));
    }

    [Theory]
    [InlineData("a;\nb; # why\nc;\n", "a;\nc;\n")]
    [InlineData("a;\n# stays\nb\n  1\n  2;\nc;\n", "a;\n# stays\nc;\n")]
    [InlineData("a; b; # of both\n", "a; # of both\n")]
    [InlineData("a { b; c; }\n", "a { c; }\n")]
    [InlineData("a;\nb;", "a;")]
    [InlineData("  b; c;\n", "  c;\n")]
    [InlineData("a;\n  b {\n    x;\n  }\nc;\n", "a;\nc;\n")]
    [InlineData("b;", "")]
    public void Removes_lines_that_hold_nothing_else(string before, string after)
    {
        var editing = new Editing(before);
        Assert.Equal(after, editing.After(ConfigEdit.Remove(editing.Find("b"))));
    }

    [Fact]
    public void Writes_a_block_as_deep_as_it_stands()
    {
        var editing = new Editing("http {\n\tserver {\n\t\tlisten 80;\n\t}\n}\n");
        var block = Statement.Parse("location ~ \"a{2}\" { if ($x = \"\") { return 200 'a b'; } }");
        Assert.Equal(
            "http {\n\tserver {\n\t\tlisten 80;\n\t\tlocation ~ \"a{2}\" {\n\t\t\tif ($x = \"\" ) {\n\t\t\t\treturn 200 \"a b\";\n\t\t\t}\n\t\t}\n\t}\n}\n",
            editing.After(ConfigEdit.Insert(block, Place.Last(editing.Find("server")))));
    }

    [Fact]
    public void Keeps_the_quotes_of_a_word_and_the_comments_between_words()
    {
        var editing = new Editing("a \"x y\" # first\n  'z' # second\n  w; # third\n");
        var directive = editing.Find("a");
        Assert.Equal(
            "a \"x\" # first\n  'q\"r' # second\n  \"two words\"; # third\n",
            editing.After(ConfigEdit.ReplaceArg(directive, 0, "x"), ConfigEdit.ReplaceArg(directive, 1, "q\"r"), ConfigEdit.ReplaceArg(directive, 2, "two words")));
    }

    [Fact]
    public void Keeps_a_mark_of_byte_order_where_it_is()
    {
        var editing = new Editing("\uFEFFuser a;\nb c;");
        Assert.Equal("\uFEFFuser a;\nb d;", editing.After(ConfigEdit.Set(null, Statement.Of("b", "d"))));
    }

    [Fact]
    public void Edits_data_lines_and_Lua_bodies()
    {
        var editing = new Editing("http {\n  map $uri $x { default 0; ~^/a\\d 1; 'k;' 2; }\n  types {\n    text/html html; # t\n  }\n  server { content_by_lua_block { say(\"}\") } }\n}\n");
        Assert.Equal(
            "http {\n  map $uri $x { default 0; ~^/a\\d 7; 'k;' 2; \"a b\" 3; }\n  types {\n    text/html html htm; # t\n  }\n  server { content_by_lua_block { say('{}') } }\n}\n",
            editing.After(
                ConfigEdit.Set(editing.Find("map"), Statement.Of("~^/a\\d", "7")),
                ConfigEdit.Set(editing.Find("map"), Statement.Of("a b", "3")),
                ConfigEdit.Set(editing.Find("types"), Statement.Of("text/html", "html", "htm")),
                ConfigEdit.ReplaceArg(editing.Find("content_by_lua_block"), 0, " say('{}') ")));
    }
}
