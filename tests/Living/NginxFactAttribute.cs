namespace Gatemedic;

/// <summary>A test that needs nginx and root's rights.</summary>
internal sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute() =>
        Skip = !File.Exists("/usr/sbin/nginx") ? "nginx is not installed" : !Environment.IsPrivilegedProcess ? "needs root" : null;
}

/// <summary>Tests that need nginx and root's rights.</summary>
internal sealed class NginxTheoryAttribute : TheoryAttribute
{
    public NginxTheoryAttribute() => Skip = new NginxFactAttribute().Skip;
}
